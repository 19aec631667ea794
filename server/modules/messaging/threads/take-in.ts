import { z } from 'zod'
import type { ChatEvent } from '#core/messaging/incoming.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { jsonOf } from '#platform/json.ts'
import type { Session } from '#platform/session.ts'
import { heard, openAccount, providerOf } from '../accounts/opened.ts'
import type { RawDelivery } from '../chat-channel.ts'
import { applyEvents, type Placed } from './apply-events.ts'

/** So many deliveries are taken in by one transaction, and about so many bytes of them. */
const batch = 200
const batchBytes = 4 * 1024 * 1024
const mostTries = 5

type DeliveryRow = {
  id: string
  account_id: string
  url: string
  headers: Record<string, string>
  body: Buffer
  received_at: Date
  tries: number
}

const rawOf = (row: DeliveryRow): RawDelivery => ({
  method: 'POST',
  url: row.url,
  headers: row.headers,
  body: row.body,
  receivedAt: row.received_at,
})

/** The accounts of this company by the address that vendors name. */
async function accountsByAddress(work: Work, provider: string): Promise<Map<string, string>> {
  const rows = await work.run<{ id: string; address: string; whole: string | null }>(
    `select id, address, settings ->> 'waba_id' as whole from channel_account
     where company_id = $1 and provider = $2 and address is not null
     order by removed_at is null, created_at`,
    [work.companyId, provider],
  )
  const found = new Map<string, string>()
  for (const { id, address, whole } of rows) {
    if (whole) found.set(`whole ${whole}`, id)
    found.set(address, id)
  }
  return found
}

/** What was told, as a database can hold it. */
const held = (event: ChatEvent): ChatEvent => JSON.parse(jsonOf(event)) as ChatEvent

type Read = Readonly<{ placed: Placed[]; problems: Map<string, string> }>

/** What the deliveries say, with the account of each word; what is for nobody of ours is noted. */
function place(
  rows: readonly DeliveryRow[],
  parse: (delivery: RawDelivery) => readonly ChatEvent[],
  accounts: ReadonlyMap<string, string>,
): Read {
  const placed: Placed[] = []
  const problems = new Map<string, string>()
  for (const row of rows)
    for (const event of parse(rawOf(row)).map(held)) {
      const { address, whole } = event.account
      // A report that names nobody is for the account whose address it came to.
      const accountId =
        address === '' ? row.account_id : accounts.get(whole ? `whole ${address}` : address)
      if (!accountId) problems.set(row.id, `nobody here is ${address}`)
      else if (event.kind === 'unknown') problems.set(row.id, `unknown: ${event.field}`)
      else placed.push({ accountId, event })
    }
  return { placed, problems }
}

const waitingSql = `select id, account_id, url, headers, body, received_at, tries from delivery
  where company_id = $1 and id in (
    select id from (
      select id, length(body) as bytes, sum(length(body)) over (order by id) as until from (
        select id, body from delivery
        where company_id = $1 and account_id = $2 and taken_at is null and ($4::uuid is null or id = $4)
        order by id limit $3) waiting) measured
    where until - bytes < $5)
  order by id for update skip locked`

async function takeRows(
  work: Work,
  accountId: string,
  most: number,
  only: string | null,
): Promise<number> {
  const rows = await work.run<DeliveryRow>(waitingSql, [
    ...[work.companyId, accountId, most, only, batchBytes],
  ])
  const account = rows.length > 0 ? await openAccount(work, accountId) : undefined
  if (!account) return 0
  const provider = providerOf(work.session.house, account)
  const accounts = await accountsByAddress(work, account.provider)
  const { placed, problems } = place(rows, provider.parse, accounts)
  await applyEvents(work, placed)
  await heard(work, accountId)
  await work.run(
    `update delivery d set taken_at = $3, problem = p.problem
     from unnest($2::uuid[], $4::text[]) as p(id, problem)
     where d.company_id = $1 and d.id = p.id`,
    [
      work.companyId,
      rows.map(({ id }) => id),
      work.now,
      rows.map(({ id }) => problems.get(id) ?? null),
    ],
  )
  return rows.length
}

