import type { DeskCard } from '#core/collections/desk-api.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { useWords } from '#web/words.ts'
import { ConcessionChip } from '../settlements/concession-chip.tsx'
import { Send } from '../settlements/settlement-acts.tsx'
import css from './outcome.module.css'

/** The settlement that stands or is being made: where it is, what they would pay, and its sending. */
export function OfferLine({ card: { offer } }: { card: DeskCard }) {
  const t = useWords('desk')
  const format = useFormat()
  const may = useMay()
  if (!offer) return null
  const { id, state, sentAt, amount, payBy } = offer
  const day = format.day(payBy, { near: true, weekday: true })
  return (
    <div className={css['offer']} role="status">
      <ConcessionChip state={state} sentAt={sentAt} />
      <p>{t('offer_line', { amount: format.money(amount), day })}</p>
      {may('collections.concede') && state === 'offered' && (
        <Send concession={{ id, sentAt }} quiet={sentAt !== null} />
      )}
      {may('collections.read') && (
        <Go to={`/settlements/${id}`} className="link">
          {t('offer_details')}
        </Go>
      )}
    </div>
  )
}
