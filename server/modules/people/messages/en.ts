import type { ar } from './ar.ts'

export const en: Record<keyof typeof ar, string> = {
  invitationSubject: 'You are invited to {company} on Wasl',
  invitationText:
    'Hello {name},\n\n{inviter} invited you to work with the team of {company} on Wasl. Accept and choose your password here:\n{link}\n\nThe link works once, within seven days.\n\nWasl',
  resetSubject: 'A link for a new password',
  resetText:
    'Hello {name},\n\nChoose a new password here:\n{link}\n\nThe link works once, within an hour. If you did not ask for it, ignore this message: nothing has changed in your account.\n\nWasl',
}