/** One batch of an account at a time; undefined while somebody else is at it. */
const takeBatch = reaction(
  'messaging.take_in',
  async (work, { accountId }: { accountId: string }): Promise<number | undefined> => {
    const [turn] = await work.run<{ mine: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as mine',
      [`take_in|${work.companyId}|${accountId}`],
    )
    return turn?.mine ? takeRows(work, accountId, batch, null) : undefined
  },
)
const takeOne = reaction(
  'messaging.take_in_one',
  (work, input: { accountId: string; id: string }) => takeRows(work, input.accountId, 1, input.id),
)

const waiting = reaction('messaging.waiting', async (work, { accountId }: { accountId: string }) =>
  work.run<{ id: string }>(
    `select id from delivery where company_id = $1 and account_id = $2 and taken_at is null
     order by id limit $3`,
    [work.companyId, accountId, batch],
  ),
)

/** A delivery that nobody can take in is set aside after some tries, and shown with its reason. */
const setAside = reaction(
  'messaging.set_aside',
  async (work, input: { accountId: string; id: string; problem: string }) => {
    const [row] = await work.run<{ tries: number }>(
      `update delivery set tries = tries + 1, problem = left($3, 500),
         taken_at = case when tries + 1 >= $4 then $5::timestamptz end
       where company_id = $1 and id = $2 and taken_at is null returning tries`,
      [work.companyId, input.id, input.problem, mostTries, work.now],
    )
    if (row && row.tries < mostTries) askAgain(work, input.accountId, input.id, row.tries)
  },
)

const keyOf = (accountId: string) => `take_in:${accountId}`

/** Asks for the deliveries of an account to be taken in; many askings are one. */
export const askToTakeIn = (work: Work, accountId: string, runAt?: Date): void =>
  work.enqueue(
    'messaging.take_in',
    { accountId },
    { key: keyOf(accountId), first: true, ...(runAt && { runAt }) },
  )

const ask = reaction(
  'messaging.ask_to_take_in',
  async (work, { accountId, afterMs }: { accountId: string; afterMs: number }) =>
    askToTakeIn(work, accountId, new Date(work.now.getTime() + afterMs)),
)

/**
 * Asks after the commit, and only where nobody has: in a storm, deliveries that all touch one job
 * would stand in line for it.
 */
export async function askSoon(session: Session, accountId: string): Promise<void> {
  const { rows } = await session.house.pool.query<{ soon: boolean }>({
    name: 'take_in_soon',
    text: 'select graphile_worker.soon($1)',
    values: [keyOf(accountId)],
  })
  if (!rows[0]?.soon) await ask(session, { accountId, afterMs: 0 })
}

function askAgain(work: Work, accountId: string, id: string, tries: number): void {
  const runAt = new Date(work.now.getTime() + tries * 30_000)
  work.enqueue('messaging.take_in', { accountId }, { key: `take_in:${id}`, runAt })
}

/** One delivery after the other, so that a bad one does not keep the good ones back. */
async function takeEach(session: Session, accountId: string): Promise<void> {
  const line = await waiting(session, { accountId })
  for (const { id } of line)
    try {
      await takeOne(session, { accountId, id })
    } catch (error) {
      session.house.log.error({ err: error, deliveryId: id }, 'a delivery was not taken in')
      const problem = error instanceof Error ? error.message : String(error)
      await setAside(session, { accountId, id, problem })
    }
  // There may be more behind a full line; what is bad in it leaves it after some rounds.
  if (line.length === batch) await ask(session, { accountId, afterMs: 1_000 })
}

/** Takes in all that waits for an account, or leaves it to who is at it and looks once more. */
export async function takeIn(session: Session, accountId: string): Promise<void> {
  for (;;) {
    let taken: number | undefined
    try {
      taken = await takeBatch(session, { accountId })
    } catch (error) {
      session.house.log.warn({ err: error, accountId }, 'a batch is taken in one by one')
      return takeEach(session, accountId)
    }
    if (taken === undefined) return ask(session, { accountId, afterMs: 500 })
    if (taken === 0) return
  }
}

export const takeInJob = job(
  'messaging.take_in',
  z.looseObject({ accountId: z.uuid() }),
  (session, { accountId }) => takeIn(session, accountId),
)
