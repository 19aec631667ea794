import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPage, nothingSerious, openBrowser } from './browser.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser
let close = async () => {}
let office: Page
let phone: Page

beforeAll(async () => {
  product = await startProduct()
  ;({ browser, close } = await openBrowser())
  office = await newPage(browser, { lang: 'ar', width: 1440 })
  phone = await newPage(browser, { lang: 'ar', width: 390 })
})
afterAll(async () => {
  await close()
  await product.stop()
})

const spreadsheet = path.join(import.meta.dirname, '../test/fixtures/import/03-hand-made.xlsx')
const go = (address: string) => office.goto(`${product.url}${address}`)
const button = (name: string | RegExp, page = office) => page.getByRole('button', { name })

/** Asks the API as the person in the office, to compare what a screen said with what is so. */
async function ask<Answer>(method: string, address: string, body?: object): Promise<Answer> {
  const context: BrowserContext = office.context()
  const response = await context.request.fetch(`${product.url}/api/v1${address}`, {
    method,
    ...(body && { data: body }),
    headers: { origin: product.url },
  })
  expect(response.status(), `${method} ${address}: ${await response.text()}`).toBe(200)
  return (await response.json()) as Answer
}

test('the owner founds the company by the one-time link', async () => {
  await office.goto(product.setUpLink)
  expect(await office.locator('html').getAttribute('dir')).toBe('rtl')
  await button(/أعدّ منشأتك/).click()
  await office.getByLabel('اسم المنشأة').fill('روافد الخليج للتوريدات')
  await office.getByLabel(/الرقم الضريبي/).fill('٣٠٠٥٦١٩٢٨٧٠٠٠٠٣')
  await button('التالي').click()
  await office.getByLabel('اسمك').fill('نورة السبيعي')
  await office.getByLabel('البريد الإلكتروني').fill('noura')
  await office.getByLabel('كلمة المرور', { exact: true }).fill('قصيرة')
  // Two wrong fields, and a button that must not move away from under the click.
  await button('أنشئ المنشأة').click()
  await expect
    .poll(() => office.evaluate('document.activeElement.getAttribute("type")'))
    .toBe('email')
  await office.getByLabel('البريد الإلكتروني').fill('noura@example.com')
  await office.getByLabel('كلمة المرور', { exact: true }).fill('صباح الخير يا جدة')
  await button('أنشئ المنشأة').click()
  await button('ابدأ يومك الأول').click()
  await office.getByText('يومك الأول مع وصل').waitFor()
  await nothingSerious(office, 'story-first-day')
})

test('brings the spreadsheet that was kept by hand, and sees its bad rows before anything is written', async () => {
  await go('/import')
  await office.locator('input[type=file]').setInputFiles(spreadsheet)
  await office.getByText('طابق أعمدة ملفك بحقول وصل').waitFor()
  await nothingSerious(office, 'story-import-review')
  await button(/^استورد/).click()
  await office.getByText('دخلت بياناتك').waitFor({ timeout: 60_000 })
  const { rows } = await ask<{ rows: { refused: number; invoices: number }[] }>('GET', '/imports')
  expect(rows[0]?.refused).toBeGreaterThan(0)
  expect(rows[0]?.invoices).toBeGreaterThan(0)
})

const customerId = '019a0000-0000-7000-8000-000000000001'
const invoiceId = '019a0000-0000-7000-8000-000000000002'

