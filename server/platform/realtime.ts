import type { Pool } from './db.ts'
import type { Log } from './log.ts'

/** What a screen is told: that something happened, and to what. It fetches the rest itself. */
export type Notice = Readonly<{
  companyId: string
  seq: number
  name: string
  kind: string
  id: string
  customerId: string | null
}>
/** As tell() in the database writes it, short because a notification holds 8,000 bytes. */
type Wire = { c: string; s: number; n: string; k: string; i: string; u: string | null }
type Hear = (notice: Notice) => void

/** One LISTEN connection for the process; every open screen hears through it. */
export class Realtime {
  readonly #pool: Pool
  readonly #log: Log
  readonly #hearers = new Set<Hear>()
  #close: (() => Promise<void>) | undefined
  #closed = false

  constructor(pool: Pool, log: Log) {
    this.#pool = pool
    this.#log = log
  }

  /** Listens, and listens again whenever the connection is lost: always on one connection alone. */
  async open(): Promise<void> {
    const client = await this.#pool.connect()
    let done = false
    const end = (again: boolean) => {
      if (done) return
      done = true
      client.removeAllListeners('notification')
      client.release(true)
      if (again) this.#again()
    }
    client.on('notification', ({ payload }) => this.#tell(payload ?? ''))
    client.once('error', () => end(true))
    client.once('end', () => end(true))
    this.#close = async () => end(false)
    try {
      await client.query('listen wasl')
    } catch (error) {
      this.#log.warn({ err: error }, 'live updates wait for the database')
      end(true)
    }
  }

  #again(): void {
    if (this.#closed) return
    setTimeout(() => {
      if (this.#closed) return
      this.open().catch((error: unknown) => {
        this.#log.warn({ err: error }, 'live updates wait for the database')
        this.#again()
      })
    }, 1000).unref()
  }

  #tell(payload: string): void {
    const { c, s, n, k, i, u } = JSON.parse(payload) as Wire
    const notice: Notice = { companyId: c, seq: s, name: n, kind: k, id: i, customerId: u }
    for (const hear of this.#hearers) hear(notice)
  }

  /** @returns how to stop hearing */
  hear(listener: Hear): () => void {
    this.#hearers.add(listener)
    return () => this.#hearers.delete(listener)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#close?.()
  }
}
