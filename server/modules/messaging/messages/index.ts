import type { Language } from '#core/people/identity.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'

const words = { ar, en }

/** A text of messaging in the reader's own language. */
export const word = (key: keyof typeof ar, language: Language): string => words[language][key]
