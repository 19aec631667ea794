import { Button, Checkbox, Modal, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconCalendarDollar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { plannedOf } from '#core/collections/payment-plan.ts'
import { planRhythms } from '#core/collections/payment-plan-schedule.ts'
import type { PlanGround } from '#core/collections/plan-api.ts'
import { currencySymbol } from '#core/format.ts'
import { api, client } from '#web/client.ts'
import type { PlanAsked } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { plainOf } from '#web/ui/form/amount.ts'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './plans.module.css'
import {
  amountOf,
  answerByOf,
  faultOf,
  firstTyped,
  instalmentsOf,
  offerOf,
  type PlanOffer,
  type Typed,
} from './propose-form.ts'
import { HandParts, SchedulePreview } from './schedule-preview.tsx'

/** Asks which invoices, how many parts and when, and shows the schedule as it would be offered. */
export function ProposePlanDialog(asked: PlanAsked) {
  const t = useWords('plans')
  const close = useWords('ui')('close')
  const { data, error, refetch } = useQuery({
    ...api.collections.paymentPlanGround.queryOptions({ input: { id: asked.customerId } }),
    staleTime: 0,
  })
  const offer = data?.offers.find(
    ({ items }) =>
      asked.invoiceId === undefined || items.some(({ invoiceId }) => invoiceId === asked.invoiceId),
  )
  return (
    <Modal
      opened
      onClose={asked.onClose}
      size={640}
      title={t('propose_title')}
      closeButtonProps={{ 'aria-label': close }}
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={6} />}
      {data && !offer && (
        <Blank icon={<IconCalendarDollar size={30} />} tone="plain" title={t('nothing_owed')}>
          {t('nothing_to_plan')}
        </Blank>
      )}
      {data && offer && <Ask key={asked.customerId} asked={asked} ground={data} first={offer} />}
    </Modal>
  )
}

type AskProps = Readonly<{ asked: PlanAsked; ground: PlanGround; first: PlanOffer }>
type Part = Readonly<{ typed: Typed; onChange: (change: Partial<Typed>) => void }>

function Ask({ asked, ground, first }: AskProps) {
  const t = useWords('plans')
  const format = useFormat()
  const go = useGo()
  const [id] = useState(newId)
  const [typed, setTyped] = useState(() => firstTyped(ground, first, asked.invoiceId))
  const offer = ground.offers.find(({ currency }) => currency === typed.currency) ?? first
  const parts = instalmentsOf(offer, typed)
  const amount = amountOf(offer, typed)
  const fault = faultOf(ground, offer, typed)
  const patch = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }))
  const propose = useChange(client.collections.proposePaymentPlan, (made) => {
    const open = () => go(`/payment-plans/${made.id}`)
    asked.onClose()
    if (!asked.onMade) {
      toast.said(t('proposed_said'))
      return open()
    }
    toast.said(t('proposed_said'), undefined, { label: t('open_plan'), run: open })
    asked.onMade(made.id)
  })
  return (
    <form
      className={css['ask']}
      onSubmit={(event) => {
        event.preventDefault()
        if (fault || propose.isPending) return
        propose.mutate(offerOf(id, asked.customerId, ground, offer, typed))
      }}
    >
      {ground.offers.length > 1 && (
        <Select
          label={t('currency')}
          allowDeselect={false}
          data={ground.offers.map(({ currency }) => currency)}
          value={typed.currency}
          onChange={(value) => {
            const next = ground.offers.find(({ currency }) => currency === value)
            if (next) setTyped(firstTyped(ground, next))
          }}
        />
      )}
      <Invoices offer={offer} typed={typed} onChange={patch} />
      {!typed.byHand && <ByRule offer={offer} typed={typed} onChange={patch} />}
      <Schedule offer={offer} typed={typed} onChange={patch} />
      <Rules ground={ground} offer={offer} typed={typed} onChange={patch} />
      {fault && (
        <p className={css['fault']} role="status">
          {t(`fault_${fault.code}`, {
            place: fault.place,
            days: ground.daysAhead,
            sum: format.money({ ...amount, minor: plannedOf(parts) }),
            amount: format.money(amount),
          })}
        </p>
      )}
      {!fault && <Ending offer={offer} typed={typed} />}
      <div className="form-acts">
        <Button type="submit" disabled={fault !== null} loading={propose.isPending}>
          {fault
            ? t('propose')
            : t('propose_yes', { amount: format.money(amount), times: parts.length })}
        </Button>
        <Cancel onClose={asked.onClose} />
      </div>
    </form>
  )
}

function Cancel({ onClose }: { onClose: () => void }) {
  const ui = useWords('ui')
  return (
    <Button variant="default" onClick={onClose}>
      {ui('cancel')}
    </Button>
  )
}

function Invoices({ offer, typed, onChange }: Part & { offer: PlanOffer }) {
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

function ByRule({ offer, typed, onChange }: Part & { offer: PlanOffer }) {
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

function Schedule({ offer, typed, onChange }: Part & { offer: PlanOffer }) {
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

function Rules({
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

/** One plain sentence of what will happen. */
function Ending({ offer, typed }: { offer: PlanOffer; typed: Typed }) {
  const t = useWords('plans')
  const format = useFormat()
  const parts = instalmentsOf(offer, typed)
  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last) return null
  return (
    <Why>
      {t('ending', {
        amount: format.money(amountOf(offer, typed)),
        first: format.money({ minor: first.minor, currency: offer.currency }),
        day: format.day(first.dueOn, { weekday: true }),
        last: format.day(last.dueOn, { weekday: true }),
      })}
    </Why>
  )
}
