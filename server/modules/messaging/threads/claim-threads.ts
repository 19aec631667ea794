import { ThreadLinked, ThreadsJoined } from '#core/messaging/events.ts'
import type { SenderIdentity } from '#core/messaging/incoming.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import type { Work } from '#platform/command.ts'
import { jsonOf } from '#platform/json.ts'
import type { ThreadTable } from '../tables.ts'
import { attestedCustomers } from './attest.ts'

/** A name under which someone is known to an account. */
export type ThreadName = Readonly<{
  kind: SenderIdentity['kind'] | 'email' | 'other'
  value: string
}>

/** Someone who turns up on an account, under all the names that the vendor gave. */
export type Arrival = Readonly<{
  accountId: string
  channel: MessageChannel
  /** At least one; the first is the one to answer to. */
  names: readonly ThreadName[]
  profileName?: string | undefined
  /** The vendor answers for these names, as a mailbox does not for who wrote it. */
  attested: boolean
  /** Known already, by what the message answers. */
  threadId?: string | undefined
}>

const keyOf = (accountId: string, { kind, value }: ThreadName) => `${accountId} ${kind} ${value}`

type Person = { arrivals: Arrival[]; keys: Set<string>; threads: Set<string> }

/** Arrivals that share a name are one person, whatever they share it through. */
function peopleOf(arrivals: readonly Arrival[]): Person[] {
  const byKey = new Map<string, Person>()
  const people = new Set<Person>()
  for (const arrival of arrivals) {
    const person: Person = { arrivals: [], keys: new Set(), threads: new Set() }
    const keys = arrival.names.map((name) => keyOf(arrival.accountId, name))
    const met = new Set(keys.flatMap((key) => byKey.get(key) ?? []))
    for (const other of met) {
      person.arrivals.push(...other.arrivals)
      for (const key of other.keys) person.keys.add(key)
      for (const thread of other.threads) person.threads.add(thread)
      people.delete(other)
    }
    person.arrivals.push(arrival)
    if (arrival.threadId) person.threads.add(arrival.threadId)
    for (const key of keys) person.keys.add(key)
    for (const key of person.keys) byKey.set(key, person)
    people.add(person)
  }
  return [...people]
}

type NameRow = { account_id: string; kind: ThreadName['kind']; value: string; thread_id: string }

async function knownNames(work: Work, arrivals: readonly Arrival[]): Promise<NameRow[]> {
  const asked = arrivals.flatMap(({ accountId, names }) =>
    names.map((name) => ({ account_id: accountId, ...name })),
  )
  return work.run<NameRow>(
    `select i.account_id, i.kind, i.value, i.thread_id from thread_identity i
     join jsonb_to_recordset($2::jsonb) as asked(account_id uuid, kind text, value text)
       on i.account_id = asked.account_id and i.kind = asked.kind and i.value = asked.value
     where i.company_id = $1`,
    [work.companyId, JSON.stringify(asked)],
  )
}

/** Claims names for threads, in one order for everyone; whoever was first keeps a name. */
async function claimNames(work: Work, claims: readonly NameRow[]): Promise<void> {
  if (claims.length === 0) return
  await work.run(
    `insert into thread_identity (company_id, account_id, kind, value, thread_id, added_at)
     select $1, c.account_id, c.kind, c.value, c.thread_id, $3
     from jsonb_to_recordset($2::jsonb) as c(account_id uuid, kind text, value text, thread_id uuid)
     order by c.account_id, c.kind, c.value on conflict do nothing`,
    [work.companyId, JSON.stringify(claims), work.now],
  )
}

const nameOf = (person: Person): string => {
  const named = person.arrivals.findLast(({ profileName }) => profileName)
  return (named?.profileName ?? person.arrivals[0]?.names[0]?.value ?? '—').slice(0, 200)
}

/** Makes the threads of people whose names nobody held. */
async function makeThreads(work: Work, made: ReadonlyMap<string, Person>): Promise<void> {
  if (made.size === 0) return
  const people = [...made]
  const linked = await attestedCustomers(
    work,
    people.map(([, person]) =>
      person.arrivals.flatMap((each) => (each.attested ? each.names : [])),
    ),
  )
  const rows = people.map(([id, person], index) => {
    const [first] = person.arrivals
    const name = first?.names[0]
    if (!first || !name) throw new Error('Nobody arrives without a name')
    const customer = linked[index]
    return {
      id,
      account_id: first.accountId,
      channel: first.channel,
      customer_id: customer?.id ?? null,
      linked_by: customer ? 'attested' : null,
      linked_evidence: customer?.evidence ?? null,
      name: nameOf(person),
      address_kind: name.kind,
      address: name.value,
    }
  })
  await work.run(
    `insert into thread (company_id, id, account_id, channel, customer_id, linked_by,
       linked_evidence, name, address_kind, address, started_at)
     select $1, t.id, t.account_id, t.channel, t.customer_id, t.linked_by, t.linked_evidence, t.name,
       t.address_kind, t.address, $3
     from jsonb_to_recordset($2::jsonb) as t(id uuid, account_id uuid, channel text, customer_id uuid,
       linked_by text, linked_evidence text, name text, address_kind text, address text)`,
    [work.companyId, jsonOf(rows), work.now],
  )
  // Pages give an id and no name: the vendor is asked what the person is called.
  for (const { id, name, address, channel } of rows)
    if (name === address && (channel === 'messenger' || channel === 'instagram'))
      work.enqueue('messaging.ask_name', { threadId: id })
}

