import { ltr } from '#core/arabic/direction.ts'
import type { Currency } from '#core/money.ts'
import { wallClock } from '#platform/time.ts'
import { column, dayText, figure } from '../../documents/cells.ts'
import type { SheetSection } from '../../documents/sheet-document.ts'
import type { From } from '../../store.ts'
import { said } from './words.ts'

/** A column of the database with the keys that this column of words takes. */
type Key<G extends keyof typeof said> = Parameters<(typeof said)[G]>[0]

/** Whose evidence, of which invoices, and the clock that its times are told by. */
export type Subject = Readonly<{
  parties: readonly string[]
  itemIds: readonly string[]
  invoiceIds: readonly string[]
}>

const none = { ar: 'لا شيء مسجل', en: 'Nothing on record' }

const two = (n: number) => String(n).padStart(2, '0')

/** Moments as a paper tells them: the day and the minute in the company's own time. */
export const clock = (from: Pick<From, 'zone'>) => (at: Date | null) => {
  if (at === null) return '—'
  const { day, minuteOfDay } = wallClock(at, from.zone)
  const time = `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`
  return `${dayText(day)} ${ltr(time)}`
}

type MessageRow = {
  id: string
  direction: Key<'direction'>
  channel: Key<'channel'>
  to_address: string | null
  subject: string | null
  body: string
  state: Key<'message'>
  said_at: Date
  queued_at: Date | null
  sent_at: Date | null
  delivered_at: Date | null
  read_at: Date | null
  attachments: readonly { maker?: string; name?: string }[]
  files: string[]
}

/** So many messages to a paper: a long story is many papers, and never all in memory. */
const messagesAPaper = 200

const makers: Readonly<Record<string, string>> = {
  invoice: 'فاتورة / invoice',
  statement: 'كشف حساب / statement',
  receipt: 'سند قبض / receipt',
  confirmation: 'مصادقة رصيد / balance confirmation',
  file: 'ملف / file',
}

function textOf(row: MessageRow): string {
  const attached = [
    ...row.attachments.map(({ maker = '', name }) => name ?? makers[maker] ?? maker),
    ...row.files,
  ]
  return [
    ...(row.subject ? [row.subject] : []),
    row.body,
    ...(attached.length > 0 ? [`[${attached.join('، ')}]`] : []),
  ].join('\n')
}

export type Place = Readonly<{ at: Date; id: string }>

/**
 * Messages to and from the customer, the oldest first, as many as one paper holds; with their times,
 * their text and the names of what went with them. Notes of colleagues are no messages.
 */
export async function messageLog(
  from: From,
  { parties }: Subject,
  after: Place | null,
): Promise<{ section: SheetSection; last: Place | null }> {
  const at = clock(from)
  const rows = await from.run<MessageRow>(
    `select m.id, m.direction, m.channel, m.to_address, m.subject, m.body, m.state, m.said_at,
       m.queued_at, m.sent_at, m.delivered_at, m.read_at, m.attachments,
       array(select coalesce(f.name, f.mime, '') from message_media f
         where f.company_id = m.company_id and f.message_id = m.id order by f.place) as files
     from evidence_message_view m
     where m.company_id = $1 and m.customer_id = any($2::uuid[])
       and ($3::timestamptz is null or (m.said_at, m.id) > ($3, $4::uuid))
     order by m.said_at, m.id limit $5`,
    [from.companyId, parties, after?.at ?? null, after?.id ?? null, messagesAPaper],
  )
  const last = rows.length < messagesAPaper ? undefined : rows.at(-1)
  const section: SheetSection = {
    title: { ar: 'سجل الرسائل', en: 'Messages' },
    columns: [
      column('الوقت', 'Time'),
      column('الاتجاه والقناة', 'Way'),
      column('النص', 'Text', 'text', 'wide'),
      column('الحالة', 'State'),
      column('في الانتظار، أُرسلت، وصلت، قُرئت', 'Queued, sent, delivered, read'),
    ],
    rows: rows.map((row) => [
      at(row.said_at),
      [said.direction(row.direction), said.channel(row.channel), row.to_address ?? '']
        .filter(Boolean)
        .join('\n'),
      textOf(row),
      said.message(row.state),
      [at(row.queued_at), at(row.sent_at), at(row.delivered_at), at(row.read_at)].join('\n'),
    ]),
    sums: [],
    none,
  }
  return { section, last: last ? { at: last.said_at, id: last.id } : null }
}

