import { Button, Textarea } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PageSettlement } from '#core/collections/settlement-api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'
import { Refused } from './refused.tsx'

type PartProps = Readonly<{
  token: string
  offer: PageSettlement | null
  /** Chooses what was agreed to; null where it is chosen already, or nothing was. */
  onPay: (() => void) | null
}>

/** A settlement that the company offers, or that was agreed to: so much by a day, and the rest is let go. */
export function SettlementPart({ token, offer, onPay }: PartProps) {
  const t = useWords('settlements')
  const [declined, setDeclined] = useState(false)
  if (declined)
    return (
      <section className={css['card']} role="status">
        <p>{t('page_declined')}</p>
      </section>
    )
  if (!offer) return null
  return offer.accepted ? (
    <Agreed offer={offer} onPay={onPay} />
  ) : (
    <Offer token={token} offer={offer} onDeclined={() => setDeclined(true)} />
  )
}

type OfferProps = Readonly<{ token: string; offer: PageSettlement; onDeclined: () => void }>

const useSay = () => {
  const format = useFormat()
  return (offer: PageSettlement) => ({
    pay: format.money(offer.pay),
    waived: format.money(offer.waived),
    day: format.day(offer.payBy, { weekday: true }),
  })
}

function Agreed({ offer, onPay }: Pick<OfferProps, 'offer'> & Pick<PartProps, 'onPay'>) {
  const t = useWords('settlements')
  const format = useFormat()
  const say = useSay()
  return (
    <section className={css['card']} aria-label={t('page_agreed')}>
      <div className={css['cardHead']}>
        <h2>{t('page_agreed')}</h2>
      </div>
      <p>{t('page_accepted', say(offer))}</p>
      <p className={css['hint']}>{t('page_of', { numbers: offer.numbers.join(t('comma')) })}</p>
      {offer.toPay && onPay && (
        <Button mt={12} fullWidth variant="light" size="md" onClick={onPay}>
          {t('page_pay', { amount: format.money(offer.toPay) })}
        </Button>
      )}
    </section>
  )
}

function Offer({ token, offer, onDeclined }: OfferProps) {
  const t = useWords('settlements')
  const say = useSay()
  const [declining, setDeclining] = useState(false)
  return (
    <section className={css['card']} aria-label={t('page_title')}>
      <div className={css['cardHead']}>
        <h2>{t('page_title')}</h2>
      </div>
      <p>{t('page_offer', say(offer))}</p>
      <p className={css['hint']}>{t('page_of', { numbers: offer.numbers.join(t('comma')) })}</p>
      {!declining && <Accept token={token} id={offer.id} onDecline={() => setDeclining(true)} />}
      {declining && (
        <Decline
          token={token}
          id={offer.id}
          onBack={() => setDeclining(false)}
          onDone={onDeclined}
        />
      )}
    </section>
  )
}

type Of = Readonly<{ token: string; id: string }>

function Accept({ token, id, onDecline }: Of & { onDecline: () => void }) {
  const t = useWords('settlements')
  const queries = useQueryClient()
  const accept = useMutation({
    mutationFn: () => client.collections.acceptOnPage({ token, id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.collections.pageSettlement.key() }),
  })
  return (
    <>
      <Refused error={accept.error} />
      <Button
        size="md"
        variant="light"
        leftSection={<IconHeartHandshake size={18} />}
        loading={accept.isPending}
        onClick={() => accept.mutate()}
      >
        {t('page_accept')}
      </Button>
      <Button size="md" variant="subtle" disabled={accept.isPending} onClick={onDecline}>
        {t('page_decline')}
      </Button>
    </>
  )
}

function Decline({ token, id, onBack, onDone }: Of & { onBack: () => void; onDone: () => void }) {
  const t = useWords('settlements')
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const decline = useMutation({
    mutationFn: () => client.collections.declineOnPage({ token, id, reason }),
    onSuccess: async () => {
      onDone()
      await queries.invalidateQueries({ queryKey: api.collections.pageSettlement.key() })
    },
  })
  return (
    <form
      className={css['promise']}
      onSubmit={(event) => {
        event.preventDefault()
        if (!decline.isPending) decline.mutate()
      }}
    >
      <Textarea
        label={t('page_decline_why')}
        size="md"
        rows={3}
        maxLength={400}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refused error={decline.error} />
      <Button type="submit" size="md" variant="default" loading={decline.isPending}>
        {t('page_decline_yes')}
      </Button>
      <Button size="md" variant="subtle" onClick={onBack}>
        {t('page_decline_no')}
      </Button>
    </form>
  )
}
