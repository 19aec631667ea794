import { setTimeout as pause } from 'node:timers/promises'
import type {
  MailboxAccount,
  MailboxHealth,
  MailReader,
  MailTroubleKind,
  MailWatch,
} from '#modules/messaging/index.ts'
import { connect, faultOf, openFolder } from './connect.ts'
import { readMail } from './parse.ts'
import { type Progress, readOn } from './session.ts'

export type ImapParts = Readonly<{
  /** Whether a mail server may stand on this machine or in its private network. */
  privateHosts: boolean
  /** How often a folder is looked into besides what the server tells by itself. */
  pollMs?: number
  /** The first pause after a failure; each further one is twice as long. */
  firstPauseMs?: number
  longestPauseMs?: number
  /** The first pause after a refused password: a server that is asked often locks the account. */
  refusedPauseMs?: number
  longestRefusedPauseMs?: number
  /** Larger mails are read by their head alone. */
  largestBytes?: number
  /** Between 0 and 1, so that mailboxes of one server do not come back all at once. */
  random?: () => number
}>

const minute = 60_000

/** Mailboxes over IMAP, told of new mails by IDLE and by looking now and then. */
export function imap(parts: ImapParts): MailReader {
  return {
    check: (account) => check(account, parts.privateHosts),
    watch: (account, watch) => watchOn(account, watch, parts),
    read: readMail,
  }
}

async function check(account: MailboxAccount, privateHosts: boolean): Promise<MailboxHealth> {
  try {
    const client = await connect(account, privateHosts)
    try {
      const folder = await openFolder(client, account)
      return { ok: true, messages: folder.exists, idle: client.capabilities.has('IDLE') }
    } finally {
      await client.logout().catch(() => undefined)
      client.close()
    }
  } catch (error) {
    const { kind, message } = faultOf(error)
    return { ok: false, kind, detail: message }
  }
}

/** How often it failed in a row, by what: each kind has a patience of its own. */
function pauses(parts: ImapParts) {
  const { firstPauseMs = 2_000, longestPauseMs = 5 * minute } = parts
  const { refusedPauseMs = 15 * minute, longestRefusedPauseMs = 6 * 60 * minute } = parts
  const random = parts.random ?? Math.random
  let failures = 0
  let last: MailTroubleKind | undefined
  return {
    well: () => {
      failures = 0
    },
    next: (kind: MailTroubleKind): number => {
      // What a person must put right is not cured by asking often.
      const forPerson = ['auth', 'tls', 'address', 'folder'].includes(kind)
      if (kind !== last) failures = 0
      last = kind
      const [first, most] = forPerson
        ? [refusedPauseMs, longestRefusedPauseMs]
        : [firstPauseMs, longestPauseMs]
      const grown = Math.min(first * 2 ** Math.min(failures, 20), most)
      failures += 1
      return Math.round(grown * (0.75 + random() / 2))
    },
  }
}

async function watchOn(account: MailboxAccount, given: MailWatch, parts: ImapParts): Promise<void> {
  const patience = pauses(parts)
  const progress: Progress = { position: given.position, heads: new Set(), refusals: new Map() }
  const { signal } = given
  const { largestBytes } = parts
  let well = false
  const watch: MailWatch = {
    ...given,
    onWell: () => {
      if (!well) given.onWell?.()
      well = true
    },
    onPosition: async (position) => {
      await given.onPosition(position)
      patience.well()
    },
  }
  while (!signal.aborted) {
    const began = performance.now()
    try {
      const client = await connect(account, parts.privateHosts, signal)
      const session = { client, account, watch, progress, pollMs: parts.pollMs ?? 5 * minute }
      const hangUp = () => void leave(client)
      signal.addEventListener('abort', hangUp, { once: true })
      try {
        await readOn({ ...session, ...(largestBytes !== undefined && { largestBytes }) })
      } finally {
        signal.removeEventListener('abort', hangUp)
        await leave(client)
      }
    } catch (error) {
      if (signal.aborted) return
      well = false
      // A server that hangs up now and then is not one that is down.
      if (performance.now() - began > minute) patience.well()
      const { kind, message } = faultOf(error)
      const againInMs = patience.next(kind)
      given.onTrouble({ kind, detail: message, againInMs })
      await pause(againInMs, undefined, { signal }).catch(() => undefined)
    }
  }
}

/** Says goodbye, and goes also when nobody answers. */
async function leave(client: Awaited<ReturnType<typeof connect>>): Promise<void> {
  const late = new AbortController()
  const goodbye = client.usable ? client.logout().catch(() => undefined) : Promise.resolve()
  await Promise.race([
    goodbye,
    pause(2_000, undefined, { signal: late.signal }).catch(() => undefined),
  ])
  late.abort()
  client.close()
}
