import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

/** What a worker is asked to print. */
export type PdfJob = Readonly<{
  id: number
  folder: string
  main: string
  data: unknown
  files: Readonly<Record<string, Uint8Array>>
  createdAtSeconds: number
}>

/** What a worker answers: the document, or why it could not be made. */
export type PdfAnswer = Readonly<{ id: number; pdf: Uint8Array } | { id: number; problem: string }>

/** What a worker says first, when its fonts are read. */
export type PdfReady = 'ready'

/** A folder of Typst files and the one to begin with; it reads `/job/data.json`, `/job/<file>` and `/style.typ`. */
export type PdfTemplate = Readonly<{ folder: string | URL; main: string }>

/** Any JSON, with the instant (ISO) at which the document is made: the only clock of the file. */
export type PdfData = Readonly<{ createdAt: string; [field: string]: unknown }>

/** Prints documents. The same template, data and files give the same bytes. */
export type Pdf = Readonly<{
  render: (
    template: PdfTemplate,
    data: PdfData,
    files?: Readonly<Record<string, Uint8Array>>,
  ) => Promise<Buffer>
  /** Starts the workers before the first document asks for them. */
  warm: () => void
  /** Refuses what is waiting and stops the workers. */
  close: () => Promise<void>
}>

/** A document could not be printed: its template failed, took too long, broke its worker, or printing is closed. */
export class PdfFailed extends Error {
  readonly reason: 'template' | 'timeout' | 'crashed' | 'closed'

  constructor(reason: PdfFailed['reason'], detail: string) {
    super(`The document could not be printed (${reason}): ${detail}`)
    this.name = 'PdfFailed'
    this.reason = reason
  }
}

export type PdfOptions = Readonly<{
  workers?: number
  timeoutMs?: number
  /** After so many documents a worker makes room for a fresh one, whatever its memory looks like. */
  documentsPerWorker?: number
  log: { warn: (facts: object, message: string) => void }
  workerUrl?: URL
}>

type Task = Readonly<{
  job: PdfJob
  resolve: (pdf: Buffer) => void
  reject: (error: PdfFailed) => void
}>

type Seat = {
  worker: Worker | null
  task: Task | null
  timer: NodeJS.Timeout | null
  printed: number
}

/** A printer with its own queue and worker threads, which start with the first document (or by `warm`). */
export function createPdf(options: PdfOptions): Pdf {
  const printer = new Printer(options)
  return {
    render: (template, data, files = {}) => printer.render(template, data, files),
    warm: () => printer.warm(),
    close: () => printer.close(),
  }
}

class Printer {
  readonly #timeoutMs: number
  readonly #documentsPerWorker: number
  readonly #log: PdfOptions['log']
  readonly #workerUrl: URL
  readonly #seats: Seat[]
  readonly #waiting: Task[] = []
  #lastId = 0
  #closed = false

  constructor(options: PdfOptions) {
    this.#timeoutMs = options.timeoutMs ?? 20_000
    this.#documentsPerWorker = options.documentsPerWorker ?? 1000
    this.#log = options.log
    this.#workerUrl = options.workerUrl ?? new URL('./pdf-worker.ts', import.meta.url)
    this.#seats = Array.from({ length: options.workers ?? 2 }, () => ({
      worker: null,
      task: null,
      timer: null,
      printed: 0,
    }))
  }

  async render(
    template: PdfTemplate,
    data: PdfData,
    files: Readonly<Record<string, Uint8Array>>,
  ): Promise<Buffer> {
    if (this.#closed) throw new PdfFailed('closed', 'the printer is closed')
    const createdAtMs = Date.parse(data.createdAt)
    if (Number.isNaN(createdAtMs)) throw new PdfFailed('template', 'createdAt is no instant')
    const folder =
      typeof template.folder === 'string' ? template.folder : fileURLToPath(template.folder)
    const job: PdfJob = {
      id: ++this.#lastId,
      folder,
      main: template.main,
      data,
      files,
      createdAtSeconds: Math.floor(createdAtMs / 1000),
    }
    return new Promise<Buffer>((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject })
      this.#next()
    })
  }

  warm(): void {
    for (const seat of this.#seats) this.#hire(seat)
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const task of this.#waiting.splice(0)) {
      task.reject(new PdfFailed('closed', 'the printer closed before its turn'))
    }
    const leaving = this.#seats.map((seat) => {
      const worker = seat.worker
      this.#settle(seat)?.reject(new PdfFailed('closed', 'the printer closed'))
      seat.worker = null
      return worker?.terminate()
    })
    await Promise.all(leaving)
  }

  #next(): void {
    for (const seat of this.#seats) {
      if (seat.task) continue
      const task = this.#waiting.shift()
      if (!task) return
      this.#give(seat, task)
    }
  }

  #give(seat: Seat, task: Task): void {
    const worker = this.#hire(seat)
    seat.task = task
    this.#startClock(seat, worker)
    // A busy worker holds the process open, an idle one does not.
    worker.ref()
    worker.postMessage(task.job)
  }

  /** Starting is timed too, but a slow start takes nothing from the time of the document that waits for it. */
  #startClock(seat: Seat, worker: Worker): void {
    if (seat.timer) clearTimeout(seat.timer)
    seat.timer = setTimeout(() => {
      this.#replace(seat, worker, new PdfFailed('timeout', `${this.#timeoutMs} ms are over`))
    }, this.#timeoutMs)
  }

  #hire(seat: Seat): Worker {
    if (seat.worker) return seat.worker
    const worker = new Worker(this.#workerUrl)
    worker.unref()
    worker.on('message', (message: PdfAnswer | PdfReady) => {
      if (message !== 'ready') this.#answered(seat, worker, message)
      else if (seat.worker === worker && seat.task) this.#startClock(seat, worker)
    })
    worker.on('error', (error) => {
      this.#replace(seat, worker, new PdfFailed('crashed', String(error)))
    })
    worker.on('exit', (code) => {
      this.#replace(seat, worker, new PdfFailed('crashed', `the worker ended with ${code}`))
    })
    seat.worker = worker
    seat.printed = 0
    return worker
  }

  #answered(seat: Seat, worker: Worker, answer: PdfAnswer): void {
    if (seat.worker !== worker || seat.task?.job.id !== answer.id) return
    const task = this.#settle(seat)
    worker.unref()
    seat.printed++
    if ('pdf' in answer) task?.resolve(Buffer.from(answer.pdf.buffer))
    else task?.reject(new PdfFailed('template', answer.problem))
    if (seat.printed >= this.#documentsPerWorker) this.#dismiss(seat, worker)
    this.#next()
  }

  /** Whatever a failed worker was printing fails with it; the next document gets a new worker. */
  #replace(seat: Seat, worker: Worker, error: PdfFailed): void {
    if (seat.worker !== worker) return
    const task = this.#settle(seat)
    this.#log.warn({ reason: error.reason, main: task?.job.main }, error.message)
    this.#dismiss(seat, worker)
    task?.reject(error)
    this.#next()
  }

  /** The compiler cannot be interrupted inside a page, so nobody waits for the thread's end. */
  #dismiss(seat: Seat, worker: Worker): void {
    seat.worker = null
    worker.unref()
    worker.terminate().catch((error: unknown) => {
      this.#log.warn({ error: String(error) }, 'A worker of the printer did not stop')
    })
  }

  #settle(seat: Seat): Task | null {
    const task = seat.task
    if (seat.timer) clearTimeout(seat.timer)
    seat.task = null
    seat.timer = null
    return task
  }
}
