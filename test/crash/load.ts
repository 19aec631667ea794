import { setTimeout as sleep } from 'node:timers/promises'
import { callUntilAnswered, invoiceFor, newId, type World } from './world.ts'

export type Acknowledged = Readonly<{
  kind: 'invoice' | 'payment'
  id: string
  number: string
  minor: number
}>
export type Load = {
  readonly acknowledged: Acknowledged[]
  /** Sent, and never answered within the client's patience. */
  unanswered: number
  /** Answered with a refusal that a client must not see here. */
  refused: string[]
  /** Holds the clients back, so that the queue can come to what else is in it. */
  paused: boolean
  stop: () => Promise<void>
}

type Reply = { number?: string; gross?: { minor: number }; amount?: { minor: number } }

/** Clients that post and pay until they are stopped, and write down every acknowledgement. */
export function startLoad(world: World): Load {
  let going = true
  const load: Load = {
    acknowledged: [],
    unanswered: 0,
    refused: [],
    paused: false,
    stop: async () => undefined,
  }
  const one = async (cookie: string, place: number): Promise<void> => {
    for (let turn = place; going; turn++) {
      while (load.paused && going) await sleep(50)
      const customerId = world.customers[(turn * 7 + place) % world.customers.length] ?? ''
      const pays = turn % 2 === 1
      const invoice = invoiceFor(customerId, world.today, 50 + (turn % 100))
      const body = pays
        ? {
            id: newId(),
            customerId,
            amount: { minor: 1000 + (turn % 50) * 10, currency: 'SAR' },
            method: 'transfer',
            paidOn: world.today,
          }
        : invoice
      const address = pays ? '/payments' : '/invoices'
      const reply = await callUntilAnswered(world, cookie, ['POST', address, body], 60_000)
      if (!reply) load.unanswered += 1
      else if (reply.status >= 300) load.refused.push(`${address} ${JSON.stringify(reply.body)}`)
      else {
        const { number = '', gross, amount } = reply.body as Reply
        const minor = (pays ? amount : gross)?.minor ?? 0
        load.acknowledged.push({ kind: pays ? 'payment' : 'invoice', id: body.id, number, minor })
      }
    }
  }
  const clients = world.cookies.map((cookie, place) => one(cookie, place))
  // Both nodes are told to look for reminders all the time, far more often than any schedule would.
  const nagging = (async () => {
    while (going) {
      await world.database.worker
        .query(
          "select graphile_worker.add_job('collections.run', json_build_object('companyId', $1::text))",
          [world.companyId],
        )
        .catch(() => undefined)
      await sleep(300)
    }
  })()
  load.stop = async () => {
    going = false
    await Promise.all([...clients, nagging])
  }
  return load
}
