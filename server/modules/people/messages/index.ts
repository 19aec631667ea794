import { ar } from './ar.ts'
import { en } from './en.ts'

type Words = typeof ar
const words: Record<'ar' | 'en', Words> = { ar, en }

const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

export function invitationMail(
  language: 'ar' | 'en',
  values: { name: string; company: string; inviter: string; link: string },
) {
  const { invitationSubject, invitationText } = words[language]
  return { subject: fill(invitationSubject, values), text: fill(invitationText, values) }
}

export function passwordResetMail(language: 'ar' | 'en', values: { name: string; link: string }) {
  const { resetSubject, resetText } = words[language]
  return { subject: fill(resetSubject, values), text: fill(resetText, values) }
}
