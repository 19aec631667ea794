import type { Context as HonoContext } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { type Permission, permissions } from '#core/permission.ts'
import type { Credentials, HttpParts } from './http.ts'
import type { Notice } from './realtime.ts'
import type { Session } from './session.ts'

const known = new Set<string>(permissions)

/** An event of a capability is told to whoever may read that capability. */
function mayHear(session: Session, notice: Notice): boolean {
  if (notice.companyId !== session.companyId) return false
  const reads = `${notice.name.split('.')[0]}.read`
  return !known.has(reads) || session.grants.has(reads as Permission)
}

/** What waits for one browser. One that falls far behind is told to ask for everything again. */
class Mailbox {
  readonly #most = 1000
  #waiting: Notice[] = []
  #lost = false
  #wake: () => void = () => {}

  put(notice: Notice): void {
    if (this.#waiting.length < this.#most) this.#waiting.push(notice)
    else this.#lost = true
    this.#wake()
  }

  take(): { notices: Notice[]; lost: boolean } {
    const taken = { notices: this.#waiting, lost: this.#lost }
    this.#waiting = []
    this.#lost = false
    return taken
  }

  wake(): void {
    this.#wake()
  }

  /** Ends when something is there, and after this long in any case. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (this.#waiting.length > 0) this.#wake()
    })
  }
}

const beatMs = 15_000
/** How long one answer to "may they still?" is good for. */
const trustedMs = 2_000

async function serve(
  sse: SSEStreamingApi,
  mailbox: Mailbox,
  first: Session,
  ask: () => Promise<Session | undefined>,
): Promise<void> {
  let session = first
  let askedAt = performance.now()
  // The first word, and the word after a loss: whatever is on the screen may be old.
  const hello = () => sse.writeSSE({ event: 'hello', data: '{}' })
  await hello()
  while (!sse.aborted && !sse.closed) {
    await mailbox.wait(beatMs)
    const { notices, lost } = mailbox.take()
    if (performance.now() - askedAt > trustedMs) {
      const still = await ask()
      if (!still || still.companyId !== session.companyId) return
      session = still
      askedAt = performance.now()
    }
    if (lost) await hello()
    if (notices.length === 0) await sse.writeSSE({ event: 'beat', data: '{}' })
    for (const notice of notices) {
      if (!mayHear(session, notice)) continue
      const { seq, name, kind, id, customerId } = notice
      await sse.writeSSE({
        ...(seq > 0 && { id: String(seq) }),
        data: JSON.stringify({ name, about: { kind, id, customerId } }),
      })
    }
  }
}

/**
 * The live stream of one browser: names and ids of what happened, for it to fetch again. It ends
 * when the session does, and follows every change of what its reader may do.
 */
export function stream(
  c: HonoContext,
  session: Session,
  credentials: Credentials,
  parts: HttpParts,
): Response {
  c.header('content-encoding', 'identity')
  // Only watched: a tab that nobody sits at must not keep its session from ending.
  const ask = () =>
    parts.authenticate(parts.house, credentials, {
      address: '',
      agent: '',
      trace: session.trace,
      watching: true,
    })
  const talk = async (sse: SSEStreamingApi) => {
    const mailbox = new Mailbox()
    const stop = parts.realtime.hear((notice) => {
      if (notice.companyId === session.companyId) mailbox.put(notice)
    })
    sse.onAbort(() => mailbox.wake())
    try {
      await serve(sse, mailbox, session, ask)
    } finally {
      stop()
    }
  }
  return streamSSE(c, talk, async (error) => {
    parts.house.log.warn({ err: error, trace: session.trace }, 'a live stream broke off')
  })
}
