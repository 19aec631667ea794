import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, newPage, openBrowser, screenshot } from './browser.ts'
import { type Ask, newId } from './pages-seed.ts'
import { type Product, startProduct } from './product.ts'
import {
  type Colleague,
  customer,
  found,
  hire,
  invoiceId,
  nextMorning,
  oneDebtor,
  passwords,
  setWatch,
} from './small-company.ts'

let product: Product
let browser: Browser
let close = async () => {}
let ask: Ask
let hind: Colleague
let saad: Colleague
let aheadMs = 0
/** How far the clock was moved on since the collectors sat down. */
let laterMs = 0

beforeAll(async () => {
  product = await startProduct()
  ;({ browser, close } = await openBrowser())
  const morning = nextMorning()
  await product.setNow(morning)
  aheadMs = Date.parse(morning) - Date.now()
  const owner = await newPage(browser, { lang: 'ar', width: 1440 })
  await setWatch(owner, aheadMs)
  ask = await found(owner, product.url, product.setUpLink)
  await oneDebtor(ask)
  await ask('POST', '/customers', {
    id: otherId,
    name: other,
    terms: { kind: 'immediate' },
    identities: [{ id: newId(), kind: 'phone', typed: '+966553332211', primary: true }],
  })
  const { today } = await ask<{ today: string }>('GET', '/me')
  await ask('POST', '/invoices', {
    id: newId(),
    customerId: otherId,
    currency: 'SAR',
    issuedOn: new Date(Date.parse(today) - 5 * day).toISOString().slice(0, 10),
    post: true,
    lines: [
      {
        description: 'صيانة',
        quantity: '1',
        unitPrice: '100.00',
        vat: { category: 'S', rateBasisPoints: 1500 },
      },
    ],
  })
  const hiring = (name: string, email: string) =>
    hire(browser, ask, product.url, { role: 'collector', name, email, aheadMs })
  hind = await hiring('هند الحربي', 'hind@example.com')
  saad = await hiring('سعد القحطاني', 'saad@example.com')
})
afterAll(async () => {
  await close()
  await product.stop()
})

const day = 24 * 3_600_000
const otherId = newId()
const other = 'ورشة الإتقان الفني'
const soon = { timeout: 30_000, interval: 250 }
const patient = { timeout: 100_000, interval: 500 }
const queue = (page: Page) => page.getByRole('region', { name: 'قائمة التحصيل' }).first()
const row = (page: Page, name: string) => queue(page).getByRole('link').filter({ hasText: name })
const card = (page: Page) => page.getByRole('region', { name: 'العميل', exact: true })
const outcome = (page: Page, name: RegExp) => card(page).getByRole('button', { name })

async function nothingSerious(page: Page, name: string) {
  await screenshot(page, name)
  expect(await axe(page), name).toEqual([])
}

/** Opens a page, and signs in again if the days that passed have ended the session. */
async function sit({ page, email }: Colleague, to: string) {
  await page.goto(`${product.url}${to}`)
  const asked = page.getByLabel('البريد الإلكتروني')
  await asked.or(queue(page)).first().waitFor()
  if ((await asked.count()) === 0) return
  await asked.fill(email)
  await page.getByLabel('كلمة المرور', { exact: true }).fill(passwords)
  await page.getByRole('button', { name: /دخول|ادخل/ }).click()
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'))
  await page.goto(`${product.url}${to}`)
}

/** Lets days pass, for the house and on everyone's wall. */
async function letPass(days: number): Promise<void> {
  laterMs += days * day
  await product.setNow(new Date(Date.now() + aheadMs + laterMs).toISOString())
  for (const { page } of [hind, saad]) await setWatch(page, days * day)
}

type Told = Readonly<{ state: string; dueOn: string; lastDay: string; kept: { minor: number } }>
const promises = async () =>
  (await ask<{ rows: Told[] }>('GET', `/promises?customerId=${customer.id}&sort=made_at`)).rows

const daysUntil = async (last: string) => {
  const { today } = await ask<{ today: string }>('GET', '/me')
  return (Date.parse(last) - Date.parse(today)) / day
}

/** Who was signed out by the passing of time asks again as the same person. */
async function ownerAgain() {
  await ask('POST', '/sessions', { email: 'noura@example.com', password: passwords })
}

test('a collector opens the desk, sees whom to call and why, and takes the first', async () => {
  await sit(hind, '/desk')
  await row(hind.page, customer.name).waitFor({ timeout: 60_000 })
  expect(await row(hind.page, customer.name).innerText()).toMatch(/1,150[\s\S]*متأخر/)
  await row(hind.page, customer.name).click()
  await hind.page.getByText(/^محجوز لك/).waitFor()
  await card(hind.page).getByText('ما نتيجة الاتصال؟').waitFor()
  await nothingSerious(hind.page, 'desk-taken')
})

