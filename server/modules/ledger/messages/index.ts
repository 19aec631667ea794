import type { Language } from '#core/people/identity.ts'
import { type MessageValues, say } from '#core/words.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'

const words = { ar, en }
export type LedgerWord = keyof typeof ar

/** Says something of the ledger in the customer's language. */
export const tell = (language: Language, key: LedgerWord, values: MessageValues = {}): string =>
  say(words[language], key, values, language)

/** The same in Arabic and in English, for papers that carry both. */
export const both = (key: LedgerWord, values: MessageValues = {}) => ({
  ar: tell('ar', key, values),
  en: tell('en', key, values),
})

const documents: ReadonlySet<string> = new Set<LedgerWord>([
  'invoice',
  'credit_note',
  'debit_note',
  'opening',
  'payment',
  'refund',
  'early_discount',
  'security_deposit',
  'journal',
])

/** What a document is called on paper; one that the ledger does not know is a movement. */
export const documentWord = (kind: string): LedgerWord =>
  documents.has(kind) ? (kind as LedgerWord) : 'other'
