import { Button, Checkbox, NumberInput, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { PolicyRow } from '#core/collections/api.ts'
import {
  askedBy,
  ReminderChannel,
  ReminderPolicy,
  type ReminderStep,
} from '#core/collections/policy.ts'
import { Tone, tones } from '#core/messaging/tone.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './collections.module.css'
import { useChange } from './use-change.ts'

const dayOf = (offset: number) =>
  offset < 0 ? 'day_before' : offset === 0 ? 'day_of' : 'day_after'

/** Edits one policy: its steps in order, and how often a customer may hear from the machine. */
export function Ladder({ row }: { row: PolicyRow }) {
  const t = useWords('collections')
  const [policy, setPolicy] = useState(row.policy)
  const save = useChange(
    () => client.collections.savePolicy({ key: row.key, name: row.name, place: row.place, policy }),
    () => toast.said(t('policy_saved')),
  )
  const setStep = (key: string, change: Partial<ReminderStep>) =>
    setPolicy({
      ...policy,
      steps: policy.steps
        .map((step) => (step.key === key ? { ...step, ...change } : step))
        .toSorted((a, b) => a.offsetDays - b.offsetDays),
    })
  const add = () => {
    const last = policy.steps.at(-1)
    const step: ReminderStep = {
      key: `step_${newId().slice(-12)}`,
      offsetDays: Math.max(1, (last?.offsetDays ?? 0) + 7),
      tone: last && last.offsetDays > 0 ? last.tone : 'friendly',
      channels: ['best'],
      needsApproval: false,
    }
    setPolicy({ ...policy, steps: [...policy.steps, step] })
  }
  const good = ReminderPolicy.safeParse(policy).success
  return (
    <Section
      title={row.policy.isDefault ? t('ladder') : row.name}
      hint={t('ladder_hint')}
      actions={<Go to="/settings/texts">{t('edit_texts')}</Go>}
    >
      {policy.steps.map((step, at) => (
        <Rung
          key={step.key}
          step={step}
          place={at + 1}
          onChange={(change) => setStep(step.key, change)}
          onRemove={() =>
            setPolicy({ ...policy, steps: policy.steps.filter(({ key }) => key !== step.key) })
          }
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
      <Caps policy={policy} onChange={setPolicy} />
      {!good && <p role="alert">{t('ladder_wrong')}</p>}
      <div className="form-acts">
        <Button onClick={() => save.mutate()} loading={save.isPending} disabled={!good}>
          {t('save_policy')}
        </Button>
      </div>
    </Section>
  )
}

type RungProps = Readonly<{
  step: ReminderStep
  place: number
  onChange: (change: Partial<ReminderStep>) => void
  onRemove: () => void
}>

function Rung({ step, place, onChange, onRemove }: RungProps) {
  const t = useWords('collections')
  const say = useWords('messaging')
  return (
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
        aria-label={t('step_tone')}
        data={tones.map((value) => ({ value, label: t(`tone_${value}`) }))}
        value={step.tone}
        allowDeselect={false}
        onChange={(value) => onChange({ tone: Tone.parse(value) })}
      />
      <Select
        aria-label={t('step_channel')}
        data={ReminderChannel.options.map((value) => ({ value, label: say(`channel_${value}`) }))}
        value={askedBy(step)}
        allowDeselect={false}
        onChange={(value) => onChange({ channels: [ReminderChannel.parse(value)] })}
      />
      <Checkbox
        label={t('step_approval')}
        checked={step.needsApproval}
        onChange={({ currentTarget: { checked } }) => onChange({ needsApproval: checked })}
      />
      <Button variant="subtle" aria-label={t('remove_step', { number: place })} onClick={onRemove}>
        ×
      </Button>
    </div>
  )
}

function Caps({
  policy,
  onChange,
}: {
  policy: ReminderPolicy
  onChange: (policy: ReminderPolicy) => void
}) {
  const t = useWords('collections')
  const { frequencyCap, graceDays } = policy
  const cap = (change: Partial<typeof frequencyCap>) =>
    onChange({ ...policy, frequencyCap: { ...frequencyCap, ...change } })
  return (
    <div className={css['row']}>
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
