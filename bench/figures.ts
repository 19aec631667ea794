import { agingOf } from '#modules/ledger/index.ts'
import { perform, systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { customers, drain, line } from './data.ts'
import { type BenchHouse, newId, today } from './house.ts'
import { rawAging, rawInvoice, rawList, rawPayment, rawStatement } from './raw.ts'

export type Figure = Readonly<{
  name: string
  value: number
  unit: 'ms' | 's' | '/s' | 'MB' | '×' | 'CPU s'
  /** What it may be at most, or must be at least, as `unit` says: a rate is a floor. */
  limit: number
  raw: number | null
  rows: number
}>

const rounds = 5
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  0

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Ours and the hand-written, turn about, so that a busy minute is busy for both. */
async function interleaved(
  ours: (round: number) => Promise<number>,
  raw: (round: number) => Promise<number>,
): Promise<{ value: number; raw: number }> {
  const seen: { ours: number[]; raw: number[] } = { ours: [], raw: [] }
  await ours(-1)
  await raw(-1)
  for (let round = 0; round < rounds; round++) {
    seen.ours.push(await ours(round))
    seen.raw.push(await raw(round))
  }
  return { value: median(seen.ours), raw: median(seen.raw) }
}

async function must(at: BenchHouse, method: string, address: string, body?: unknown) {
  const reply = await at.call(method, address, body)
  if (reply.status >= 300)
    throw new Error(`${method} ${address}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply
}

const customerOf = (n: number) =>
  `${(1_770_000_000_000 + n)
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-7001-8000-${n.toString(16).padStart(12, '0')}`
const words = ['روافد', 'سواحل', 'نخيل', 'افق', 'واحه', 'الخليج', 'نجد', 'INV-2026']

async function listPage(at: BenchHouse, rows: number): Promise<Figure> {
  const many = async (one: (word: string, n: number) => Promise<unknown>) => {
    const times: number[] = []
    for (let n = 0; n < 40; n++)
      times.push(await timed(() => one(words[n % words.length] ?? '', n)))
    return percentile(times, 0.99)
  }
  const sorts = ['due', 'issued', 'number', 'gross', 'balance']
  const { value, raw } = await interleaved(
    () =>
      many((word, n) =>
        must(
          at,
          'GET',
          `/invoices?view=open&sort=${sorts[n % sorts.length]}&search=${encodeURIComponent(word)}`,
        ),
      ),
    () => many((word) => rawList(at, word)),
  )
  return { name: 'invoice list, open and searched, p99', value, unit: 'ms', limit: 60, raw, rows }
}

async function aging(at: BenchHouse, rows: number): Promise<Figure[]> {
  const days = ['2026-11-22', '2026-06-30', '2025-12-31', '2026-03-15', '2026-09-01', '2025-08-08']
  const session = systemSession(at.house, at.companyId)
  const ours = (asOf: string) => look(session, (from) => agingOf(from, { all: true }, { asOf }))
  const { value, raw } = await interleaved(
    (n) => timed(() => ours(days[n + 1] ?? today)),
    (n) => timed(() => rawAging(at, days[n + 1] ?? today)),
  )
  const ratio = value / raw
  return [
    { name: 'aging of the company as of any day', value, unit: 'ms', limit: 300, raw, rows },
    { name: 'aging against raw', value: ratio, unit: '×', limit: 1.5, raw: null, rows },
  ]
}

async function statement(at: BenchHouse, rows: number): Promise<Figure> {
  const [from, to] = ['2026-01-01', today]
  const { value, raw } = await interleaved(
    (n) =>
      timed(() =>
        must(at, 'GET', `/customers/${customerOf(100 + n)}/statement?from=${from}&to=${to}`),
      ),
    (n) => timed(() => rawStatement(at, customerOf(100 + n), from, to)),
  )
  return { name: 'statement of a customer', value, unit: 'ms', limit: 50, raw, rows }
}

/** How often in a second, by so many clients, and the CPU time of each, this process's alone. */
async function rate(clients: number, one: (n: number) => Promise<unknown>, ms = 1500) {
  const until = performance.now() + ms
  const cpu = process.cpuUsage()
  const began = performance.now()
  let done = 0
  const client = async () => {
    while (performance.now() < until) await one(done++)
  }
  await Promise.all(Array.from({ length: clients }, client))
  const { user, system } = process.cpuUsage(cpu)
  return {
    perSecond: (done * 1000) / (performance.now() - began),
    cpu: (user + system) / 1e6 / done,
  }
}

const invoice = (n: number) => ({
  id: newId(),
  customerId: customerOf(n % customers),
  currency: 'SAR',
  issuedOn: today,
  post: true,
  lines: [line(1), line(2), line(3)],
})
const payment = (n: number) => ({
  id: newId(),
  customerId: customerOf((n * 7) % customers),
  amount: { minor: 5000, currency: 'SAR' },
  method: 'transfer',
  paidOn: today,
})

async function writing(at: BenchHouse, rows: number): Promise<Figure[]> {
  const cpus: number[] = []
  const oursOnce = async (clients: number, address: string, make: (n: number) => object) => {
    const { perSecond, cpu } = await rate(clients, (n) => must(at, 'POST', address, make(n)))
    if (address === '/invoices' && clients === 1) cpus.push(cpu)
    return perSecond
  }
  const rawRate = async (clients: number, one: (n: number) => Promise<unknown>) =>
    (await rate(clients, one)).perSecond
  const rawPost = (n: number) => rawInvoice(at, customerOf(n % customers))
  const rawPay = (n: number) => rawPayment(at, customerOf((n * 11) % customers), 5000)
  const posted = await interleaved(
    () => oursOnce(1, '/invoices', invoice),
    () => rawRate(1, rawPost),
  )
  const four = await interleaved(
    () => oursOnce(4, '/invoices', invoice),
    () => rawRate(4, rawPost),
  )
  const paid = await interleaved(
    () => oursOnce(1, '/payments', payment),
    () => rawRate(1, rawPay),
  )
  await drain(at)
  return [
    { name: 'post an invoice of 3 lines, one client', ...posted, unit: '/s', limit: 100, rows },
    {
      name: 'posting against raw',
      value: posted.value / posted.raw,
      unit: '/s',
      limit: 0.4,
      raw: null,
      rows,
    },
    { name: 'post an invoice, four clients', ...four, unit: '/s', limit: posted.value, rows },
    {
      name: 'CPU of posting an invoice',
      value: median(cpus),
      unit: 'CPU s',
      limit: 0.01,
      raw: null,
      rows,
    },
    { name: 'record and allocate a payment', ...paid, unit: '/s', limit: 100, rows },
  ]
}

async function paper(at: BenchHouse, rows: number): Promise<Figure> {
  const ids: string[] = []
  for (let n = 0; n < 12; n++) {
    const body = invoice(n)
    await must(at, 'POST', '/invoices', body)
    ids.push(body.id)
  }
  const times: number[] = []
  for (const id of ids) times.push(await timed(() => must(at, 'GET', `/invoices/${id}/pdf`)))
  return {
    name: 'PDF of an invoice, warm',
    value: median(times.slice(4)),
    unit: 'ms',
    limit: 100,
    raw: null,
    rows,
  }
}

/** The run of reminders over every overdue invoice, and the run after it, which finds nothing new. */
async function reminders(at: BenchHouse, rows: number): Promise<Figure[]> {
  const allDay = Array.from({ length: 7 }, () => [{ from: 0, until: 1440 }])
  await must(at, 'PUT', '/reminder-settings', {
    thankYou: false,
    calendar: { weekend: [], holidays: [], contactWindows: allDay },
    collector: '',
    manager: '',
    phone: '',
  })
  await must(at, 'PUT', '/reminder-settings/switch', { on: true })
  const run = () => perform(at.house, 'collections.run', { companyId: at.companyId })
  const first = (await timed(run)) / 1000
  const second = (await timed(run)) / 1000
  const { rows: counted } = await at.owner.query<{ items: number }>(
    `select count(*) as items from journal_line where company_id = $1 and party_id is not null
       and amount > settled and due_on < $2`,
    [at.companyId, today],
  )
  const due = counted[0]?.items ?? 0
  return [
    { name: 'reminder run, first', value: first, unit: 's', limit: 30, raw: null, rows: due },
    { name: 'reminder run, second', value: second, unit: 's', limit: 0.2, raw: null, rows },
  ]
}

/** What a screen shows: measured at every size, to see how it grows. */
export async function screens(at: BenchHouse, rows: number): Promise<Figure[]> {
  return [await listPage(at, rows), ...(await aging(at, rows)), await statement(at, rows)]
}

/** What is done: measured at the working size. */
export async function deeds(at: BenchHouse, rows: number): Promise<Figure[]> {
  const written = await writing(at, rows)
  const made = await paper(at, rows)
  const reminded = await reminders(at, rows)
  const memory = process.memoryUsage().rss / 1e6
  return [
    ...written,
    made,
    ...reminded,
    {
      name: 'memory after it all, PDF workers warm',
      value: memory,
      unit: 'MB',
      limit: 450,
      raw: null,
      rows,
    },
  ]
}
