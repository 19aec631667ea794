import { openPool, type Pool } from '#platform/db.ts'
import { customers } from './data.ts'
import { type BenchHouse, newId } from './house.ts'

/** Of each conversation; a tenth as many words as a short mail. */
export const messagesEach = 20

/** Words by how often they stand in what is generated: in every fifth message, in few, in hardly any. */
export const sought = {
  frequent: 'الفاتورة',
  middle: 'المضخة',
  rare: 'الزرافة',
} as const

const common = [
  ...['السلام', 'عليكم', 'الفاتورة', 'التحويل', 'متى', 'يوصل', 'الطلب', 'شكرا', 'لكم', 'المبلغ'],
  ...['عندي', 'سؤال', 'عن', 'السعر', 'الخصم', 'الموعد', 'القادم', 'ان', 'شاء', 'الله', 'المندوب'],
  ...['اتصل', 'بي', 'اليوم', 'غدا', 'الكمية', 'المطلوبة', 'من', 'الحديد', 'والاسمنت', 'المستودع'],
  ...[
    'الرياض',
    'جدة',
    'الدمام',
    'نرجو',
    'التأكيد',
    'وصلتني',
    'نسخة',
    'العقد',
    'المحاسب',
    'الضريبة',
  ],
]

const words = `array[${common.map((word) => `'${word}'`).join(',')}]`
/** The word at a place of a message, the same one each time. */
const word = (place: number) =>
  `(${words})[1 + (abs(hashint8(m * 7 + ${place})::bigint) % ${common.length})::int]`
const body = `concat_ws(' ', ${[1, 2, 3, 4, 5, 6, 7].map(word).join(', ')},
  case when m % 2000 = 7 then '${sought.middle}' end, case when m % 400000 = 9 then '${sought.rare}' end, m)`

type Account = Readonly<{ id: string; owner: string }>

async function openAccount(at: BenchHouse): Promise<Account> {
  const { rows: known } = await at.owner.query<Account>(
    `select a.id, m.id as owner from channel_account a, member m
     where a.company_id = $1 and m.company_id = $1 and a.channel = 'whatsapp' limit 1`,
    [at.companyId],
  )
  if (known[0]) return known[0]
  const id = newId()
  const made = await at.call('POST', '/channel-accounts', { id, provider: 'whatsapp_cloud' })
  if (made.status >= 300) throw new Error(`no account: ${made.status} ${JSON.stringify(made.body)}`)
  await at.call('GET', '/conversation-types')
  return openAccount(at)
}

