import type { Language } from '#core/people/identity.ts'
import { type MessageValues, say } from '#core/words.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'

const words = { ar, en }

/** What an offer says to the customer, in their own language. */
export const offerWord = (
  key: keyof typeof ar,
  language: Language,
  values: MessageValues,
): string => say(words[language], key, values, language)
