import { ar } from './ar.ts'
import { en } from './en.ts'

export type Language = 'ar' | 'en'

/** What the file of refused rows says, in the reader's language. */
export const messages: Record<Language, typeof ar> = { ar, en }
