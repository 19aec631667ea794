import { chatVendors, type VendorName } from './vendors.ts'

export const accountStates = [
  'incomplete',
  'failing',
  'silent',
  'token_ending',
  'resting',
  'unchecked',
  'good',
] as const
/** How an account stands, the gravest first. */
export type AccountState = (typeof accountStates)[number]

export type AccountSigns = Readonly<{
  vendor: VendorName
  missing: readonly string[]
  /** How the last test ended; null when there was none. */
  worked: boolean | null
  heardMs: number | null
  /** The latest sending that the vendor took, at least an hour ago. */
  sentMs: number | null
  tokenSetMs: number | null
  restingUntilMs: number | null
}>

const hour = 3_600_000
const day = 24 * hour
const warnBeforeMs = 7 * day

/** How long after a sending a vendor that tells of everything must have told of it. */
export const silentAfterMs = hour

/** Whole days until the token ends by itself; undefined where it does not. */
export function tokenDaysLeft(
  vendor: VendorName,
  tokenSetMs: number | null,
  nowMs: number,
): number | undefined {
  const lives = vendor === 'smtp' ? undefined : chatVendors[vendor].tokenDays
  if (lives === undefined || tokenSetMs === null) return undefined
  return Math.floor((tokenSetMs + lives * day - nowMs) / day)
}

/** A token that ends is had anew from this many days on, long before anybody need be told. */
const renewBeforeDays = 20

/** Whether it is time to ask for a new token; one that has ended is renewed by nobody but a person. */
export function renewsNow(vendor: VendorName, tokenSetMs: number | null, nowMs: number): boolean {
  const left = tokenDaysLeft(vendor, tokenSetMs, nowMs)
  return left !== undefined && left >= 0 && left <= renewBeforeDays
}

/** Whether the vendor owes us word: it took something over an hour ago and has said nothing since. */
function isSilent({ vendor, heardMs, sentMs }: AccountSigns, nowMs: number): boolean {
  if (vendor === 'smtp' || !chatVendors[vendor].tells || sentMs === null) return false
  return nowMs - sentMs >= silentAfterMs && (heardMs === null || heardMs < sentMs)
}

/** How an account stands now, in one word. */
export function stateOf(signs: AccountSigns, nowMs: number): AccountState {
  const { vendor, missing, worked, tokenSetMs, restingUntilMs } = signs
  if (missing.length > 0) return 'incomplete'
  if (worked === false) return 'failing'
  if (isSilent(signs, nowMs)) return 'silent'
  const left = tokenDaysLeft(vendor, tokenSetMs, nowMs)
  if (left !== undefined && left * day <= warnBeforeMs) return 'token_ending'
  if (restingUntilMs !== null && restingUntilMs > nowMs) return 'resting'
  return worked === null ? 'unchecked' : 'good'
}

/** States that people are told of by themselves; the others wait until somebody looks. */
export const troubles: ReadonlySet<AccountState> = new Set(['failing', 'silent', 'token_ending'])
