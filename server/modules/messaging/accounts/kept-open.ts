import type { House } from '#platform/house.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { type OpenedAccount, openAccount } from './opened.ts'
import { findWebhook } from './webhook-address.ts'

type Found = Readonly<{ companyId: string; account: OpenedAccount | undefined }>
type Kept = { found: Promise<Found | undefined>; until: number; key: string | undefined }

const keepMs = 4_000
const mostKept = 5_000

/** By token, so that neither a busy webhook nor a guesser costs a transaction each time. */
const kept = new WeakMap<House, Map<string, Kept>>()

const keyOf = (companyId: string, id: string): string => `${companyId} ${id}`

function keptOf(house: House): Map<string, Kept> {
  const all = kept.get(house) ?? new Map<string, Kept>()
  kept.set(house, all)
  return all
}

async function open(house: House, token: string): Promise<Found | undefined> {
  const link = await findWebhook(house, token)
  if (!link) return undefined
  const session = systemSession(house, link.companyId)
  const account = await look(session, (from) => openAccount(from, link.accountId))
  return { companyId: link.companyId, account }
}

/**
 * The account behind the address of a webhook, opened. It may be a few seconds old, but never
 * older than a change that was made on this machine.
 */
export function accountOfToken(house: House, token: string): Promise<Found | undefined> {
  const all = keptOf(house)
  const now = performance.now()
  const before = all.get(token)
  if (before && before.until > now) return before.found
  const entry: Kept = { found: open(house, token), until: now + keepMs, key: undefined }
  all.delete(token)
  all.set(token, entry)
  const [oldest] = all.keys()
  if (all.size > mostKept && oldest !== undefined) all.delete(oldest)
  entry.found.then(
    (found) => {
      entry.key = found?.account && keyOf(found.companyId, found.account.id)
    },
    () => all.delete(token),
  )
  return entry.found
}

/** An account was changed: what is kept of it, or is being read at this moment, is too old. */
export function forgetOpened(house: House, companyId: string, id: string): void {
  const all = keptOf(house)
  const key = keyOf(companyId, id)
  for (const [token, entry] of all)
    if (entry.key === key || entry.key === undefined) all.delete(token)
}
