import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Invoice } from '#core/invoicing/api.ts'
import type { CustomerAging, Statement } from '#core/ledger/api.ts'
import type { Dashboard } from '#core/reports/api.ts'
import { checkAttempts } from '#modules/payments/jobs.ts'
import { offerSetUp } from '#modules/people/index.ts'
import { systemSession } from '#platform/jobs.ts'
import { client } from './browserless.ts'
import { newId, openHouse } from './house.ts'
import { deliver, eventOf } from './pay-online.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00', empty: true })
const call = client(house)

/** Calls the API as the owner and expects it to work. */
async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const reply = await call(method, path, body)
  expect(reply.status, `${method} ${path}: ${JSON.stringify(reply.body)}`).toBe(200)
  return reply.body
}

const pause = () => house.drain()
const runReminders = async () => {
  const [company] = await house.sql<{ id: string }>('select id from company')
  const job = house.house.jobs.get('collections.run')
  await job?.run(systemSession(house.house, company?.id ?? ''), { companyId: company?.id })
  await pause()
}
const mails = () => house.simulators.mail.inbox().list()

test('from a spreadsheet of unpaid invoices to money in the bank, by API alone', async () => {
  // Set-up by the one-time link.
  const token = new URL(await offerSetUp(house.house)).searchParams.get('token')
  await ask('POST', '/setup', {
    token,
    company: {
      name: 'روافد الخليج للتوريدات',
      vatNumber: '300561928700003',
      address: { city: 'الرياض', country: 'SA' },
    },
    owner: { name: 'نورة السبيعي', email: 'noura@example.com', password: 'صباح الخير يا جدة' },
  })

  // The spreadsheet that an owner kept by hand.
  const importId = newId()
  const file = await readFile(new URL('./fixtures/import/03-hand-made.xlsx', import.meta.url))
  const view = await ask<{ summary: { invoices: number; reasons: unknown[] } | null }>(
    'POST',
    '/imports',
    { id: importId, fileName: '03-hand-made.xlsx', content: file.toString('base64') },
  )
  expect(view.summary?.invoices).toBeGreaterThan(0)
  expect(view.summary?.reasons.length, 'the bad rows are named').toBeGreaterThan(0)
  await ask('POST', `/imports/${importId}/run`)
  await pause()
  const done = await ask<{ state: string; invoices: number }>('GET', `/imports/${importId}`)
  expect(done).toMatchObject({ state: 'done', invoices: view.summary?.invoices })

  // A new invoice for a new customer, posted and sent with its PDF.
  const customerId = newId()
  await ask('POST', '/customers', {
    id: customerId,
    name: 'مؤسسة نجد للمقاولات',
    vatNumber: '310284756100003',
    terms: { kind: 'days_from_invoice', days: 7 },
    identities: [{ id: newId(), kind: 'email', typed: 'fahad@najd.example.com', primary: true }],
    address: {
      building: '1234',
      street: 'العليا',
      district: 'العليا',
      city: 'الرياض',
      postalCode: '12211',
      country: 'SA',
    },
  })
  const invoiceId = newId()
  const invoice = await ask<Invoice>('POST', '/invoices', {
    id: invoiceId,
    post: true,
    customerId,
    currency: 'SAR',
    issuedOn: '2026-11-22',
    lines: [
      {
        description: 'توريد وتركيب',
        quantity: '2',
        unitPrice: '500.00',
        vat: { category: 'S', rateBasisPoints: 1500 },
      },
    ],
  })
  expect(invoice).toMatchObject({ gross: { minor: 115_000 }, dueOn: '2026-11-29' })
  await ask('POST', '/gateway-accounts/trial', { id: newId() })
  await ask('POST', `/invoices/${invoiceId}/sending`, { id: invoiceId, sendingId: newId() })
  await pause()
  const sent = mails().find((mail) => JSON.stringify(mail.to).includes('fahad@'))
  expect(sent?.attachments[0]).toMatchObject({ mime: 'application/pdf' })

  // A month later the reminder run finds it late: one message, with the way to pay in it.
  await ask('PUT', '/reminder-settings/switch', { on: true })
  house.setNow('2026-12-07T10:30:00+03:00')
  await ask('POST', '/sessions', { email: 'noura@example.com', password: 'صباح الخير يا جدة' })
  const before = mails().length
  await runReminders()
  await runReminders()
  const reminders = mails()
    .slice(0, mails().length - before)
    .concat(mails().slice(before))
    .filter((mail) => JSON.stringify(mail.to).includes('fahad@') && mail !== sent)
  const link = /http:\/\/wasl\.test(\/pay\/\S+)/.exec(reminders[0]?.text ?? sent?.text ?? '')?.[1]
  expect(new Set(reminders).size, 'reminded once, however often the run comes').toBe(1)
  const payToken = link
    ?.split('/')
    .at(-1)
    ?.replace(/[^\w-]+$/, '')

  // The customer pays on the gateway's page; webhook twice, return page and poller all report it.
  const guest = client(house)
  const attemptId = newId()
  const started = await guest('POST', `/pay/${payToken}/attempts`, {
    id: attemptId,
    invoiceIds: [invoiceId],
    method: 'mada',
  })
  const { url } = started.body as { url: string }
  const checkout = new URL(url).pathname.split('/').at(-1)
  await house.simulators.moyasar.app.request(`/invoices/${checkout}/payment`, {
    method: 'POST',
    body: new URLSearchParams({ method: 'mada' }),
  })
  const [account] = await house.sql<{ id: string; webhook_secret: string; secret_key: string }>(
    'select id, webhook_secret, secret_key from gateway_account',
  )
  const open = (column: 'webhook_secret' | 'secret_key') =>
    house.house.safe.open(account?.[column] ?? '', `gateway_account|${column}|${account?.id}`)
  const accounts = await ask<{ rows: { webhookUrl: string }[] }>('GET', '/gateway-accounts')
  const provider = await house.simulators.moyasar.app.request(`/v1/invoices/${checkout}`, {
    headers: { authorization: `Basic ${Buffer.from(`${open('secret_key')}:`).toString('base64')}` },
  })
  const { payments } = (await provider.json()) as { payments: object[] }
  const event = eventOf(payments[0] ?? {}, open('webhook_secret'))
  const path = new URL(accounts.rows[0]?.webhookUrl ?? '').pathname
  expect([await deliver(house, path, event), await deliver(house, path, event)]).toEqual([200, 200])
  await guest('POST', `/pay/${payToken}/attempts/${attemptId}/check`, {})
  const [company] = await house.sql<{ id: string }>('select id from company')
  await Promise.all([
    checkAttempts(systemSession(house.house, company?.id ?? '')),
    house.drain(),
    guest('POST', `/pay/${payToken}/attempts/${attemptId}/check`, {}),
  ])
  await pause()
  const receipts = await house.sql('select amount from payment where customer_id = $1', [
    customerId,
  ])
  expect(receipts, 'exactly one receipt').toEqual([{ amount: 115_000 }])

  // Invoice, aging, statement, dashboard and books agree.
  const paid = await ask<Invoice>('GET', `/invoices/${invoiceId}`)
  expect(paid.state).toMatchObject({ settlement: 'paid' })
  const aging = await ask<z.infer<typeof CustomerAging>>('GET', `/customers/${customerId}/aging`)
  expect(aging.rows.every(({ total }) => total.minor === 0)).toBe(true)
  const statement = await ask<Statement>('GET', `/customers/${customerId}/statement`)
  expect(statement.sections[0]?.closing.minor).toBe(0)
  const dashboard = await ask<Dashboard>('GET', '/reports/dashboard')
  expect(dashboard.collected.amount.minor).toBe(115_000)
  const owed = await house.sql<{ owed: number }>(
    `select sum(amount - settled)::bigint as owed from journal_line l join account a
     on a.company_id = l.company_id and a.id = l.account_id and a.key = 'receivable'
     where l.amount > 0 and l.currency = 'SAR'`,
  )
  expect(dashboard.outstanding.minor).toBe(owed[0]?.owed)
  const books = await ask<{ rows: { found: number }[] }>('POST', '/books/health', {})
  expect(books.rows.filter(({ found }) => found > 0)).toEqual([])
}, 120_000)
