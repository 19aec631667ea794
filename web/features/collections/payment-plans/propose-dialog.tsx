import { Button, Modal, Select } from '@mantine/core'
import { IconCalendarDollar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { plannedOf } from '#core/collections/payment-plan.ts'
import type { PlanGround } from '#core/collections/plan-api.ts'
import { api, client } from '#web/client.ts'
import type { PlanAsked } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './plans.module.css'
import {
  amountOf,
  faultOf,
  firstTyped,
  instalmentsOf,
  offerOf,
  type PlanOffer,
  type Typed,
} from './propose-form.ts'
import { ByRule, Invoices, Rules, Schedule } from './propose-parts.tsx'

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