type Whose = Pick<ThreadTable, 'id' | 'customer_id' | 'linked_by' | 'linked_evidence'>

/**
 * Two threads turn out to be one person's: the older takes the names and words of the other, what
 * the person has forbidden there, and whose it is where nobody knew it of the older.
 */
async function joinThreads(work: Work, into: string, others: readonly string[]): Promise<void> {
  if (others.length === 0) return
  const values = [work.companyId, others, into]
  const held = await work.run<Whose>(
    `select id, customer_id, linked_by, linked_evidence from thread
     where company_id = $1 and (id = any($2) or id = $3) order by id for no key update`,
    values,
  )
  await work.run(
    'update thread_identity set thread_id = $3 where company_id = $1 and thread_id = any($2)',
    values,
  )
  await work.run(
    `update message set thread_id = $3 where company_id = $1 and thread_id = any($2)`,
    values,
  )
  await work.run(
    `update thread t set last_in_at = greatest(t.last_in_at, o.last_in_at),
       last_out_at = greatest(t.last_out_at, o.last_out_at),
       marketing_stopped_at = greatest(t.marketing_stopped_at, o.marketing_stopped_at),
       blocked_at = greatest(t.blocked_at, o.blocked_at)
     from (select max(last_in_at) as last_in_at, max(last_out_at) as last_out_at,
         max(marketing_stopped_at) as marketing_stopped_at, max(blocked_at) as blocked_at
       from thread where company_id = $1 and id = any($2)) o
     where t.company_id = $1 and t.id = $3`,
    values,
  )
  await work.run(
    `update thread set customer_id = null, linked_by = null, linked_evidence = null
     where company_id = $1 and id = any($2)`,
    [work.companyId, others],
  )
  const facts = { into, from: [...others] }
  work.audit('messaging.threads_joined', {
    kind: 'thread',
    id: into,
    before: null,
    after: { fromIds: facts.from },
  })
  work.publish(ThreadsJoined, { kind: 'thread', id: into }, facts)
  await settleWhose(work, into, held)
}

/** Whose the joined thread is: as the older knew it, else as the other did; its words go with it. */
async function settleWhose(work: Work, id: string, held: readonly Whose[]): Promise<void> {
  const before = held.find((row) => row.id === id)?.customer_id ?? null
  const known = held.find((row) => row.id !== id && row.customer_id !== null)
  const customerId = before ?? known?.customer_id
  if (!customerId) return
  await work.run(
    `update message set customer_id = $3 where company_id = $1 and thread_id = $2
       and customer_id is null`,
    [work.companyId, id, customerId],
  )
  if (before !== null) return
  await work.run(
    `update thread set customer_id = $3, linked_by = $4, linked_evidence = $5
     where company_id = $1 and id = $2`,
    [work.companyId, id, customerId, known?.linked_by, known?.linked_evidence],
  )
  const about = { kind: 'thread', id, customerId }
  work.publish(ThreadLinked, about, { threadId: id, before, customerId })
}

/**
 * The thread of each arrival, in their order: found by any of its names, else made. Ten deliveries
 * at once make one thread, because a name is claimed before its thread exists.
 */
export async function claimThreads(
  work: Work,
  arrivals: readonly Arrival[],
): Promise<ThreadTable[]> {
  if (arrivals.length === 0) return []
  const people = peopleOf(arrivals)
  const threadOf = new Map<string, string>()
  const learn = (rows: readonly NameRow[]) => {
    for (const row of rows) threadOf.set(keyOf(row.account_id, row), row.thread_id)
  }
  learn(await knownNames(work, arrivals))
  const wanted = new Map<Person, string>()
  const fresh = new Set<string>()
  const claims: NameRow[] = []
  for (const person of people) {
    for (const key of person.keys) {
      const held = threadOf.get(key)
      if (held) person.threads.add(held)
    }
    const [oldest] = [...person.threads].sort()
    const id = oldest ?? work.newId()
    if (!oldest) fresh.add(id)
    wanted.set(person, id)
    for (const { accountId, names } of person.arrivals)
      for (const name of names)
        if (!threadOf.has(keyOf(accountId, name)))
          claims.push({ account_id: accountId, kind: name.kind, value: name.value, thread_id: id })
  }
  await claimNames(work, claims)
  // Another delivery may have claimed a name between the look and the claim.
  if (claims.length > 0) learn(await knownNames(work, arrivals))
  const made = new Map<string, Person>()
  const idOf = new Map<Arrival, string>()
  for (const person of people) {
    const threads = new Set(person.threads)
    for (const key of person.keys) threads.add(threadOf.get(key) ?? '')
    threads.delete('')
    const mine = wanted.get(person) ?? ''
    const standing = [...threads].filter((id) => id !== mine || !fresh.has(mine)).sort()
    const [id = mine] = standing
    if (fresh.has(mine) && id === mine) made.set(mine, person)
    const others = [...threads].filter((each) => each !== id)
    await joinThreads(work, id, others)
    for (const arrival of person.arrivals) idOf.set(arrival, id)
  }
  await makeThreads(work, made)
  const rows = await work.run<ThreadTable>(
    'select * from thread where company_id = $1 and id = any($2) order by id for no key update',
    [work.companyId, [...new Set(idOf.values())]],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return arrivals.map((arrival) => {
    const row = byId.get(idOf.get(arrival) ?? '')
    if (!row) throw new Error('Every arrival has a thread')
    return row
  })
}
