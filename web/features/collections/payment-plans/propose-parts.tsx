import { Button, Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { planRhythms } from '#core/collections/payment-plan-schedule.ts'
import type { PlanGround } from '#core/collections/plan-api.ts'
import { currencySymbol } from '#core/format.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { plainOf } from '#web/ui/form/amount.ts'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './plans.module.css'
import { amountOf, answerByOf, instalmentsOf, type PlanOffer, type Typed } from './propose-form.ts'
import { HandParts, SchedulePreview } from './schedule-preview.tsx'

type Part = Readonly<{ typed: Typed; onChange: (change: Partial<Typed>) => void }>

export function Invoices({ offer, typed, onChange }: Part & { offer: PlanOffer }) {
  const t = useWords('plans')
  const format = useFormat()
  const amount = amountOf(offer, typed)
  const chosen = offer.items.filter(({ invoiceId }) => typed.chosen.includes(invoiceId))
  const sum = chosen.reduce((all, { balance }) => all + balance.minor, 0)
  return (
    <fieldset className={css['choose']}>
      <legend>{t('which')}</legend>
      <ul className={css['invoices']}>
        {offer.items.map(({ itemId, invoiceId, number, dueOn, balance, planned }) => (
          <li key={itemId}>
            <Checkbox
              id={`plan-${itemId}`}
              checked={typed.chosen.includes(invoiceId)}
              onChange={({ currentTarget: { checked } }) =>
                onChange({
                  chosen: checked
                    ? [...typed.chosen, invoiceId]
                    : typed.chosen.filter((each) => each !== invoiceId),
                  byHand: null,
                })
              }
            />
            <label htmlFor={`plan-${itemId}`}>
              <Code>{number}</Code>
              <small>
                <Day value={dueOn} near /> {planned && t('which_planned')}
              </small>
            </label>
            <Money value={balance} />
          </li>
        ))}
      </ul>
      <p className={css['total']}>
        <span>{t('sum', { count: chosen.length })}</span>
        <Money value={amount} strong />
      </p>
      {sum > amount.minor && <Why>{t('fault_owed', { amount: format.money(offer.owed) })}</Why>}
    </fieldset>
  )
}

export function ByRule({ offer, typed, onChange }: Part & { offer: PlanOffer }) {
  const t = useWords('plans')
  const ui = useWords('ui')
  const { language } = usePreferences()
  const hasDown = typed.down.trim() !== ''
  return (
    <>
      <div className={css['pair']}>
        <TextInput
          label={
            <>
              {t('down')} <span className="muted">({ui('optional')})</span>
            </>
          }
          className="ltr-input"
          inputMode="decimal"
          rightSection={<span className="muted">{currencySymbol(offer.currency, language)}</span>}
          rightSectionWidth={48}
          value={typed.down}
          onChange={(event) => onChange({ down: event.currentTarget.value })}
        />
        {hasDown && (
          <DateInput
            label={t('down_on')}
            value={typed.downOn}
            onChange={(downOn) => onChange({ downOn })}
          />
        )}
      </div>
      <div className={css['pair']}>
        <TextInput
          label={t('count')}
          className="ltr-input"
          inputMode="numeric"
          value={typed.times}
          onChange={(event) => onChange({ times: event.currentTarget.value })}
        />
        <Select
          label={t('rhythm')}
          allowDeselect={false}
          data={planRhythms.map((value) => ({ value, label: t(`rhythm_${value}`) }))}
          value={typed.rhythm}
          onChange={(value) => {
            const rhythm = planRhythms.find((each) => each === value)
            if (rhythm) onChange({ rhythm })
          }}
        />
      </div>
      <DateInput
        label={t('first_on')}
        value={typed.firstOn}
        onChange={(firstOn) => onChange({ firstOn })}
      />
    </>
  )
}

export function Schedule({ offer, typed, onChange }: Part & { offer: PlanOffer }) {
  const t = useWords('plans')
  const parts = instalmentsOf(offer, typed)
  const { byHand } = typed
  return (
    <section className={css['preview']} aria-label={t('preview')}>
      <p className={css['label']}>{t('preview')}</p>
      {byHand ? (
        <HandParts parts={byHand} onChange={(next) => onChange({ byHand: next })} />
      ) : (
        <>
          <SchedulePreview parts={parts} currency={offer.currency} />
          <p className="muted">{t('remainder')}</p>
        </>
      )}
      {(byHand || parts.length > 0) && (
        <Button
          variant="subtle"
          onClick={() =>
            onChange({
              byHand: byHand
                ? null
                : parts.map(({ dueOn, minor }) => ({
                    key: newId(),
                    dueOn,
                    amount: plainOf({ minor, currency: offer.currency }),
                  })),
            })
          }
        >
          {byHand ? t('by_rule') : t('by_hand')}
        </Button>
      )}
    </section>
  )
}

export function Rules({
  ground,
  offer,
  typed,
  onChange,
}: Part & { ground: PlanGround; offer: PlanOffer }) {
  const t = useWords('plans')
  const ui = useWords('ui')
  const numberOf = (value: string | number, before: number) =>
    typeof value === 'number' ? value : before
  return (
    <>
      <div className={css['pair']}>
        <NumberInput
          label={t('grace')}
          description={t('grace_hint')}
          min={0}
          max={30}
          value={typed.graceDays}
          onChange={(value) => onChange({ graceDays: numberOf(value, typed.graceDays) })}
        />
        <NumberInput
          label={t('breaks_after')}
          min={1}
          max={6}
          value={typed.breaksAfter}
          onChange={(value) => onChange({ breaksAfter: numberOf(value, typed.breaksAfter) })}
        />
      </div>
      <DateInput
        label={t('answer_by')}
        value={answerByOf(ground, typed, instalmentsOf(offer, typed))}
        onChange={(answerBy) => onChange({ answerBy })}
      />
      <Textarea
        label={
          <>
            {t('note')} <span className="muted">({ui('optional')})</span>
          </>
        }
        rows={2}
        maxLength={1000}
        value={typed.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </>
  )
}
