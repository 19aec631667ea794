import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Refusal, type RefusalCode } from '#core/refusal.ts'
import { type BankFile, type ReadBankFile, readBankFile } from './read-file.ts'

/** What a bank sends for a day or a month is smaller and read at once. */
const small = 64 * 1024
/** A year of a busy account is read in a few seconds; what takes so long is no bank's. */
const mostMs = 60_000

type Answer = Readonly<{ read?: ReadBankFile; refused?: RefusalCode; facts?: Refusal['facts'] }>

/**
 * Reads a bank's file as readBankFile does, a large one in a thread of its own: whatever it is made
 * of, nobody else waits for it.
 * @throws as readBankFile, and payments.statement_unreadable for what takes a minute
 */
export async function readApart(file: BankFile): Promise<ReadBankFile> {
  if (file.content.length < small) return readBankFile(file.content, file.currency, file.mapping)
  const thread = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
    execArgv: [],
  })
  try {
    const [answer] = (await Promise.race([
      once(thread, 'message', { signal: AbortSignal.timeout(mostMs) }),
      once(thread, 'exit').then(() => [{}]),
    ])) as [Answer]
    if (answer.read) return answer.read
    throw new Refusal(answer.refused ?? 'payments.statement_unreadable', answer.facts)
  } catch (error) {
    // It took too long, or more memory than a statement needs.
    if (error instanceof Error && !(error instanceof Refusal))
      throw new Refusal('payments.statement_unreadable')
    throw error
  } finally {
    await thread.terminate()
  }
}
