import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPage, nothingSerious, openBrowser } from './browser.ts'
import { customerPhone } from './customer-phone.ts'
import { type Ask, newId } from './pages-seed.ts'
import { type Product, startProduct } from './product.ts'
import { customer, found, invoiceId, nextMorning, oneDebtor, setWatch } from './small-company.ts'

let product: Product
let browser: Browser
let close = async () => {}
let page: Page
let ask: Ask
let phone: ReturnType<typeof customerPhone>
let account = ''

beforeAll(async () => {
  product = await startProduct()
  ;({ browser, close } = await openBrowser())
  const morning = nextMorning()
  await product.setNow(morning)
  page = await newPage(browser, { lang: 'ar', width: 1440 })
  await setWatch(page, Date.parse(morning) - Date.now())
  ask = await found(page, product.url, product.setUpLink)
  phone = customerPhone(product.url)
  await ask('POST', '/channel-accounts', { id: newId(), provider: 'whatsapp_cloud' })
  const { rows } = await ask<{ rows: { chat: { address: string } | null }[] }>(
    'GET',
    '/channel-accounts',
  )
  account = rows[0]?.chat?.address ?? ''
  await oneDebtor(ask)
  const settings = await ask<Record<string, unknown>>('GET', '/reminder-settings')
  await ask('PUT', '/reminder-settings', { ...settings, thankYou: true })
})
afterAll(async () => {
  await close()
  await product.stop()
})

const soon = { timeout: 30_000, interval: 250 }
const patient = { timeout: 100_000, interval: 500 }
const reference = '209317'
const button = (name: string | RegExp) => page.getByRole('button', { name })

type Payment = Readonly<{ id: string; number: string; amount: { minor: number } }>
const payments = async () =>
  (await ask<{ rows: Payment[] }>('GET', `/payments?customerId=${customer.id}`)).rows
const notices = async () =>
  (
    await ask<{ rows: { state: string }[] }>('GET', `/payment-notices?customerId=${customer.id}`)
  ).rows.map(({ state }) => state)

test('a customer sends the receipt of a transfer on WhatsApp, and an agent makes a notice of it', async () => {
  await phone.act(account, customer.phone, {
    do: 'photo',
    caption: 'تم التحويل وهذا الإيصال',
    person: 'أبو فهد',
  })
  await page.goto(`${product.url}/inbox?folder=all`)
  await page.getByRole('link').filter({ hasText: customer.name }).first().click()
  await button('هذا إيصال تحويل').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('img').first().waitFor()
  await dialog.getByLabel('المبلغ المحوَّل').fill('1150')
  await dialog.getByLabel('رقم الحوالة').fill(reference)
  await nothingSerious(page, 'transfer-notice-ask')
  await dialog.getByRole('button', { name: 'افتح البلاغ' }).click()
  await page.getByText('فُتح البلاغ، وهو قيد التحقق').waitFor()
  expect(await notices()).toEqual(['open'])
})

test('while it is looked into, the reminder that was due stays back and says why', async () => {
  await ask('PUT', '/reminder-settings/switch', { on: true })
  const reasons = async () => {
    const at = `/reminders?customerId=${customer.id}`
    const { rows } = await ask<{ rows: { reasons: { code: string }[] }[] }>('GET', at)
    return rows.flatMap(({ reasons: found }) => found.map(({ code }) => code))
  }
  await expect.poll(reasons, patient).toContain('payment_notice_open')
})

async function upload() {
  const { today } = await ask<{ today: string }>('GET', '/me')
  await page.goto(`${product.url}/bank/upload`)
  const csv = [
    'التاريخ,التفاصيل,مدين,دائن,الرصيد',
    `${today},حوالة واردة ${reference},,1150.00,5150.00`,
    `${today},رسوم خدمة,5.00,,5145.00`,
  ].join('\n')
  await page.locator('input[type=file]').setInputFiles({
    name: 'كشف-الحساب.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv),
  })
}

test('the statement of the bank is read, proven by its balances, and taken', async () => {
  await page.goto(`${product.url}/bank/upload`)
  await button('أضف حسابًا').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('اسم الحساب').fill('الحساب الجاري')
  await dialog.getByRole('button', { name: 'احفظ الحساب' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await upload()
  await page.getByText('أرصدته تثبته').waitFor()
  await nothingSerious(page, 'transfer-statement')
  await button('خذ حركتين').click()
  await page.waitForURL(/\/bank\?/)
})

test('the line is proposed for its reasons, and one click books it and ends the notice', async () => {
  await page
    .getByRole('link')
    .filter({ hasText: reference })
    .or(page.getByText(reference))
    .first()
    .click()
  await page.getByText('رقم الحوالة في البلاغ').waitFor()
  await page.getByText('بلاغ بالمبلغ نفسه').waitFor()
  await nothingSerious(page, 'transfer-match')
  await button('سجّلها دفعة').first().click()
  await page.getByText(`طُوبقت لـ ${customer.name}`).waitFor()
  expect((await payments()).map(({ amount }) => amount.minor)).toEqual([115_000])
  expect(await notices()).toEqual(['confirmed'])
  const invoice = await ask<{ state: { settlement: string } }>('GET', `/invoices/${invoiceId}`)
  expect(invoice.state.settlement).toBe('paid')
})

test('the same file again brings nothing, and nothing is booked twice', async () => {
  await upload()
  await page.getByText(/^أخذ .* هذا الملف/).waitFor()
  const { rows } = await ask<{ rows: { state: string }[] }>('GET', '/bank-lines')
  expect(rows.map(({ state }) => state).toSorted()).toEqual(['matched', 'open'])
  expect(await payments()).toHaveLength(1)
})

test('thanks reach the customer on WhatsApp, and the receipt with one click', async () => {
  const came = async () => (await phone.arrived(account, customer.phone)).map(({ text }) => text)
  await expect.poll(async () => (await came()).join('\n'), patient).toMatch(/1,150/)
  const [payment] = await payments()
  await page.goto(`${product.url}/payments/${payment?.id}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await button('أرسل السند').click()
  await nothingSerious(page, 'transfer-receipt')
  const send = page.getByRole('dialog').getByRole('button', { name: /^(أرسل|إرسال)/ })
  if (await send.count()) await send.click()
  const files = async () =>
    (await phone.arrived(account, customer.phone)).flatMap(({ file }) => file?.name ?? [])
  await expect.poll(async () => (await files()).join(), soon).toMatch(/RC-.*\.pdf/)
  await page.goto(`${product.url}/customers/${customer.id}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await nothingSerious(page, 'transfer-record')
})
