import type { payments as ar } from '../ar/payments.ts'

export const payments: Record<keyof typeof ar, string> = {}
