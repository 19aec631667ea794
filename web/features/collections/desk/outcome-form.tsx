import { Button } from '@mantine/core'
import { type RefObject, useEffect, useRef } from 'react'
import type { ContactOutcome } from '#core/collections/desk/outcome.ts'
import type { DeskCard } from '#core/collections/desk-api.ts'
import { useFormat } from '#web/format.ts'
import { commandKey, isCovered } from '#web/keys.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { Disputed } from './disputed-part.tsx'
import { FollowUp } from './follow-up-part.tsx'
import { More } from './more-part.tsx'
import { OfferPlan } from './offer-plan.tsx'
import { OfferSettlement } from './offer-settlement.tsx'
import css from './outcome.module.css'
import { PaidPart } from './paid-part.tsx'
import { Amounts, PromiseDays } from './promised-part.tsx'
import { Rich } from './rich.tsx'
import { offeredIn, useOutcome } from './use-outcome.ts'
import { useSentence } from './use-sentence.ts'

type Props = Readonly<{
  card: DeskCard
  outcome: ContactOutcome
  onDone: (next: boolean) => void
  /** Leaves it unsaved. */
  onClose: () => void
  /** Told while it is being saved to go on to the next customer, and when that ends. */
  onLeaving: (now: boolean) => void
}>

/** The second click: what the outcome still needs, and one sentence of what will happen. */
export function OutcomeForm({ card, outcome, onDone, onClose, onLeaving }: Props) {
  const t = useWords('desk')
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const { draft, set, missing, save, saving, leaving } = useOutcome(card, outcome, onDone)
  const said = useSentence(card, outcome, draft)
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.code !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
      // What is asked in a window over the form is that window's.
      const over = event.target instanceof Element && event.target.closest('[role="dialog"]')
      if (over && !over.contains(box.current)) return
      event.preventDefault()
      latest.current(true)
    }
    // Before the fields: those of a date keep their keys to themselves.
    window.addEventListener('keydown', pressed, true)
    box.current?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'nearest' })
    return () => window.removeEventListener('keydown', pressed, true)
  }, [])
  // What was opened by a choice makes the form longer: its end, with the sentence, stays in sight.
  const opened = `${draft.amount} ${draft.paid.amount} ${draft.day} ${draft.disputedText === null}`
  const seen = useRef(opened)
  useEffect(() => {
    if (seen.current !== opened) box.current?.scrollIntoView({ block: 'nearest' })
    seen.current = opened
  }, [opened])
  useEscape(onClose)
  useLeaving(leaving, box, onLeaving)
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
          card={card}
          planId={draft.planId}
          onMade={(planId) => set(offeredIn(draft, card, planId))}
        />
      )}
      {outcome === 'wants_settlement' && <OfferSettlement card={card} />}
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
          {t('save_next')} <kbd dir="ltr">{commandKey} ↵</kbd>
        </Button>
        <Button variant="subtle" onClick={() => save(false)} disabled={missing !== null || saving}>
          {t('save_only')}
        </Button>
      </div>
    </div>
  )
}

/** While it is saved for the next customer, nothing is written here any more: keys are the desk's. */
function useLeaving(
  leaving: boolean,
  box: RefObject<HTMLElement | null>,
  told: (now: boolean) => void,
) {
  const latest = useRef(told)
  latest.current = told
  useEffect(() => {
    latest.current(leaving)
    const { activeElement: at } = document
    if (leaving && at instanceof HTMLElement && box.current?.contains(at)) at.blur()
  }, [leaving, box])
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
