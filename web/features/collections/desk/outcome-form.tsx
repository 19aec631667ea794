import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { ContactOutcome } from '#core/collections/desk/outcome.ts'
import type { DeskCard } from '#core/collections/desk-api.ts'
import { disputeReasons } from '#core/collections/dispute.ts'
import { addDays } from '#core/day.ts'
import { timeOf } from '#web/clock.ts'
import { useFormat } from '#web/format.ts'
import { isCovered } from '#web/keys.ts'
import { useToday } from '#web/me.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { ChoiceRow } from './choice-row.tsx'
import { minutesOn } from './hours.ts'
import { More } from './more-part.tsx'
import { OfferPlan } from './offer-plan.tsx'
import css from './outcome.module.css'
import { OwnAmount } from './own-amount.tsx'
import { PaidPart } from './paid-part.tsx'
import { Rich } from './rich.tsx'
import {
  amountOf,
  type Draft,
  dayOf,
  disputedOf,
  monthEnd,
  nextThursday,
  presetOf,
  salaryDay,
  useOutcome,
} from './use-outcome.ts'
import { useSentence } from './use-sentence.ts'

type Props = Readonly<{
  card: DeskCard
  outcome: ContactOutcome
  onDone: (next: boolean) => void
  /** Leaves it unsaved. */
  onClose: () => void
}>
type Part = Readonly<{ card: DeskCard; draft: Draft; set: (patch: Partial<Draft>) => void }>

/** The second click: what the outcome still needs, and one sentence of what will happen. */
export function OutcomeForm({ card, outcome, onDone, onClose }: Props) {
  const t = useWords('desk')
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const { draft, set, missing, save, saving } = useOutcome(card, outcome, onDone)
  const said = useSentence(card, outcome, draft)
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.code !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      latest.current(true)
    }
    window.addEventListener('keydown', pressed)
    box.current?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'nearest' })
    return () => window.removeEventListener('keydown', pressed)
  }, [])
  // What was opened by a choice makes the form longer: its end, with the sentence, stays in sight.
  const opened = `${draft.amount} ${draft.paid.amount} ${draft.day} ${draft.disputedText === null}`
  const seen = useRef(opened)
  useEffect(() => {
    if (seen.current !== opened) box.current?.scrollIntoView({ block: 'nearest' })
    seen.current = opened
  }, [opened])
  useEscape(onClose)
  const part = { card, draft, set }
  return (
    <div ref={box} className={css['form']} data-word={outcome === 'promised' || undefined}>
      <p className={css['whose']}>
        <Bdi>{card.customerName}</Bdi> <Money value={card.asked} rounded strong />
      </p>
      {outcome === 'promised' && <Amounts {...part} />}
      {outcome === 'promised' && <PromiseDays {...part} />}
      {outcome === 'disputes' && <Disputed {...part} />}
      {outcome === 'says_paid' && (
        <PaidPart
          card={card}
          draft={draft.paid}
          set={(patch) => set({ paid: { ...draft.paid, ...patch } })}
        />
      )}
      {outcome === 'wants_plan' && (
        <OfferPlan
          customerId={card.customerId}
          planId={draft.planId}
          onMade={(planId) => set({ planId })}
        />
      )}
      {outcome !== 'promised' && outcome !== 'says_paid' && (
        <FollowUp {...part} outcome={outcome} />
      )}
      <More {...part} outcome={outcome} />
      {missing ? (
        <p className={css['sentence']} data-missing>
          {t(missing, { limit: format.money(card.promisable) })}
        </p>
      ) : (
        <p className={css['sentence']}>
          <Rich>{said}</Rich>
        </p>
      )}
      <div className={css['formActs']}>
        <Button
          onClick={() => save(true)}
          loading={saving}
          disabled={missing !== null}
          aria-keyshortcuts="Meta+Enter Control+Enter"
        >
          {t('save_next')} <kbd dir="ltr">⌘ ↵</kbd>
        </Button>
        <Button variant="subtle" onClick={() => save(false)} disabled={missing !== null || saving}>
          {t('save_only')}
        </Button>
      </div>
    </div>
  )
}

/** Escape leaves the form, also out of a box; a list or a dialog that is open has it first. */
function useEscape(run: () => void) {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const open = event.target instanceof Element && event.target.ariaExpanded === 'true'
      if (event.code === 'Escape' && !open && !isCovered()) latest.current()
    }
    // Before the list that closes by it, which is shut by the time that the event has risen.
    window.addEventListener('keydown', pressed, true)
    return () => window.removeEventListener('keydown', pressed, true)
  }, [])
}

function Amounts({ card, draft, set }: Part) {
  const t = useWords('desk')
  const { lastPromised, promisable, covers } = card
  const preset = presetOf(card)
  const half = { minor: Math.ceil(preset.minor / 2), currency: preset.currency }
  const fits = lastPromised && lastPromised.minor <= promisable.minor
  const last = fits && lastPromised.minor !== preset.minor ? lastPromised : null
  return (
    <ChoiceRow
      label={t('amount')}
      value={draft.amount}
      onChange={(amount) => set({ amount: amount as Draft['amount'] })}
      choices={[
        {
          value: 'all',
          label: (
            <>
              {t(covers.length > 0 ? 'amount_asked' : 'amount_all')}{' '}
              <Money value={preset} rounded />
            </>
          ),
        },
        {
          value: 'half',
          label: (
            <>
              {t('amount_half')} <Money value={half} rounded />
            </>
          ),
        },
        ...(last
          ? [
              {
                value: 'last',
                label: (
                  <>
                    {t('amount_last')} <Money value={last} rounded />
                  </>
                ),
              },
            ]
          : []),
        { value: 'other', label: t('amount_other') },
      ]}
    >
      {draft.amount === 'other' && (
        <OwnAmount
          label={t('amount_other')}
          value={draft.amountText}
          onChange={(amountText) => set({ amountText })}
          wrong={draft.amountText !== '' && amountOf(draft, card) === undefined}
        />
      )}
    </ChoiceRow>
  )
}