async function callLog(from: From, { parties }: Subject): Promise<SheetSection> {
  const at = clock(from)
  const rows = await from.run<{
    at: Date
    by_name: string
    channel: Key<'channel'>
    direction: Key<'direction'>
    outcome: Key<'outcome'>
    spoken_to: string
    phone: string | null
  }>(
    `select at, by_name, channel, direction, outcome, spoken_to, phone from contact_attempt
     where company_id = $1 and customer_id = any($2::uuid[]) order by at, id limit 2000`,
    [from.companyId, parties],
  )
  return {
    title: { ar: 'سجل الاتصالات', en: 'Contacts' },
    columns: [
      column('الوقت', 'Time'),
      column('الطريقة', 'Way'),
      column('النتيجة', 'Outcome', 'text', 'wide'),
      column('المتحدث', 'Spoken to'),
      column('الرقم', 'Number', 'code'),
      column('بواسطة', 'By'),
    ],
    rows: rows.map((row) => [
      at(row.at),
      `${said.direction(row.direction)}\n${said.channel(row.channel)}`,
      said.outcome(row.outcome),
      row.spoken_to || '—',
      row.phone ?? '—',
      row.by_name,
    ]),
    sums: [],
    none,
  }
}

async function promiseLog(from: From, { parties }: Subject): Promise<SheetSection> {
  const at = clock(from)
  const rows = await from.run<{
    made_at: Date
    amount: number
    kept: number
    currency: Currency
    due_on: string
    source: Key<'source'>
    said_by: string
    state: Key<'promise'>
  }>(
    `select made_at, amount, kept, currency, due_on, source, said_by, state from promise
     where company_id = $1 and customer_id = any($2::uuid[]) order by made_at, id limit 1000`,
    [from.companyId, parties],
  )
  return {
    title: { ar: 'الوعود بالسداد', en: 'Promises to pay' },
    columns: [
      column('قيل يوم', 'Given'),
      column('الطريقة', 'Way'),
      column('قاله', 'By', 'text', 'wide'),
      column('الموعد', 'Due'),
      column('المبلغ', 'Amount', 'num'),
      column('وصل منه', 'Came', 'num'),
      column('ما آل إليه', 'Outcome'),
    ],
    rows: rows.map((row) => [
      at(row.made_at),
      said.source(row.source),
      row.said_by || '—',
      dayText(row.due_on),
      figure({ minor: row.amount, currency: row.currency }),
      figure({ minor: row.kept, currency: row.currency }),
      said.promise(row.state),
    ]),
    sums: [],
    none,
  }
}

async function noticeLog(from: From, { parties }: Subject): Promise<SheetSection> {
  const at = clock(from)
  const rows = await from.run<{
    opened_at: Date
    amount: number
    currency: Currency
    paid_on: string
    bank: string | null
    reference: string | null
    source: Key<'source'>
    state: Key<'notice'>
  }>(
    `select opened_at, amount, currency, paid_on, bank, reference, source, state
     from payment_notice_view
     where company_id = $1 and customer_id = any($2::uuid[]) order by opened_at, id limit 1000`,
    [from.companyId, parties],
  )
  return {
    title: { ar: 'بلاغات السداد', en: 'Payment notices' },
    columns: [
      column('الوقت', 'Time'),
      column('الطريقة', 'Way'),
      column('يوم التحويل', 'Paid on'),
      column('البنك والمرجع', 'Bank and reference', 'text', 'wide'),
      column('المبلغ', 'Amount', 'num'),
      column('ما آل إليه', 'Outcome'),
    ],
    rows: rows.map((row) => [
      at(row.opened_at),
      said.source(row.source),
      dayText(row.paid_on),
      [row.bank, row.reference].filter(Boolean).join('، ') || '—',
      figure({ minor: row.amount, currency: row.currency }),
      said.notice(row.state),
    ]),
    sums: [],
    none,
  }
}

