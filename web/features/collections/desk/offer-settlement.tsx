import { Button } from '@mantine/core'
import { useState } from 'react'
import type { DeskCard } from '#core/collections/desk-api.ts'
import { useMay } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import { ProposeDialog } from '../settlements/propose-dialog.tsx'
import { OfferLine } from './offer-line.tsx'
import css from './outcome.module.css'

/** Who wants a settlement is offered one here and now; the one that stands is sent from here. */
export function OfferSettlement({ card }: { card: DeskCard }) {
  const t = useWords('settlements')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const free = card.offer === null || card.offer.state === 'accepted'
  return (
    <>
      <OfferLine card={card} guides />
      {free && may('collections.concede') !== undefined && (
        <div className={css['offer']}>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('offer')}
          </Button>
        </div>
      )}
      {asking && (
        <ProposeDialog customerId={card.customerId} onClose={() => setAsking(false)} stays />
      )}
    </>
  )
}
