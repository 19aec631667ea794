import type { messaging as ar } from '../ar/messaging.ts'

export const messaging: Record<keyof typeof ar, string> = {}
