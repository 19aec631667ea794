import type { InvoiceObject, PaymentObject } from './objects.ts'
import { uuid } from './objects.ts'
import type { SimulatedAccount } from './store.ts'

const MINUTE = 60_000
/** Moyasar's six tries: at once, then after 1, 10, 30, 60 and 120 minutes. */
const RETRY_AFTER = [1, 10, 30, 60, 120].map((minutes) => minutes * MINUTE)
const MOST_WAITING = 1_000
const MOST_REMEMBERED = 500
const TIMEOUT_MS = 10_000

/** How the simulated gateway misbehaves when it tells others what happened. */
export type WebhookFaults = {
  /** Sends every delivery twice. */
  duplicate: boolean
  /** Waits this long before the first try. */
  delayMs: number
  /** Forgets so many of the next deliveries altogether. */
  lose: number
  /** Sends what is waiting in the opposite order. */
  reorder: boolean
}

export type Send = (url: string, init: RequestInit) => Promise<Response>

export type Attempt = Readonly<{ deliveryId: string; url: string; status: number | 'no_answer' }>

type Waiting = { id: string; url: string; body: string; tries: number; dueAt: number }

type Parts = Readonly<{
  now: () => Date
  random: () => number
  fetch: Send
  log: (message: string, facts: Readonly<Record<string, string | number>>) => void
  faults: WebhookFaults
}>

/** What is still to be told, and what was; it tells only when `deliver` is called. */
export function createDeliveries({ now, random, fetch, log, faults }: Parts) {
  const waiting: Waiting[] = []
  const attempts: Attempt[] = []
  let busy: Promise<void> = Promise.resolve()

  const enqueue = (id: string, url: string, body: unknown) => {
    if (faults.lose > 0) {
      faults.lose -= 1
      return
    }
    const dueAt = now().getTime() + faults.delayMs
    const one = { id, url, body: JSON.stringify(body), tries: 0, dueAt }
    waiting.push(one, ...(faults.duplicate ? [{ ...one }] : []))
    waiting.splice(0, Math.max(0, waiting.length - MOST_WAITING))
  }

  const attempt = async (one: Waiting) => {
    const status = await post(fetch, one)
    attempts.push({ deliveryId: one.id, url: one.url, status })
    attempts.splice(0, Math.max(0, attempts.length - MOST_REMEMBERED))
    log('moyasar simulator: webhook', { deliveryId: one.id, status, tries: one.tries + 1 })
    if (typeof status === 'number' && status >= 200 && status < 300) return
    const wait = RETRY_AFTER[one.tries]
    if (wait === undefined) return
    waiting.push({ ...one, tries: one.tries + 1, dueAt: now().getTime() + wait })
  }

  const pass = async () => {
    const at = now().getTime()
    const due = waiting.filter((one) => one.dueAt <= at)
    for (const one of due) waiting.splice(waiting.indexOf(one), 1)
    if (faults.reorder) due.reverse()
    for (const one of due) await attempt(one)
  }

  return {
    /** Tells of a payment: the event to the account's webhook, the invoice to its own address. */
    tell(
      account: SimulatedAccount,
      type: string,
      payment: PaymentObject,
      invoice: InvoiceObject | undefined,
    ): void {
      const id = uuid(random)
      if (account.webhook)
        enqueue(id, account.webhook.url, {
          id,
          type,
          created_at: now().toISOString(),
          secret_token: account.webhook.secret,
          account_name: account.name ?? 'Simulated Store',
          live: false,
          data: payment,
        })
      if (invoice?.callback_url && type === 'payment_paid')
        enqueue(uuid(random), invoice.callback_url, invoice)
    },

    /** Sends all that is due now, one pass at a time. */
    deliver(): Promise<void> {
      busy = busy.then(pass)
      return busy
    },

    /** Settles when nothing is being sent any more. */
    idle: (): Promise<void> => busy,
    attempts: (): readonly Attempt[] => [...attempts],
    waiting: (): number => waiting.length,
  }
}

async function post(fetch: Send, one: Waiting): Promise<number | 'no_answer'> {
  try {
    const response = await fetch(one.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: one.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return 'no_answer'
  }
}
