import { z } from 'zod'
import type { Money } from '#core/money.ts'
import { lockCustomer } from '#modules/contacts/index.ts'
import { reverseEntry, unsettle } from '#modules/ledger/index.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { GatewayError, gateways } from '../gateway.ts'
import { getPayment, lockPayment } from '../store.ts'
import { openAccount } from './accounts.ts'

type Waiting = Readonly<{
  id: string
  paymentId: string
  accountId: string
  providerPaymentId: string
  amount: Money
  /** What the gateway had given back of this payment before it was first asked for this. */
  before: number | null
}>

async function findWaiting(session: Session, refundId: string): Promise<Waiting | undefined> {
  const [row] = await look(session, (from) =>
    from.run<{
      id: string
      payment_id: string
      account_id: string
      provider_payment_id: string
      amount: number
      currency: Money['currency']
      given_before: number | null
    }>(
      `select f.id, f.payment_id, g.account_id, g.provider_payment_id, f.amount, f.currency,
         f.given_before
       from refund f join gateway_effect g on g.company_id = f.company_id
         and g.payment_id = f.payment_id and g.effect = 'receipt'
       where f.company_id = $1 and f.id = $2 and f.state = any('{sending,unknown}')`,
      [from.companyId, refundId],
    ),
  )
  return (
    row && {
      id: row.id,
      paymentId: row.payment_id,
      accountId: row.account_id,
      providerPaymentId: row.provider_payment_id,
      amount: { minor: row.amount, currency: row.currency },
      before: row.given_before,
    }
  )
}

/** Notes what was given back before the first try, and commits it before anything is asked for. */
const noteBefore = reaction(
  'payments.note_refunded',
  async (work, { id, before }: { id: string; before: number }) => {
    await work.run(
      'update refund set given_before = $3 where company_id = $1 and id = $2 and given_before is null',
      [work.companyId, id, before],
    )
  },
)

const finish = reaction('payments.finish_refund', async (work, id: string) => {
  await work.run(
    `update refund set state = 'done', problem = null
     where company_id = $1 and id = $2 and state = any('{sending,unknown}')`,
    [work.companyId, id],
  )
})

const waits = [1, 5, 15, 60, 240]

const waitLonger = reaction(
  'payments.wait_for_refund',
  async (work, facts: { id: string; state: 'sending' | 'unknown'; problem: string }) => {
    const [row] = await work.run<{ tries: number }>(
      `update refund set state = $3, problem = $4, tries = tries + 1
       where company_id = $1 and id = $2 and state = any('{sending,unknown}') returning tries`,
      [work.companyId, facts.id, facts.state, facts.problem],
    )
    const minutes = row && (waits[row.tries - 1] ?? 720)
    if (minutes)
      work.enqueue(
        'payments.send_refund',
        { refundId: facts.id },
        { key: `refund:${facts.id}`, runAt: new Date(work.now.getTime() + minutes * 60_000) },
      )
  },
)

/** The gateway will not give it back: the money lies on the customer's account again. */
const giveUp = reaction(
  'payments.fail_refund',
  async (
    work: Work,
    { id, paymentId, problem }: { id: string; paymentId: string; problem: string },
  ) => {
    const { customerId } = await getPayment(work, paymentId)
    await lockCustomer(work, customerId)
    await lockPayment(work, paymentId)
    const [refund] = await work.run<{ entry_id: string; item_id: string }>(
      `update refund set state = 'failed', problem = $3
       where company_id = $1 and id = $2 and state = any('{sending,unknown}')
       returning entry_id, item_id`,
      [work.companyId, id, problem],
    )
    if (!refund) return
    const settled = await work.run<{ id: string }>(
      'select id from allocation_view where company_id = $1 and item_id = $2',
      [work.companyId, refund.item_id],
    )
    await unsettle(
      work,
      settled.map((row) => row.id),
      { effectiveOn: work.today, reason: 'refund_failed' },
    )
    await reverseEntry(work, refund.entry_id, work.today)
    work.audit('payments.refund_failed', {
      kind: 'payment',
      id: paymentId,
      before: { refundId: id },
      after: { problem },
    })
  },
)

/**
 * Asks the gateway to give money back. It looks first: what an earlier, lost try has already given
 * back is not asked for again. No other refund of the payment is under way meanwhile.
 */
export async function sendRefund(session: Session, refundId: string): Promise<void> {
  const waiting = await findWaiting(session, refundId)
  if (!waiting) return
  const { id, paymentId, providerPaymentId, amount, before } = waiting
  try {
    const account = await openAccount(session, waiting.accountId)
    const gateway = session.house.plugs.get(gateways).of(account.vendor)
    const { refunded } = await gateway.getPayment(account, providerPaymentId)
    if (before === null) await noteBefore(session, { id, before: refunded.minor })
    if (refunded.minor < (before ?? refunded.minor) + amount.minor)
      await gateway.refund(account, providerPaymentId, amount)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    const problem = error.vendorCode ?? error.kind
    if (error.kind === 'refused') return giveUp(session, { id, paymentId, problem })
    return waitLonger(session, {
      id,
      state: error.kind === 'unknown' ? 'unknown' : 'sending',
      problem,
    })
  }
  await finish(session, id)
}

export const sendRefundJob = job(
  'payments.send_refund',
  z.looseObject({ refundId: z.uuid() }),
  (session, { refundId }) => sendRefund(session, refundId),
)