async function disputeLog(from: From, { parties }: Subject): Promise<SheetSection> {
  const at = clock(from)
  const rows = await from.run<{
    opened_at: Date
    invoice_number: string
    reason: Key<'reason'>
    closed_at: Date | null
    outcome: Key<'dispute'> | null
  }>(
    `select opened_at, invoice_number, reason, closed_at, outcome from dispute
     where company_id = $1 and customer_id = any($2::uuid[]) order by opened_at, id limit 1000`,
    [from.companyId, parties],
  )
  return {
    title: { ar: 'الاعتراضات', en: 'Disputes' },
    columns: [
      column('سُجّل', 'Opened'),
      column('الفاتورة', 'Invoice', 'code'),
      column('السبب', 'Reason', 'text', 'wide'),
      column('أُغلق', 'Closed'),
      column('ما آل إليه', 'Outcome'),
    ],
    rows: rows.map((row) => [
      at(row.opened_at),
      row.invoice_number,
      said.reason(row.reason),
      at(row.closed_at),
      said.dispute(row.outcome ?? 'open'),
    ]),
    sums: [],
    none,
  }
}

/** Every reminder that was sent or kept back, with what the gate said of it each time. */
async function reminderLog(from: From, { parties }: Subject): Promise<SheetSection> {
  const at = clock(from)
  const rows = await from.run<{
    at: Date
    tone: Key<'tone'>
    channel: Key<'channel'> | null
    verdict: Key<'verdict'>
    amount: number
    currency: Currency
    codes: string[]
    numbers: string | null
  }>(
    `select d.at, r.tone, r.channel, d.verdict, d.amount, r.currency,
       array(select x ->> 'code' from jsonb_array_elements(d.reasons) x) as codes,
       (select string_agg(i ->> 'number', '، ') from jsonb_array_elements(r.items) i) as numbers
     from reminder r
     join reminder_decision d on d.company_id = r.company_id and d.reminder_id = r.id
     where r.company_id = $1 and r.customer_id = any($2::uuid[]) order by d.at, r.id, d.seq limit 2000`,
    [from.companyId, parties],
  )
  return {
    title: { ar: 'التذكيرات وقراراتها', en: 'Reminders and their decisions' },
    columns: [
      column('الوقت', 'Time'),
      column('الخطوة', 'Step'),
      column('القناة', 'Way'),
      column('الفواتير', 'Invoices', 'code', 'wide'),
      column('المبلغ', 'Amount', 'num'),
      column('القرار', 'Decision'),
      column('الأسباب', 'Reasons', 'code'),
    ],
    rows: rows.map((row) => [
      at(row.at),
      said.tone(row.tone),
      row.channel === null ? '—' : said.channel(row.channel),
      row.numbers ?? '—',
      figure({ minor: row.amount, currency: row.currency }),
      said.verdict(row.verdict),
      row.codes.join(' ') || '—',
    ]),
    sums: [],
    none,
  }
}

/** The logs that are short enough to stand on one paper each, by the name of their file. */
export const logs: readonly (readonly [
  name: string,
  read: (from: From, subject: Subject) => Promise<SheetSection>,
])[] = [
  ['contacts', callLog],
  ['promises', promiseLog],
  ['payment-notices', noticeLog],
  ['disputes', disputeLog],
  ['reminders', reminderLog],
]
