import { MessageFailed, MessageSent } from '#core/messaging/events.ts'
import type { SenderIdentity } from '#core/messaging/incoming.ts'
import type { MessageFailure } from '#core/messaging/message.ts'
import { isNews } from '#core/messaging/thread.ts'
import type { Work } from '#platform/command.ts'
import type { MessageTable } from '../tables.ts'

/** What a vendor tells of messages of ours. */
export type StatusTold = Readonly<{
  accountId: string
  at: Date
  ids: readonly string[]
  /** Everything that left until then. */
  watermark?: Date
  recipient: readonly SenderIdentity[]
  state: 'sent' | 'delivered' | 'read' | 'failed'
  ours?: string
  failure?: Readonly<{ reason: MessageFailure; code: string; detail: string }>
  pricing?: Readonly<{
    category: string
    type?: string | undefined
    billable?: boolean | undefined
  }>
}>

type Row = Pick<
  MessageTable,
  | 'id'
  | 'account_id'
  | 'thread_id'
  | 'customer_id'
  | 'state'
  | 'provider_id'
  | 'category'
  | 'about_kind'
  | 'about_id'
  | 'sent_at'
  | 'delivered_at'
  | 'read_at'
  | 'reason'
  | 'detail'
  | 'pricing'
> & {
  /** When it left at the earliest. */
  left_at: Date
  /** Under which names its reader is known: `kind value`. */
  names: string[] | null
}

const columns = `m.id, m.account_id, m.thread_id, m.customer_id, m.state, m.provider_id, m.category,
  m.about_kind, m.about_id, m.sent_at, m.delivered_at, m.read_at, m.reason, m.detail, m.pricing,
  coalesce(m.claimed_at, m.said_at) as left_at,
  (select array_agg(i.kind || ' ' || i.value) from thread_identity i
   where i.company_id = $1 and i.thread_id = m.thread_id) as names`

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Holds every message that one of these is about, in one order for everyone. */
async function lockAbout(work: Work, told: readonly StatusTold[]): Promise<Row[]> {
  const ids = told.flatMap(({ accountId, ids }) => ids.map((id) => ({ a: accountId, p: id })))
  const ours = told.flatMap((each) => (each.ours && uuid.test(each.ours) ? [each.ours] : []))
  const marks = told.flatMap(({ accountId, watermark, recipient }) =>
    watermark ? recipient.map(({ kind, value }) => ({ a: accountId, kind, value, watermark })) : [],
  )
  return work.run<Row>(
    `select ${columns} from message m where m.company_id = $1 and m.direction = 'out' and m.id in (
       select o.id from message o join jsonb_to_recordset($2::jsonb) as t(a uuid, p text)
         on o.account_id = t.a and o.provider_id = t.p where o.company_id = $1
       union all select o.id from message o where o.company_id = $1 and o.id = any($3::uuid[])
       union all select o.id from jsonb_to_recordset($4::jsonb)
         as t(a uuid, kind text, value text, watermark timestamptz)
       join thread_identity i on i.company_id = $1 and i.account_id = t.a and i.kind = t.kind and i.value = t.value
       join message o on o.company_id = $1 and o.thread_id = i.thread_id and o.said_at <= t.watermark
         and o.direction = 'out' and o.state in ('sent', 'delivered')
         and o.said_at > t.watermark - interval '30 days')
     order by m.id for no key update of m`,
    [work.companyId, JSON.stringify(ids), ours, JSON.stringify(marks)],
  )
}

/** «All until then» is said by one person of what reached them: nobody else's, and none whose leaving is unknown. */
const isUnder = ({ watermark, recipient }: StatusTold, row: Row): boolean =>
  watermark !== undefined &&
  row.left_at <= watermark &&
  (row.state === 'sent' || row.state === 'delivered') &&
  recipient.some(({ kind, value }) => row.names?.includes(`${kind} ${value}`))

const isAbout = (told: StatusTold, row: Row): boolean =>
  told.ours === row.id ||
  (row.account_id === told.accountId &&
    ((row.provider_id !== null && told.ids.includes(row.provider_id)) || isUnder(told, row)))

/** The message after the report; the same object when it tells nothing new. */
function after(row: Row, told: StatusTold): Row {
  const known = {
    ...row,
    provider_id: row.provider_id ?? (told.ours === row.id ? (told.ids[0] ?? null) : null),
    pricing: row.pricing ?? (told.pricing ? (told.pricing as Row['pricing']) : null),
  }
  const more = known.provider_id !== row.provider_id || known.pricing !== row.pricing
  if (!isNews(row.state, told.state)) return more ? known : row
  const failed = told.state === 'failed'
  return {
    ...known,
    state: told.state,
    sent_at: failed ? row.sent_at : (row.sent_at ?? told.at),
    delivered_at:
      told.state === 'delivered' || told.state === 'read'
        ? (row.delivered_at ?? told.at)
        : row.delivered_at,
    read_at: told.state === 'read' ? told.at : row.read_at,
    reason: failed ? (told.failure?.reason ?? 'rejected') : null,
    detail: failed ? `${told.failure?.code ?? ''} ${told.failure?.detail ?? ''}`.trim() : null,
  }
}

