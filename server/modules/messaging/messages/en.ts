import type { ar } from './ar.ts'

export const en: Record<keyof typeof ar, string> = {
  playedMail: 'Mail simulator',
  triedAccount: 'Account for trying out',
}
