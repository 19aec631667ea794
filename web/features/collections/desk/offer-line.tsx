import type { DeskCard } from '#core/collections/desk-api.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { useWords } from '#web/words.ts'
import { ConcessionChip } from '../settlements/concession-chip.tsx'
import { Send } from '../settlements/settlement-acts.tsx'
import css from './outcome.module.css'
import { useSentWords } from './say.ts'

type Props = Readonly<{
  card: DeskCard
  /** Says what is still to be done with it, while their wish is written down. */
  guides?: boolean
}>

/** The settlement that stands or is being made: where it is, what they would pay, and its sending. */
export function OfferLine({ card: { offer }, guides = false }: Props) {
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
      {guides && <Guide offer={offer} />}
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

function Guide({ offer }: { offer: NonNullable<DeskCard['offer']> }) {
  const t = useWords('settlements')
  const sentWords = useSentWords()
  const sent = sentWords(offer)
  if (offer.state === 'accepted') return null
  if (offer.state === 'proposed') return <p>{t('waits_here')}</p>
  return <p>{sent ? t('sent_here', sent) : t('offered_here')}</p>
}
