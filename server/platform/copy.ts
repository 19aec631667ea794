import { once } from 'node:events'
import { Readable } from 'node:stream'
import type pg from 'pg'

/** What the driver gives us of its connection beyond what its types say (pg 8.23). */
type Wire = pg.Connection & {
  query: (text: string) => void
  sendCopyFromChunk: (chunk: Uint8Array) => void
  endCopyFrom: () => void
  sendCopyFail: (reason: string) => void
}

const rowsOf = (message: { text: string }): number => Number(/\d+$/.exec(message.text)?.[0] ?? 0)

class CopyOut {
  readonly stream: Readable
  readonly #text: string
  #wire: Wire | undefined
  rows = 0

  constructor(text: string) {
    this.#text = text
    this.stream = new Readable({ read: () => this.#wire?.stream.resume() })
  }
  submit(wire: pg.Connection): void {
    this.#wire = wire as Wire
    this.#wire.query(this.#text)
  }
  handleCopyData({ chunk }: { chunk: Uint8Array }): void {
    // A copy, because the driver writes the next message over the bytes of this one.
    if (!this.stream.push(Buffer.from(chunk))) this.#wire?.stream.pause()
  }
  handleCommandComplete(message: { text: string }): void {
    this.rows = rowsOf(message)
  }
  handleReadyForQuery(): void {
    this.stream.push(null)
  }
  handleError(error: Error): void {
    this.stream.destroy(error)
  }
}

class CopyIn {
  readonly done: Promise<number>
  readonly #text: string
  readonly #source: AsyncIterable<Uint8Array>
  #resolve: (rows: number) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined
  #rows = 0
  #broken: unknown

  constructor(text: string, source: AsyncIterable<Uint8Array>) {
    this.#text = text
    this.#source = source
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }
  submit(wire: pg.Connection): void {
    ;(wire as Wire).query(this.#text)
  }
  handleCopyInResponse(connection: pg.Connection): void {
    const wire = connection as Wire
    this.#pump(wire).catch((error: unknown) => {
      this.#broken = error
      wire.sendCopyFail('the source failed')
    })
  }
  async #pump(wire: Wire): Promise<void> {
    for await (const chunk of this.#source) {
      wire.sendCopyFromChunk(chunk)
      if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain')
    }
    wire.endCopyFrom()
  }
  handleCommandComplete(message: { text: string }): void {
    this.#rows = rowsOf(message)
  }
  handleReadyForQuery(): void {
    this.#resolve(this.#rows)
  }
  handleError(error: Error): void {
    this.#reject(this.#broken ?? error)
  }
}

/**
 * Reads the answer of a `copy … to stdout` as a stream, no faster than it is taken. The count of
 * rows is right once the stream has ended. The text comes from the catalogue, never from a person.
 */
export function copyOut(
  client: pg.ClientBase,
  text: string,
): { stream: Readable; rows: () => number } {
  const copy = new CopyOut(text)
  client.query(copy)
  return { stream: copy.stream, rows: () => copy.rows }
}

/** Feeds a `copy … from stdin`; says how many rows were taken, all of them or none. */
export function copyIn(
  client: pg.ClientBase,
  text: string,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const copy = new CopyIn(text, source)
  client.query(copy)
  return copy.done
}
