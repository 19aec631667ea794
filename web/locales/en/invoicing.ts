import type { invoicing as ar } from '../ar/invoicing.ts'

export const invoicing: Record<keyof typeof ar, string> = {}
