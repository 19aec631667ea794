/** A key of an outcome that was pressed before its card stood. */
export type EarlyKey = Readonly<{
  code: string
  atMs: number
  /** The customer whose card was on its way; or, while another's was being saved, whoever is not them. */
  of: Readonly<{ id: string }> | Readonly<{ after: string }>
}>

/** For so long a key is remembered: a slow answer, not another thought. */
export const keyLastsMs = 4000

/** The key that was meant for this customer's card: never one that was pressed for another, or long ago. */
export function keyFor(key: EarlyKey | null, customerId: string, nowMs: number): string | null {
  if (key === null || nowMs - key.atMs > keyLastsMs) return null
  const meant = 'id' in key.of ? key.of.id === customerId : key.of.after !== customerId
  return meant ? key.code : null
}
