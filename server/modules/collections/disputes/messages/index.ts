import type { Language } from '#core/people/identity.ts'
import { type MessageValues, say } from '#core/words.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'

const words = { ar, en }

/** What the customer is told of their dispute, in their own language. */
export const disputeWord = (
  key: keyof typeof ar,
  language: Language,
  values: MessageValues,
): string => say(words[language], key, values, language).trim()
