import { Button, Checkbox, NumberInput, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import {
  askedBy,
  ReminderChannel,
  ReminderPolicy,
  type ReminderStep,
  StepConditions,
} from '#core/collections/policy.ts'
import { currencySymbol } from '#core/format.ts'
import { Tone, tones } from '#core/messaging/tone.ts'
import { digitsOf } from '#core/money.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import css from './policies.module.css'

type Edit = Readonly<{ policy: ReminderPolicy; onChange: (policy: ReminderPolicy) => void }>

const dayOf = (offset: number) =>
  offset < 0 ? 'day_before' : offset === 0 ? 'day_of' : 'day_after'
const byDay = (a: ReminderStep, b: ReminderStep) => a.offsetDays - b.offsetDays

/** The steps of a policy in their order, and how often a customer may hear from it. */
export function StepsSection({ policy, onChange }: Edit) {
  const t = useWords('collections')
  const say = useWords('policies')
  const set = (steps: readonly ReminderStep[]) => onChange({ ...policy, steps: [...steps] })
  const setStep = (key: string, change: Partial<ReminderStep>) =>
    set(
      policy.steps
        .map((step) => (step.key === key ? { ...step, ...change } : step))
        .toSorted(byDay),
    )
  const add = () => {
    const last = policy.steps.at(-1)
    set([
      ...policy.steps,
      {
        key: `step_${newId().slice(-12)}`,
        offsetDays: Math.max(1, (last?.offsetDays ?? 0) + 7),
        tone: last && last.offsetDays > 0 ? last.tone : 'friendly',
        channels: ['best'],
        needsApproval: false,
      },
    ])
  }
  const good = ReminderPolicy.safeParse(policy).success
  return (
    <Section
      title={say('steps')}
      hint={say('steps_hint')}
      actions={<Go to="/settings/texts">{t('edit_texts')}</Go>}
    >
      {policy.steps.map((step, at) => (
        <Step
          key={step.key}
          step={step}
          place={at + 1}
          onChange={(change) => setStep(step.key, change)}
          onRemove={() => set(policy.steps.filter(({ key }) => key !== step.key))}
        />
      ))}
      <Button
        variant="subtle"
        leftSection={<IconPlus size={16} />}
        onClick={add}
        disabled={policy.steps.length >= 20}
      >
        {t('add_step')}
      </Button>
      <Caps policy={policy} onChange={onChange} />
      {!good && <p role="alert">{t('ladder_wrong')}</p>}
    </Section>
  )
}

type StepProps = Readonly<{
  step: ReminderStep
  place: number
  onChange: (change: Partial<ReminderStep>) => void
  onRemove: () => void
}>

function Step(props: StepProps) {
  const t = useWords('collections')
  const say = useWords('policies')
  const speak = useWords('messaging')
  const { step, place, onChange, onRemove } = props
  const calls = step.act === 'call'
  return (
    <div className={css['step']}>
      <div className={css['rung']}>
        <NumberInput
          aria-label={t('step_day')}
          value={step.offsetDays}
          min={-90}
          max={730}
          onBlur={(event) =>
            onChange({ offsetDays: Number(event.currentTarget.value.replace('−', '-')) || 0 })
          }
        />
        <span>{t(dayOf(step.offsetDays), { days: Math.abs(step.offsetDays) })}</span>
        <Select
          aria-label={say('act')}
          data={(['message', 'call'] as const).map((value) => ({
            value,
            label: say(`act_${value}`),
          }))}
          value={step.act ?? 'message'}
          allowDeselect={false}
          onChange={(value) => onChange({ act: value === 'call' ? 'call' : 'message' })}
        />
        <Select
          aria-label={t('step_tone')}
          data={tones.map((value) => ({ value, label: t(`tone_${value}`) }))}
          value={step.tone}
          allowDeselect={false}
          onChange={(value) => onChange({ tone: Tone.parse(value) })}
        />
        <Select
          aria-label={t('step_channel')}
          data={ReminderChannel.options.map((value) => ({
            value,
            label: speak(`channel_${value}`),
          }))}
          value={askedBy(step)}
          disabled={calls}
          allowDeselect={false}
          onChange={(value) => onChange({ channels: [ReminderChannel.parse(value)] })}
        />
        <Button
          variant="subtle"
          aria-label={t('remove_step', { number: place })}
          onClick={onRemove}
        >
          ×
        </Button>
      </div>
      <Conditions {...props} />
    </div>
  )
}

const nothing = StepConditions.parse({})

function Conditions({ step, place, onChange }: StepProps) {
  const t = useWords('policies')
  const say = useWords('collections')
  const { baseCurrency } = useMe().company
  const { language } = usePreferences()
  const unit = 10 ** digitsOf(baseCurrency)
  const only = step.only ?? nothing
  const set = (patch: Partial<StepConditions>) => onChange({ only: { ...only, ...patch } })
  // Open from the start where something is chosen; then it is the reader's to fold.
  const [chosen] = useState(step.needsApproval || JSON.stringify(only) !== JSON.stringify(nothing))
  const checks = [
    ['lastUnread', t('only_last_unread')],
    ['promiseBroken', t('only_promise_broken')],
    ['neverAnswered', t('only_never_answered')],
  ] as const
  return (
    <details className={css['only']} open={chosen}>
      <summary>{t('conditions', { number: place })}</summary>
      <div>
        {step.act !== 'call' && (
          <Checkbox
            label={say('step_approval')}
            checked={step.needsApproval}
            onChange={({ currentTarget: { checked } }) => onChange({ needsApproval: checked })}
          />
        )}
        {checks.map(([name, label]) => (
          <Checkbox
            key={name}
            label={label}
            checked={only[name]}
            onChange={({ currentTarget: { checked } }) => set({ [name]: checked })}
          />
        ))}
        <NumberInput
          label={t('amount_from', { currency: currencySymbol(baseCurrency, language) })}
          min={0}
          thousandSeparator=","
          value={only.amountFrom ? only.amountFrom.minor / unit : ''}
          onChange={(value) =>
            set({
              amountFrom:
                value === ''
                  ? null
                  : { minor: Math.round(Number(value) * unit), currency: baseCurrency },
            })
          }
        />
      </div>
    </details>
  )
}

function Caps({ policy, onChange }: Edit) {
  const t = useWords('collections')
  const { frequencyCap, graceDays } = policy
  const cap = (change: Partial<typeof frequencyCap>) =>
    onChange({ ...policy, frequencyCap: { ...frequencyCap, ...change } })
  return (
    <div className={css['fields']}>
      <NumberInput
        label={t('min_days')}
        value={frequencyCap.minDaysBetween}
        min={1}
        max={60}
        onChange={(value) => cap({ minDaysBetween: Number(value) || 1 })}
      />
      <NumberInput
        label={t('max_month')}
        value={frequencyCap.maxIn30Days}
        min={1}
        max={30}
        onChange={(value) => cap({ maxIn30Days: Number(value) || 1 })}
      />
      <NumberInput
        label={t('grace')}
        value={graceDays}
        min={0}
        max={60}
        onChange={(value) => onChange({ ...policy, graceDays: Number(value) || 0 })}
      />
    </div>
  )
}
