import type { contacts as ar } from '../ar/contacts.ts'

export const contacts: Record<keyof typeof ar, string> = {}