/** Days that are each another, the nearest first; of the names of one day, the first wins. */
function unlike(choices: readonly { value: string; label: string }[]) {
  return choices
    .filter(({ value }, at) => choices.findIndex((each) => each.value === value) === at)
    .toSorted((a, b) => (a.value < b.value ? -1 : 1))
}

function Days({
  draft,
  set,
  label,
  choices,
}: Omit<Part, 'card'> & { label: string; choices: readonly { value: string; label: string }[] }) {
  const t = useWords('desk')
  return (
    <ChoiceRow
      label={label}
      value={draft.day}
      onChange={(day) => set({ day })}
      choices={[...unlike(choices), { value: 'other', label: t('day_other') }]}
    >
      {draft.day === 'other' && (
        <DateInput
          label={<span className="visually-hidden">{t('day_other')}</span>}
          value={draft.dayPicked}
          onChange={(dayPicked) => set({ dayPicked })}
        />
      )}
    </ChoiceRow>
  )
}

function PromiseDays({ draft, set }: Part) {
  const t = useWords('desk')
  const format = useFormat()
  const today = useToday()
  const tomorrow = addDays(today, 1)
  const salary = salaryDay(today)
  return (
    <Days
      draft={draft}
      set={set}
      label={t('when')}
      choices={[
        { value: tomorrow, label: format.day(tomorrow, { near: true }) },
        { value: nextThursday(today), label: t('day_thursday') },
        {
          value: salary.paid,
          label:
            salary.paid === salary.named
              ? t('day_salary')
              : t('day_salary_before', { day: format.day(salary.paid, { weekday: true }) }),
        },
        { value: monthEnd(today), label: t('day_month_end') },
      ]}
    />
  )
}

function FollowUp({ card, draft, set, outcome }: Part & { outcome: ContactOutcome }) {
  const t = useWords('desk')
  const format = useFormat()
  const today = useToday()
  const proposed = card.proposed[outcome]
  const near = (day: string) => ({
    value: day,
    label: format.day(day, { near: true, weekday: true }),
  })
  const own = (day: string | null) => (proposed && day === proposed.on ? proposed.minute : null)
  const picked = dayOf(draft)
  const minutes = minutesOn(picked, own(picked), { today, minute: card.minuteNow })
  // Each day has its own hours: one that the new day does not offer gives way to its first.
  const onDay = (patch: Partial<Draft>) => {
    const day = dayOf({ ...draft, ...patch })
    const ahead = minutesOn(day, own(day), { today, minute: card.minuteNow })
    const minute = own(day) ?? (ahead.includes(draft.minute) ? draft.minute : ahead[0])
    set({ ...patch, ...(minute !== undefined && { minute }) })
  }
  return (
    <>
      <Days
        draft={draft}
        set={onDay}
        label={t('when_again')}
        choices={[
          ...(proposed ? [near(proposed.on)] : []),
          near(addDays(today, 1)),
          near(nextThursday(today)),
          { value: addDays(today, 7), label: t('day_week') },
        ]}
      />
      <ChoiceRow
        label={t('at')}
        value={String(draft.minute)}
        onChange={(minute) => set({ minute: Number(minute) })}
        choices={minutes.map((minute) => ({
          value: String(minute),
          label: <bdi dir="ltr">{timeOf(minute)}</bdi>,
        }))}
      />
    </>
  )
}

function Disputed({ card, draft, set }: Part) {
  const t = useWords('desk')
  const reasons = useWords('disputes')
  return (
    <>
      <ChoiceRow
        label={t('which_invoice')}
        value={draft.invoiceId}
        onChange={(invoiceId) => set({ invoiceId })}
        choices={card.invoices
          .filter(({ disputed, balance }) => disputed.minor < balance.minor)
          .map(({ invoiceId, number, balance }) => ({
            value: invoiceId,
            label: (
              <>
                <bdi dir="ltr">{number}</bdi> <Money value={balance} rounded />
              </>
            ),
          }))}
      />
      <ChoiceRow
        label={t('dispute_why')}
        value={draft.reason}
        onChange={(reason) =>
          set({ reason: disputeReasons.find((each) => each === reason) ?? 'other' })
        }
        choices={disputeReasons.map((value) => ({ value, label: reasons(`reason_${value}`) }))}
      />
      <ChoiceRow
        label={reasons('amount')}
        value={draft.disputedText === null ? 'all' : 'part'}
        onChange={(of) => set({ disputedText: of === 'all' ? null : '' })}
        choices={[
          { value: 'all', label: t('disputed_all') },
          { value: 'part', label: t('disputed_part') },
        ]}
      >
        {draft.disputedText !== null && (
          <OwnAmount
            label={t('disputed_part')}
            value={draft.disputedText}
            onChange={(disputedText) => set({ disputedText })}
            wrong={draft.disputedText !== '' && disputedOf(draft, card) === undefined}
          />
        )}
      </ChoiceRow>
    </>
  )
}
