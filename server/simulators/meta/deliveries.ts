import { createHmac } from 'node:crypto'
import type { PlayedAccount } from './state.ts'

const MINUTE = 60_000
/** With decreasing frequency, over days. */
const RETRY_AFTER = [1, 5, 15, 60, 240, 720, 1440, 2880].map((minutes) => minutes * MINUTE)
const MOST_WAITING = 5_000
const MOST_REMEMBERED = 500
const TIMEOUT_MS = 10_000

/** How the played platform misbehaves when it tells others what happened. */
export type TellingFaults = {
  /** Sends every delivery twice. */
  duplicate: boolean
  /** Sends what is waiting in the opposite order. */
  reorder: boolean
  /** Puts everything that is due for one address into one delivery. */
  batch: boolean
  /** Forgets so many of the next deliveries altogether. */
  lose: number
  /** Waits this long before the first try. */
  delayMs: number
  /** Signs with another secret than the app's. */
  wrongSignature: boolean
}

export type Send = (url: string, init: RequestInit) => Promise<Response>
export type Attempt = Readonly<{ url: string; status: number | 'no_answer'; entries: number }>

type Waiting = {
  url: string
  secret: string
  object: string
  entries: readonly unknown[]
  tries: number
  dueAt: number
}

type Parts = Readonly<{ now: () => Date; fetch: Send; faults: TellingFaults }>

const objects = {
  whatsapp: 'whatsapp_business_account',
  messenger: 'page',
  instagram: 'instagram',
} as const

/** What is still to be told, and what was; it tells only when `deliver` is called. */
export function createDeliveries({ now, fetch, faults }: Parts) {
  const waiting: Waiting[] = []
  const attempts: Attempt[] = []
  let busy: Promise<void> = Promise.resolve()

  const attempt = async (one: Waiting) => {
    const status = await post(fetch, one, faults.wrongSignature)
    attempts.push({ url: one.url, status, entries: one.entries.length })
    attempts.splice(0, Math.max(0, attempts.length - MOST_REMEMBERED))
    if (status === 200) return
    const wait = RETRY_AFTER[one.tries]
    if (wait === undefined) return
    waiting.push({ ...one, tries: one.tries + 1, dueAt: now().getTime() + wait })
  }

  const pass = async () => {
    const at = now().getTime()
    const due = waiting.filter((one) => one.dueAt <= at)
    for (const one of due) waiting.splice(waiting.indexOf(one), 1)
    if (faults.reorder) due.reverse()
    for (const one of faults.batch ? batched(due) : due) await attempt(one)
  }

  return {
    /** Tells an account of one thing that happened. */
    tell({ kind, webhookUrl, appSecret }: PlayedAccount, entry: unknown): void {
      if (!webhookUrl) return
      if (faults.lose > 0) {
        faults.lose -= 1
        return
      }
      const dueAt = now().getTime() + faults.delayMs
      const entries = [entry]
      const one = { url: webhookUrl, secret: appSecret, object: objects[kind], entries, tries: 0 }
      for (let copies = faults.duplicate ? 2 : 1; copies > 0; copies--)
        waiting.push({ ...one, dueAt })
      waiting.splice(0, Math.max(0, waiting.length - MOST_WAITING))
    },

    /** Sends all that is due now, one pass at a time. */
    deliver(): Promise<void> {
      busy = busy.then(pass)
      return busy
    },

    idle: (): Promise<void> => busy,
    attempts: (): readonly Attempt[] => [...attempts],
    waiting: (): number => waiting.length,
  }
}

function batched(due: readonly Waiting[]): readonly Waiting[] {
  const together = new Map<string, Waiting>()
  for (const one of due) {
    const key = `${one.url} ${one.object}`
    const first = together.get(key)
    if (first) first.entries = [...first.entries, ...one.entries]
    else together.set(key, { ...one })
  }
  return [...together.values()]
}

/** The bytes as Meta writes them: every letter beyond ASCII and every slash escaped. */
function wire(value: unknown): Buffer {
  const text = JSON.stringify(value).replaceAll('/', '\\/')
  const escaped = text.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return Buffer.from(escaped)
}

async function post(fetch: Send, one: Waiting, wrong: boolean): Promise<number | 'no_answer'> {
  const bytes = wire({ object: one.object, entry: one.entries })
  const hmac = createHmac('sha256', wrong ? `${one.secret}?` : one.secret)
  try {
    const response = await fetch(one.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': `sha256=${hmac.update(bytes).digest('hex')}`,
      },
      body: new Uint8Array(bytes),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return 'no_answer'
  }
}
