import { useMemo, useRef } from 'react'
import { cardOutcomes } from '#core/collections/desk/outcome.ts'
import { useKeys } from '#web/keys.ts'
import { type EarlyKey, keyFor } from './early-key.ts'

/** Keeps the last key that was pressed too early, for the card that comes. */
export type EarlyKeys = Readonly<{
  keep: (code: string, of: EarlyKey['of']) => void
  /** The key that was meant for this customer, once. */
  take: (customerId: string) => string | null
}>

/** One memory for the whole desk: cards come and go beneath it. */
export function useEarlyKeys(): EarlyKeys {
  const kept = useRef<EarlyKey | null>(null)
  return useMemo(
    () => ({
      keep: (code, of) => {
        kept.current = { code, of, atMs: Date.now() }
      },
      take: (customerId) => {
        const code = keyFor(kept.current, customerId, Date.now())
        if (code !== null) kept.current = null
        return code
      },
    }),
    [],
  )
}

/** The keys of the outcomes, `1` to `8`, each with what it does. */
export const outcomeKeys = (run: (code: string, at: number) => void) =>
  Object.fromEntries(
    cardOutcomes.map((_, at) => [`Digit${at + 1}`, () => run(`Digit${at + 1}`, at)]),
  )

/** While a card is on its way: what is pressed waits for it. */
export function Awaiting({ id, early }: Readonly<{ id: string; early: EarlyKeys }>) {
  useKeys(outcomeKeys((code) => early.keep(code, { id })))
  return null
}
