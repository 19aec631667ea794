import type { collections as ar } from '../ar/collections.ts'

export const collections: Record<keyof typeof ar, string> = {}