async function write(work: Work, rows: readonly Row[]): Promise<void> {
  await work.run(
    `update message m set state = n.state, sent_at = n.sent_at, delivered_at = n.delivered_at,
       read_at = n.read_at, reason = n.reason, detail = n.detail, pricing = n.pricing,
       provider_id = coalesce(m.provider_id, case when not exists (select 1 from message o
         where o.company_id = $1 and o.account_id = m.account_id and o.provider_id = n.provider_id
           and o.part = m.part) then n.provider_id end)
     from jsonb_to_recordset($2::jsonb) as n(id uuid, state text, provider_id text, sent_at timestamptz,
       delivered_at timestamptz, read_at timestamptz, reason text, detail text, pricing jsonb)
     where m.company_id = $1 and m.id = n.id`,
    [work.companyId, JSON.stringify(rows)],
  )
}

/** The vendor's word ends a try whose answer is still on its way, or will never come. */
async function endTries(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await work.run(
    `update message_attempt a set ended_at = $3, reason = m.reason, detail = m.detail,
       outcome = case when m.state = 'failed' then 'failed' else 'sent' end
     from message m where m.company_id = $1 and m.id = any($2) and a.company_id = $1
       and a.message_id = m.id and a.id = m.attempt_id and a.ended_at is null`,
    [work.companyId, ids, work.now],
  )
}

const arrived: ReadonlySet<string> = new Set(['sent', 'delivered', 'read'])

function tell(work: Work, before: Row, row: Row): void {
  const about = { kind: 'message', id: row.id, customerId: row.customer_id ?? undefined }
  const facts = {
    messageId: row.id,
    customerId: row.customer_id,
    category: row.category,
    about: { kind: row.about_kind, id: row.about_id },
  }
  if (row.state === 'failed' && before.state !== 'failed')
    work.publish(MessageFailed, about, {
      ...facts,
      reason: (row.reason ?? 'rejected') as 'rejected',
    })
  if (arrived.has(row.state) && !arrived.has(before.state)) work.publish(MessageSent, about, facts)
  if (row.thread_id) work.whisper('messaging.progress', { kind: 'thread', id: row.thread_id })
}

/** Keeps what is told of messages that we do not know yet: the answer to our sending is on its way. */
async function keepEarly(work: Work, told: readonly StatusTold[]): Promise<void> {
  const rows = told.flatMap(({ accountId, ids, state, at, failure, pricing }) =>
    ids.map((id) => ({ a: accountId, p: id, state, at, facts: { failure, pricing } })),
  )
  if (rows.length === 0) return
  await work.run(
    `insert into early_status (company_id, account_id, provider_id, state, at, facts)
     select $1, t.a, t.p, t.state, t.at, t.facts
     from jsonb_to_recordset($2::jsonb) as t(a uuid, p text, state text, at timestamptz, facts jsonb)
     order by t.a, t.p, t.state on conflict do nothing`,
    [work.companyId, JSON.stringify(rows)],
  )
}

/** Brings messages of ours to where the vendor says they are; what comes late changes nothing. */
export async function applyStatuses(work: Work, told: readonly StatusTold[]): Promise<void> {
  if (told.length === 0) return
  const rows = await lockAbout(work, told)
  const heard = new Set<StatusTold>()
  const changed: Row[] = []
  const ended: string[] = []
  for (const row of rows) {
    let end = row
    for (const each of told)
      if (isAbout(each, end)) {
        heard.add(each)
        end = after(end, each)
      }
    if (end === row) continue
    changed.push(end)
    if (row.state === 'sending' && end.state !== 'sending') ended.push(end.id)
    tell(work, row, end)
  }
  if (changed.length > 0) await write(work, changed)
  await endTries(work, ended)
  await keepEarly(
    work,
    told.filter((each) => each.ids.length > 0 && !heard.has(each)),
  )
}

type EarlyRow = {
  account_id: string
  provider_id: string
  state: StatusTold['state']
  at: Date
  facts: Pick<StatusTold, 'failure' | 'pricing'>
}

const earlyOf = ({ account_id, provider_id, state, at, facts }: EarlyRow): StatusTold => ({
  accountId: account_id,
  at,
  ids: [provider_id],
  recipient: [],
  state,
  ...facts,
})

/** What was told of a message before we knew its vendor's id. */
export async function earlyStatuses(
  work: Work,
  accountId: string,
  providerId: string,
): Promise<StatusTold[]> {
  const rows = await work.run<EarlyRow>(
    `delete from early_status where company_id = $1 and account_id = $2 and provider_id = $3
     returning account_id, provider_id, state, at, facts`,
    [work.companyId, accountId, providerId],
  )
  return rows.map(earlyOf)
}

/** What was kept as early while its message became known in the same moment: it is about one of ours now. */
export async function settleEarly(work: Work): Promise<void> {
  const rows = await work.run<EarlyRow>(
    `delete from early_status e using message m where e.company_id = $1 and m.company_id = $1
       and m.account_id = e.account_id and m.provider_id = e.provider_id and m.part = 0
     returning e.account_id, e.provider_id, e.state, e.at, e.facts`,
    [work.companyId],
  )
  await applyStatuses(work, rows.map(earlyOf))
}
