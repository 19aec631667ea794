import { ar } from './ar.ts'
import { en } from './en.ts'

export type WordKey = keyof typeof ar
const words = { ar, en }

/** A text of payments in the reader's own language, its places filled. */
export function word(
  key: WordKey,
  language: 'ar' | 'en',
  values: Readonly<Record<string, string>> = {},
): string {
  return words[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}