/** One statement a table; conversation `n` was last spoken in so long ago, the last ones just now. */
function statements(companyId: string, account: Account, from: number, to: number): string[] {
  const last = `(now() - (${to} - n) * interval '5 minutes')`
  const said = `(${last} - (${messagesEach - 1} - k) * interval '7 minutes')`
  const customer = `case when n % 4 = 0 then bench_id(1, (n / 4) % ${customers}) end`
  const series = `generate_series(${from}::bigint, ${to - 1}::bigint) n`
  const open = `n >= ${to - Math.ceil(to / 30)}`
  const name = `(array['سعاد','محمد','نوف','خالد','ريم','فهد','هند','تركي'])[n % 8 + 1] || ' ' || n`
  const messages = `(select n, k, n * ${messagesEach} + k as m, ${said} as at, k % 2 = 0 as incoming
    from ${series}, generate_series(0, ${messagesEach - 1}) k) t`
  return [
    `insert into thread (company_id, id, account_id, channel, customer_id, linked_by, name, address_kind, address,
       started_at, last_in_at, last_out_at)
     select '${companyId}', bench_id(40, n), '${account.id}', 'whatsapp', ${customer},
       case when n % 4 = 0 then 'attested' end, ${name}, 'phone', '+9665' || lpad(n::text, 8, '0'),
       ${last} - interval '1 day', ${last} - interval '7 minutes', ${last} from ${series}`,
    `insert into thread_identity (company_id, account_id, kind, value, thread_id, added_at)
     select '${companyId}', '${account.id}', 'phone', '+9665' || lpad(n::text, 8, '0'), bench_id(40, n), now()
     from ${series}`,
    `insert into message (company_id, id, customer_id, channel, direction, account_id, thread_id, category, language,
       to_name, to_address, subject, body, content, said_at, queued_at, sent_at, by_human, about_kind, about_id,
       once, state, provider_id, actor_name)
     select '${companyId}', bench_id(41, m), ${customer}, 'whatsapp', case when incoming then 'in' else 'out' end,
       '${account.id}', bench_id(40, n), 'chat', 'ar', ${name}, '+9665' || lpad(n::text, 8, '0'), '', ${body},
       jsonb_build_object('kind', 'text', 'text', ${body}), at, at, case when not incoming then at end,
       not incoming, 'thread', bench_id(40, n), 'bench:' || m,
       case when incoming then 'received' else 'read' end, 'wamid.' || m, 'نورة'
     from ${messages}`,
    `insert into conversation (company_id, id, thread_id, account_id, channel, customer_id, writer, state, opened_at,
       closed_at, last_message_id, last_text, last_at, last_direction, heard, waiting_since, reply_due_at,
       assignee_id, type_id, type_by, type_certainty, priority)
     select '${companyId}', bench_id(42, n), bench_id(40, n), '${account.id}', 'whatsapp', ${customer}, ${name},
       case when ${open} then 'open' else 'closed' end, ${last} - interval '3 hours',
       case when not ${open} then ${last} end, bench_id(41, m), ${body}, ${last}, 'out', ${messagesEach / 2},
       case when ${open} and n % 3 = 0 then ${last} end, case when ${open} and n % 3 = 0 then ${last} end,
       case when n % 3 < 2 then '${account.owner}'::uuid end,
       (select id from conversation_type where company_id = '${companyId}' order by place, id offset n % 4 limit 1),
       'guess', 800, (n % 4)::int
     from (select n, n * ${messagesEach} + ${messagesEach - 1} as m from ${series}) t`,
    `insert into conversation_happening (company_id, id, conversation_id, thread_id, at, what, actor_name, human)
     select '${companyId}', bench_id(43 + k, n), bench_id(42, n), bench_id(40, n),
       ${last} - (2 - k) * interval '1 hour', (array['opened', 'assigned', 'closed'])[k + 1], 'وصل', false
     from ${series}, generate_series(0, 2) k where k < 2 or not ${open}`,
    `insert into conversation_read (company_id, user_id, conversation_id, seen, at)
     select '${companyId}', '${account.owner}', bench_id(42, n), ${messagesEach / 2} - (n % 3)::int, ${last}
     from ${series} where n % 2 = 0`,
  ]
}

/** Everything that points at something that is not there, or says what is not so. */
const unsound = `
  select 'last message' as what, count(*)::int as found from conversation c where not exists (
    select 1 from message m where m.company_id = c.company_id and m.id = c.last_message_id and m.thread_id = c.thread_id)
  union all select 'thread', count(*)::int from message m where thread_id is not null and not exists (
    select 1 from thread t where t.company_id = m.company_id and t.id = m.thread_id)
  union all select 'last words', count(*)::int from conversation c join message m
    on m.company_id = c.company_id and m.id = c.last_message_id where m.body <> c.last_text`

/** Indexes cost less when they are made at once: they are taken away and put back as they were. */
async function withoutIndexes(admin: Pool, work: () => Promise<void>): Promise<void> {
  const { rows } = await admin.query<{ name: string; made: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
     where i.indrelid = any(array['message', 'conversation']::regclass[]) and not i.indisunique`,
  )
  for (const { name } of rows) await admin.query(`drop index ${name}`)
  await work()
  await admin.query("set maintenance_work_mem = '512MB'")
  for (const { made } of rows) await admin.query(made)
}

let loaded = 0

/** Brings the company to so many conversations, each with its messages, all of them in order. */
export async function loadInbox(at: BenchHouse, conversations: number): Promise<void> {
  const account = await openAccount(at)
  const { host, port } = at.place
  const admin = openPool(
    { host, port, user: 'postgres', database: 'wasl' },
    { max: 1, onError: () => undefined },
  )
  try {
    // What was generated before stands further back in time, as if the years had passed.
    await admin.query('set session_replication_role = replica')
    await withoutIndexes(admin, async () => {
      for (const statement of statements(at.companyId, account, loaded, conversations))
        await admin.query(statement)
    })
    await admin.query('vacuum analyze')
    const { rows } = await admin.query<{ what: string; found: number }>(unsound)
    const wrong = rows.filter(({ found }) => found > 0)
    if (wrong.length > 0) throw new Error(`The inbox is not sound: ${JSON.stringify(wrong)}`)
    loaded = conversations
  } finally {
    await admin.end()
  }
}