test('posts an invoice and sends it with one click', async () => {
  await ask('POST', '/customers', {
    id: customerId,
    name: 'مؤسسة نجد للمقاولات',
    terms: { kind: 'days_from_invoice', days: 7 },
    identities: [
      {
        id: '019a0000-0000-7000-8000-000000000003',
        kind: 'email',
        typed: 'fahad@najd.example.com',
        primary: true,
      },
    ],
  })
  const { today } = await ask<{ today: string }>('GET', '/me')
  await ask('POST', '/invoices', {
    id: invoiceId,
    customerId,
    currency: 'SAR',
    issuedOn: today,
    lines: [
      {
        description: 'توريد وتركيب',
        quantity: '2',
        unitPrice: '500.00',
        vat: { category: 'S', rateBasisPoints: 1500 },
      },
    ],
  })
  await ask('POST', '/gateway-accounts/trial', { id: '019a0000-0000-7000-8000-000000000004' })
  await go(`/invoices/${invoiceId}`)
  await button(/اعتم/).first().click()
  const asked = office.getByRole('dialog')
  await asked
    .getByRole('button', { name: /اعتم/ })
    .first()
    .click({ timeout: 10_000 })
    .catch(() => undefined)
  await office.getByText('غير مدفوعة').first().waitFor()
  await button('إرسال').first().click()
  await office.getByRole('dialog').getByRole('button', { name: 'أرسل الفاتورة' }).click()
  await nothingSerious(office, 'story-invoice')
  await office.goto(`${product.url}/simulators/mail`)
  await expect
    .poll(
      async () => {
        await office.reload()
        return office.getByText('fahad@najd.example.com').count()
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(0)
})

let payLink = ''

test('reminds once, days after it was due, and shows why', async () => {
  const received = async () => {
    const list = await fetch(`${product.url}/simulators/mail`).then((reply) => reply.text())
    return list.split('fahad@najd.example.com').length - 1
  }
  // Before the days pass: the reminder may go out while the page of reminders is still looked at.
  const before = await received()
  await ask('PUT', '/reminder-settings/switch', { on: true })
  // The company's day, not the machine's: in the evening Riyadh is in tomorrow already.
  const { today } = await ask<{ today: string }>('GET', '/me')
  const later = new Date(new Date(today).getTime() + 10 * 24 * 3600_000)
  // A weekday at half past ten in Riyadh, within the hours in which messages leave.
  while ([5, 6].includes(later.getUTCDay())) later.setUTCDate(later.getUTCDate() + 1)
  await product.setNow(`${later.toISOString().slice(0, 10)}T10:30:00+03:00`)
  // Days have passed by the house's clock: the morning begins at the sign-in page.
  await go('/sign-in')
  await office.getByLabel('البريد الإلكتروني').fill('noura@example.com')
  await office.getByLabel('كلمة المرور', { exact: true }).fill('صباح الخير يا جدة')
  await office.getByRole('button', { name: /دخول|ادخل/ }).click()
  await office.waitForURL((address) => address.pathname === '/')
  await go('/reminders')
  await office.getByRole('heading', { level: 1 }).waitFor()
  await nothingSerious(office, 'story-reminders')
  await expect.poll(received, { timeout: 100_000, interval: 2000 }).toBeGreaterThan(before)
  const log = await ask<{ rows: { customerId: string; state: string }[] }>('GET', '/reminders')
  expect(log.rows.filter((row) => row.customerId === customerId)).toHaveLength(1)
  ;({ url: payLink } = await ask<{ url: string }>('POST', `/invoices/${invoiceId}/pay-link`))
}, 180_000)

test('the customer pays from the link on a phone, and it becomes one receipt', async () => {
  await phone.goto(payLink)
  await phone.getByText('اختر ما تسدده الآن').waitFor()
  await nothingSerious(phone, 'story-pay-phone')
  await phone.getByRole('radio', { name: /مدى/ }).first().check({ force: true })
  await button(/سدّد/, phone).last().click()
  await phone.waitForURL(/simulators\/moyasar/)
  await phone.locator('button[value=mada]').click()
  await phone.getByText('وصل، شكرًا لكم').waitFor({ timeout: 60_000 })
  await nothingSerious(phone, 'story-receipt-phone')
  await phone.reload()
  await phone.getByText('وصل، شكرًا لكم').waitFor()
  const { rows } = await ask<{ rows: { amount: { minor: number } }[] }>(
    'GET',
    `/payments?customerId=${customerId}`,
  )
  expect(rows.map(({ amount }) => amount.minor)).toEqual([115_000])
})

test('invoice, aging, statement, dashboard and books agree', async () => {
  await go(`/invoices/${invoiceId}`)
  await office.getByText('مدفوعة', { exact: true }).first().waitFor()
  const aging = await ask<{ rows: { total: { minor: number } }[] }>(
    'GET',
    `/customers/${customerId}/aging`,
  )
  expect(aging.rows.every(({ total }) => total.minor === 0)).toBe(true)
  const statement = await ask<{ sections: { closing: { minor: number } }[] }>(
    'GET',
    `/customers/${customerId}/statement`,
  )
  expect(statement.sections.map(({ closing }) => closing.minor)).toEqual([0])
  await go('/')
  await office.getByText('إجمالي غير المحصَّل').waitFor()
  await office.locator('canvas').first().waitFor()
  await nothingSerious(office, 'story-dashboard')
  const books = await ask<{ rows: { found: number }[] }>('POST', '/books/health', {})
  expect(books.rows.filter(({ found }) => found > 0)).toEqual([])
})