test('a colleague sees whose hand the customer is in, and can save nothing meanwhile', async () => {
  await sit(saad, `/desk/${customer.id}`)
  await saad.page
    .getByText(/هند الحربي يعمل عليه الآن/)
    .first()
    .waitFor()
  expect(await outcome(saad.page, /^وعد بالسداد/).isDisabled()).toBe(true)
  await saad.page.goto(`${product.url}/customers/${customer.id}`)
  await saad.page.getByText('هند الحربي يعمل عليه الآن').first().waitFor()
  await nothingSerious(saad.page, 'desk-held')
})

test('the customer promises all of it by Thursday, in two clicks and one sentence', async () => {
  const { page } = hind
  await outcome(page, /^وعد بالسداد/).click()
  await card(page).getByText('كل المتأخر').click()
  await card(page).getByText('الخميس', { exact: true }).click()
  await card(page)
    .getByText(/تتوقف التذكيرات عن هذا المبلغ/)
    .waitFor()
  await nothingSerious(page, 'desk-promise')
  await page.getByRole('button', { name: /^حفظ والتالي/ }).click()
  await page
    .getByText(/وُعدت بـ/)
    .first()
    .waitFor()
  await expect.poll(() => row(page, customer.name).count(), soon).toBe(0)
  expect((await promises()).map(({ state }) => state)).toEqual(['open'])
  await card(page).getByText(other).first().waitFor()
})

test('the reminder that was due stays back, and says that a promise stands', async () => {
  await ask('PUT', '/reminder-settings/switch', { on: true })
  const reasons = async () => {
    const at = `/reminders?customerId=${customer.id}`
    const { rows } = await ask<{
      rows: { state: string; reasons: { code: string }[] }[]
    }>('GET', at)
    return rows.flatMap(({ state, reasons: found }) => [state, ...found.map(({ code }) => code)])
  }
  await expect.poll(reasons, patient).toEqual(expect.arrayContaining(['held', 'promise_open']))
})

test('part of the money comes, the day passes, and the promise was kept in part', async () => {
  const { today } = await ask<{ today: string }>('GET', '/me')
  await ask('POST', '/payments', {
    id: newId(),
    customerId: customer.id,
    amount: { minor: 50_000, currency: 'SAR' },
    method: 'transfer',
    paidOn: today,
  })
  await expect.poll(async () => (await promises())[0]?.kept.minor, soon).toBe(50_000)
  const [first] = await promises()
  await letPass((await daysUntil(first?.lastDay ?? '')) + 1)
  await ownerAgain()
  await expect.poll(async () => (await promises())[0]?.state, patient).toBe('partly_kept')
  await sit(hind, '/desk')
  await row(hind.page, customer.name).waitFor({ timeout: 60_000 })
  expect(await row(hind.page, customer.name).innerText()).toMatch(/650/)
})

test('the rest is promised by the customer, on a phone, behind the pay link', async () => {
  const { url } = await ask<{ url: string }>('POST', `/invoices/${invoiceId}/pay-link`)
  const phone = await newPage(browser, { lang: 'ar', width: 390 })
  await setWatch(phone, aheadMs + laterMs)
  await phone.goto(url)
  await phone.getByRole('button', { name: 'أعدكم بموعد' }).click()
  await phone.getByText('متى يناسبكم السداد؟').waitFor()
  await nothingSerious(phone, 'desk-pay-promise')
  await phone.getByRole('radio', { name: /غدًا/ }).check()
  await phone.getByRole('button', { name: /^أعدكم بـ/ }).click()
  await phone.getByText(/^سجّلنا أنكم ستسددون/).waitFor()
  await nothingSerious(phone, 'desk-pay-promised')
  await expect
    .poll(async () => (await promises()).map(({ state }) => state).toSorted(), soon)
    .toEqual(['open', 'partly_kept'])
  await expect.poll(() => row(hind.page, customer.name).count(), soon).toBe(0)
})

test('nothing comes, and the morning after the desk says so first', async () => {
  const open = (await promises()).find(({ state }) => state === 'open')
  await letPass((await daysUntil(open?.lastDay ?? '')) + 1)
  await ownerAgain()
  const states = async () => (await promises()).map(({ state }) => state).toSorted()
  await expect.poll(states, patient).toEqual(['broken', 'partly_kept'])
  await sit(hind, '/desk')
  await row(hind.page, customer.name)
    .filter({ hasText: 'وعد لم يُنفَّذ' })
    .waitFor({ timeout: 60_000 })
  await nothingSerious(hind.page, 'desk-broken')
  await hind.page.goto(`${product.url}/customers/${customer.id}`)
  await hind.page.getByRole('heading', { level: 1 }).waitFor()
  await nothingSerious(hind.page, 'desk-record')
})

test('it is paid in full: the desk lets the customer go', async () => {
  const { today } = await ask<{ today: string }>('GET', '/me')
  await sit(hind, '/desk')
  await row(hind.page, customer.name).waitFor()
  await ask('POST', '/payments', {
    id: newId(),
    customerId: customer.id,
    amount: { minor: 65_000, currency: 'SAR' },
    method: 'transfer',
    paidOn: today,
  })
  await expect.poll(() => row(hind.page, customer.name).count(), soon).toBe(0)
})
