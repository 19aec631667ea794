import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#core/refusal.ts'
import { type BankFile, readBankFile } from './read-file.ts'

const { content, currency, mapping } = workerData as BankFile

try {
  parentPort?.postMessage({ read: await readBankFile(content, currency, mapping) })
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  parentPort?.postMessage({ refused: error.code, facts: error.facts })
}
