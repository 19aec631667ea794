import type { IdentityKind } from './customer.ts'

/** Whether an address is a number, which can turn out to be somebody else's. */
export const isNumber = (kind: IdentityKind): boolean => kind === 'phone' || kind === 'whatsapp'

/** How it came out that a number is somebody else's, or is right after all. */
export const markedBecause = ['outcome', 'said', 'spoken', 'wrote'] as const
export type MarkedBecause = (typeof markedBecause)[number]

/**
 * Whether a number is still to be left alone: it was found wrong, and nobody has written to us from
 * it since.
 */
export const stillWrong = (wrongMs: number | undefined, lastInMs: number | null): boolean =>
  wrongMs !== undefined && (lastInMs === null || lastInMs <= wrongMs)
