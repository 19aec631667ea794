import type { ledger as ar } from '../ar/ledger.ts'

export const ledger: Record<keyof typeof ar, string> = {}
