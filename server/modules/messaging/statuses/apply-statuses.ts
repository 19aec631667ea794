import { MessageFailed } from '#core/messaging/events.ts'
import type { ChatFailure, SenderIdentity } from '#core/messaging/incoming.ts'
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
  failure?: ChatFailure
  pricing?: Readonly<{
    category: string
    type?: string | undefined
    billable?: boolean | undefined
  }>
  units?: number
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
  | 'said_at'
  | 'sent_at'
  | 'delivered_at'
  | 'read_at'
  | 'reason'
  | 'detail'
  | 'pricing'
  | 'units'
>

const columns = `m.id, m.account_id, m.thread_id, m.customer_id, m.state, m.provider_id, m.category,
  m.about_kind, m.about_id, m.said_at, m.sent_at, m.delivered_at, m.read_at, m.reason, m.detail,
  m.pricing, m.units`

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
         and o.direction = 'out' and o.state in ('sent', 'delivered', 'unknown')
         and o.said_at > t.watermark - interval '30 days')
     order by m.id for no key update`,
    [work.companyId, JSON.stringify(ids), ours, JSON.stringify(marks)],
  )
}

const isAbout = (told: StatusTold, row: Row): boolean =>
  told.ours === row.id ||
  (row.account_id === told.accountId &&
    ((row.provider_id !== null && told.ids.includes(row.provider_id)) ||
      (told.watermark !== undefined && row.said_at <= told.watermark)))

/** The message after the report; the same object when it tells nothing new. */
function after(row: Row, told: StatusTold): Row {
  const known = {
    ...row,
    provider_id: row.provider_id ?? told.ids[0] ?? null,
    pricing: row.pricing ?? (told.pricing ? (told.pricing as Row['pricing']) : null),
    units: row.units ?? told.units ?? null,
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
    `update message m set state = n.state, provider_id = coalesce(m.provider_id, n.provider_id),
       sent_at = n.sent_at, delivered_at = n.delivered_at, read_at = n.read_at, reason = n.reason,
       detail = n.detail, pricing = n.pricing, units = n.units
     from jsonb_to_recordset($2::jsonb) as n(id uuid, state text, provider_id text, sent_at timestamptz,
       delivered_at timestamptz, read_at timestamptz, reason text, detail text, pricing jsonb, units int)
     where m.company_id = $1 and m.id = n.id`,
    [work.companyId, JSON.stringify(rows)],
  )
}

function tell(work: Work, before: Row, row: Row): void {
  const about = { kind: 'message', id: row.id, customerId: row.customer_id ?? undefined }
  if (row.state === 'failed' && before.state !== 'failed')
    work.publish(MessageFailed, about, {
      messageId: row.id,
      customerId: row.customer_id,
      category: row.category,
      about: { kind: row.about_kind, id: row.about_id },
      reason: (row.reason ?? 'rejected') as 'rejected',
    })
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
  const changed: Row[] = []
  for (const row of rows) {
    const end = told.filter((each) => isAbout(each, row)).reduce(after, row)
    if (end !== row) {
      changed.push(end)
      tell(work, row, end)
    }
  }
  if (changed.length > 0) await write(work, changed)
  await keepEarly(
    work,
    told.filter((each) => each.ids.length > 0 && !rows.some((row) => isAbout(each, row))),
  )
}

/** What was told of a message before we knew its vendor's id. */
export async function earlyStatuses(
  work: Work,
  accountId: string,
  providerId: string,
): Promise<StatusTold[]> {
  const rows = await work.run<{
    state: StatusTold['state']
    at: Date
    facts: Pick<StatusTold, 'failure' | 'pricing'>
  }>(
    `delete from early_status where company_id = $1 and account_id = $2 and provider_id = $3
     returning state, at, facts`,
    [work.companyId, accountId, providerId],
  )
  return rows.map(({ state, at, facts }) => ({
    accountId,
    at,
    ids: [providerId],
    recipient: [],
    state,
    ...facts,
  }))
}
