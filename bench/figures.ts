import { agingOf, checkBooks } from '#modules/ledger/index.ts'
import { perform, systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { startApp } from './app.ts'
import { customers, drain, line } from './data.ts'
import { type BenchHouse, newId, today } from './house.ts'
import { alone, interleaved, median, must, percentile, timed } from './measure.ts'
import {
  type ListAsk,
  rawAging,
  rawInvoice,
  rawList,
  rawPayment,
  rawStatement,
  rawSums,
} from './raw.ts'
import { reportFigures } from './reports.ts'

export type Figure = Readonly<{
  name: string
  /** The median of the rounds. */
  value: number
  /** The best round: other work on the machine makes a round slower, never faster. */
  best: number
  unit: 'ms' | 's' | '/s' | 'MB' | '×' | 'CPU s'
  /** What it may be at most, or must be at least, as `unit` says: a rate is a floor. */
  limit: number
  raw: number | null
  rows: number
}>

const customerOf = (n: number) =>
  `${(1_770_000_000_000 + n)
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-7001-8000-${n.toString(16).padStart(12, '0')}`
// Broad and narrow: a part of many names, a year of numbers, one number, one customer, nothing.
const words = [
  'روافد',
  'الخليج',
  'نجد',
  'INV-2026',
  'INV-2025',
  'INV-2026-000123',
  'B-4321',
  'لا احد',
]
const views = ['open', 'all', 'paid', 'overdue'] as const
const sorts = ['due', 'issued', 'number', 'gross', 'balance'] as const

const asks = Array.from({ length: 40 }, (_, n) => ({
  view: views[n % views.length] ?? 'open',
  sort: sorts[n % sorts.length] ?? 'due',
  word: words[n % words.length] ?? '',
  common: n % words.length < 5,
}))
const addressOf = (path: string, { view, sort, word }: ListAsk) =>
  `${path}?view=${view}&sort=${sort}&search=${encodeURIComponent(word)}`

async function p99(one: (ask: ListAsk) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (const ask of asks) times.push(await timed(() => one(ask)))
  return percentile(times, 0.99)
}

async function lists(at: BenchHouse, rows: number): Promise<Figure[]> {
  const page = await interleaved(
    () => p99((ask) => must(at, 'GET', addressOf('/invoice-rows', ask))),
    () => p99((ask) => rawList(at, { ...ask, word: ask.word.toLowerCase() })),
  )
  const sums = await interleaved(
    () => p99(({ word }) => must(at, 'GET', `/invoice-sums?search=${encodeURIComponent(word)}`)),
    () => p99((ask) => rawSums(at, { ...ask, word: ask.word.toLowerCase() })),
  )
  const customersPage = await alone(() =>
    p99(({ word }) => must(at, 'GET', `/customers?q=${encodeURIComponent(word)}`)),
  )
  return [
    { name: 'invoice list, searched and sorted, p99', ...page, unit: 'ms', limit: 60, rows },
    { name: 'sums of open invoices, searched, p99', ...sums, unit: 'ms', limit: 60, rows },
    { name: 'customer list, searched, p99', ...customersPage, unit: 'ms', limit: 60, rows },
  ]
}

async function aging(at: BenchHouse, rows: number): Promise<Figure[]> {
  const days = ['2026-11-22', '2026-06-30', '2025-12-31', '2026-03-15', '2026-09-01', '2025-08-08']
  const session = systemSession(at.house, at.companyId)
  const ours = (asOf: string) => look(session, (from) => agingOf(from, { all: true }, { asOf }))
  const whole = await interleaved(
    (n) => timed(() => ours(days[n + 1] ?? today)),
    (n) => timed(() => rawAging(at, days[n + 1] ?? today)),
  )
  const ratio = whole.value / whole.raw
  const items = await alone((n) =>
    timed(() => must(at, 'GET', `/aging/items?asOf=${days[n + 1] ?? today}`)),
  )
  return [
    { name: 'aging of the company as of any day', ...whole, unit: 'ms', limit: 300, rows },
    {
      name: 'aging against raw',
      value: ratio,
      best: ratio,
      unit: '×',
      limit: 1.5,
      raw: null,
      rows,
    },
    { name: 'aging by item, a page', ...items, unit: 'ms', limit: 300, rows },
  ]
}

/** What reads all of the books, a few times a day. */
async function overviews(at: BenchHouse, rows: number): Promise<Figure[]> {
  const once = (address: string) => alone(() => timed(() => must(at, 'GET', address)))
  const dashboard = await once('/reports/dashboard')
  const plan = await once('/reminders/plan')
  const session = systemSession(at.house, at.companyId)
  const books = await alone(async () => (await timed(() => look(session, checkBooks))) / 1000)
  return [
    { name: 'dashboard', ...dashboard, unit: 'ms', limit: 300, rows },
    { name: 'reminders of today, the page', ...plan, unit: 'ms', limit: 1000, rows },
    { name: 'check_books', ...books, unit: 's', limit: 3, rows },
  ]
}

async function statement(at: BenchHouse, rows: number): Promise<Figure> {
  const [from, to] = ['2026-01-01', today]
  const figures = await interleaved(
    (n) =>
      timed(() =>
        must(at, 'GET', `/customers/${customerOf(100 + n)}/statement?from=${from}&to=${to}`),
      ),
    (n) => timed(() => rawStatement(at, customerOf(100 + n), from, to)),
  )
  return { name: 'statement of a customer', ...figures, unit: 'ms', limit: 50, rows }
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
    Math.max,
  )
  const four = await interleaved(
    () => oursOnce(4, '/invoices', invoice),
    () => rawRate(4, rawPost),
    Math.max,
  )
  const paid = await interleaved(
    () => oursOnce(1, '/payments', payment),
    () => rawRate(1, rawPay),
    Math.max,
  )
  await drain(at)
  return [
    { name: 'post an invoice of 3 lines, one client', ...posted, unit: '/s', limit: 100, rows },
    {
      name: 'posting against raw',
      value: posted.value / posted.raw,
      best: posted.value / posted.raw,
      unit: '/s',
      limit: 0.4,
      raw: null,
      rows,
    },
    { name: 'post an invoice, four clients', ...four, unit: '/s', limit: posted.value, rows },
    {
      name: 'CPU of posting an invoice',
      value: median(cpus),
      best: Math.min(...cpus),
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
    best: Math.min(...times.slice(4)),
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
    {
      name: 'reminder run, first',
      value: first,
      best: first,
      unit: 's',
      limit: 30,
      raw: null,
      rows: due,
    },
    {
      name: 'reminder run, second',
      value: second,
      best: second,
      unit: 's',
      limit: 0.2,
      raw: null,
      rows,
    },
  ]
}

/** The memory of the product alone, after a day's use and after printing. */
async function memory(at: BenchHouse, rows: number): Promise<Figure[]> {
  const app = await startApp(at.place)
  try {
    for (const ask of asks) {
      await must(app, 'GET', addressOf('/invoice-rows', ask))
      await must(app, 'GET', addressOf('/invoice-sums', ask))
    }
    for (const address of ['/aging', '/aging/items', '/customers', '/reports/dashboard'])
      for (let n = 0; n < 5; n++) await must(app, 'GET', address)
    const bodies = Array.from({ length: 12 }, (_, n) => invoice(n))
    for (const body of bodies) await must(app, 'POST', '/invoices', body)
    const used = await app.memoryMb()
    for (const { id } of bodies) await must(app, 'GET', `/invoices/${id}/pdf`)
    const printed = await app.memoryMb()
    const figure = (name: string, value: number, limit: number): Figure => ({
      ...{ name, value, best: value, unit: 'MB', limit, raw: null, rows },
    })
    return [
      figure('memory of the product in use', used, 300),
      figure('memory with PDF workers warm', printed, 450),
    ]
  } finally {
    await app.close()
  }
}

/** What a screen shows: measured at every size, to see how it grows. */
export async function screens(at: BenchHouse, rows: number): Promise<Figure[]> {
  return [...(await lists(at, rows)), ...(await aging(at, rows)), await statement(at, rows)]
}

/** What is done, and what reads everything: measured at the working size. */
export async function deeds(at: BenchHouse, rows: number): Promise<Figure[]> {
  return [
    ...(await overviews(at, rows)),
    ...(await reportFigures(at, rows)),
    ...(await memory(at, rows)),
    ...(await writing(at, rows)),
    await paper(at, rows),
    ...(await reminders(at, rows)),
  ]
}
