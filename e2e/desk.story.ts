import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPage, nothingSerious, openBrowser } from './browser.ts'
import { customerPhone } from './customer-phone.ts'
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
  signInAgain,
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

/** Opens a page, and signs in again if the days that passed have ended the session. */
const sit = (collector: Colleague, to: string) =>
  signInAgain(collector, `${product.url}${to}`, queue(collector.page))

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

/** The first has the customer open at the desk, and the second, elsewhere, sees whose hand they are in. */
async function heldByHind() {
  await sit(hind, `/desk/${customer.id}`)
  await hind.page.getByText(/^محجوز لك/).waitFor()
  await sit(saad, '/desk')
  await saad.page.goto(`${product.url}/customers/${customer.id}`)
  await saad.page.getByText('هند الحربي يعمل عليه الآن').first().waitFor()
}

/** Nobody has the customer in hand any more. */
const free = () =>
  expect.poll(async () => (await ask<{ lock: unknown }>('GET', lockAt)).lock, soon).toBe(null)
const lockAt = `/customers/${customer.id}/desk-lock`

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
    .getByText(/لا يُذكَّر بهذا المبلغ حتى/)
    .waitFor()
  await nothingSerious(page, 'desk-promise')
  await page.getByRole('button', { name: /^حفظ والتالي/ }).click()
  await page
    .getByText(/وُعدت بـ/)
    .first()
    .waitFor()
  await expect.poll(() => row(page, customer.name).count(), soon).toBe(0)
  expect((await promises()).map(({ state }) => state)).toEqual(['open'])
  // The next is in hand, and the one who promised is not any more.
  await card(page).getByText(other).first().waitFor()
  await free()
  await saad.page.goto(`${product.url}/customers/${otherId}`)
  await saad.page.getByText('هند الحربي يعمل عليه الآن').first().waitFor()
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
  await heldByHind()
  await hind.page.goto(`${product.url}/customers/${customer.id}/reminders`)
  await hind.page
    .getByText(/وعد بالسداد قائم/)
    .first()
    .waitFor()
  await nothingSerious(hind.page, 'desk-reminder-held')
})

test('part of the money comes, the day passes, and the promise was kept in part', async () => {
  const { page } = hind
  await heldByHind()
  await page.goto(`${product.url}/payments/new?customer=${customer.id}`)
  await page.getByLabel('المبلغ', { exact: true }).first().fill('500')
  await nothingSerious(page, 'desk-part-payment')
  await page.getByRole('button', { name: 'سجّل الدفعة' }).click()
  await page.waitForURL((address) => !address.pathname.endsWith('/new'))
  await expect.poll(async () => (await promises())[0]?.kept.minor, soon).toBe(50_000)
  const [first] = await promises()
  await letPass((await daysUntil(first?.lastDay ?? '')) + 1)
  await ownerAgain()
  await expect.poll(async () => (await promises())[0]?.state, patient).toBe('partly_kept')
  await sit(hind, '/desk')
  await row(hind.page, customer.name).waitFor({ timeout: 60_000 })
  expect(await row(hind.page, customer.name).innerText()).toMatch(/650/)
  await heldByHind()
  await nothingSerious(hind.page, 'desk-partly-kept')
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
    .filter({ hasText: /وعد (لم يُنفَّذ|نُفّذ بعضه)/ })
    .waitFor({ timeout: 60_000 })
  await heldByHind()
  await nothingSerious(hind.page, 'desk-broken')
  await hind.page.goto(`${product.url}/customers/${customer.id}`)
  await hind.page.getByRole('heading', { level: 1 }).waitFor()
  await nothingSerious(hind.page, 'desk-record')
})

type Plan = Readonly<{
  id: string
  state: string
  came: { minor: number }
  next: { dueOn: string; amount: { minor: number } } | null
}>
const plan = async () =>
  (await ask<{ rows: Plan[] }>('GET', `/payment-plans?customerId=${customer.id}`)).rows[0]
let planLink = ''

test('the customer asks for a plan: it is offered without leaving the desk, in two parts', async () => {
  const { page } = hind
  await heldByHind()
  await outcome(page, /^طلب خطة سداد/).click()
  await card(page).getByRole('button', { name: 'اعرض خطة سداد' }).click()
  const asked = page.getByRole('dialog')
  await asked.getByLabel('عدد الأقساط').fill('2')
  await asked.getByLabel('تتكرر').click()
  await page.getByRole('option', { name: 'كل أسبوع', exact: true }).click()
  await nothingSerious(page, 'desk-plan-offer')
  await asked.getByRole('button', { name: /^اعرض .*قسطين/ }).click()
  await card(page).getByText('عُرضت الخطة. أرسل رابطها').waitFor()
  await nothingSerious(page, 'desk-plan-offered')
  // They called themselves: that may be noted on any day, a holiday too.
  await card(page).getByLabel('هو من اتصل').check()
  await page.getByRole('button', { name: 'احفظ وابقَ هنا' }).click()
  await page
    .getByText(/^حُفظت النتيجة/)
    .first()
    .waitFor()
  await saad.page.reload()
  await saad.page.getByText('هند الحربي يعمل عليه الآن').first().waitFor()
  expect((await plan())?.state).toBe('proposed')
})

test('its link goes to the customer, who agrees on a phone, and the collector hears of it', async () => {
  const { page } = hind
  await page.goto(`${product.url}/payment-plans/${(await plan())?.id}`)
  await page.getByRole('button', { name: 'أرسل الرابط' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'أرسل', exact: true }).click()
  const mails = () => customerPhone(product.url).mails(customer.email)
  const link = async () =>
    (await mails()).map(({ text }) => /http\S+\/pay\/[\w-]+\/plan/.exec(text)?.[0]).find(Boolean)
  await expect.poll(link, patient).toBeTruthy()
  planLink = (await link()) ?? ''
  const phone = await newPage(browser, { lang: 'ar', width: 390 })
  await setWatch(phone, aheadMs + laterMs)
  await phone.goto(planLink)
  await phone.getByText('خطة سداد مقترحة').waitFor()
  await nothingSerious(phone, 'desk-plan-phone')
  await phone.getByLabel('الاسم الكامل').fill('فهد العتيبي')
  await phone.getByLabel('قرأنا شروط الخطة ونوافق عليها').check()
  await phone.getByRole('button', { name: 'نوافق على الخطة' }).click()
  await phone.getByText('شكرًا لكم، بدأت الخطة').waitFor()
  await nothingSerious(phone, 'desk-plan-agreed-phone')
  await phone.context().close()
  await page.goto(`${product.url}/notifications`)
  await page.getByText('خطة سداد قُبلت').first().waitFor()
  await nothingSerious(page, 'desk-plan-told')
})

test('while the plan is on track nobody needs to call, and the card says why', async () => {
  await heldByHind()
  await expect.poll(() => row(hind.page, customer.name).count(), soon).toBe(0)
  await hind.page.getByText(/حبيت أراجع معكم خطة السداد/).waitFor()
  expect(await hind.page.getByText('اعرض عليه خطة سداد').count()).toBe(0)
  await nothingSerious(hind.page, 'desk-plan-standing')
  await queue(hind.page).getByRole('link', { name: 'لاحقًا' }).click()
  await row(hind.page, customer.name).filter({ hasText: 'على خطة سداد' }).waitFor()
  await free()
})

/** The customer pays what the plan asks for on its day, on a phone, by its link and the gateway. */
async function payInstalment(name: string) {
  const phone = await newPage(browser, { lang: 'ar', width: 390 })
  await setWatch(phone, aheadMs + laterMs)
  await phone.goto(planLink)
  await phone.getByRole('button', { name: /^سدّد القسط/ }).click()
  await phone.getByRole('radio', { name: /مدى/ }).first().check({ force: true })
  await nothingSerious(phone, name)
  await phone.getByRole('button', { name: /سدّد/ }).last().click()
  await phone.waitForURL(/simulators\/moyasar/)
  await phone.locator('button[value=mada]').click()
  await phone.getByText('وصل، شكرًا لكم').waitFor({ timeout: 60_000 })
  return phone
}

test('the day of the first instalment is there: it is paid by the link, though parts are not taken otherwise', async () => {
  const settings = await ask<object>('GET', '/payments/settings')
  await ask('PUT', '/payments/settings', { ...settings, partAllowed: false })
  await ask('POST', '/gateway-accounts/trial', { id: newId() })
  const first = (await plan())?.next
  await letPass(await daysUntil(first?.dueOn ?? ''))
  await ownerAgain()
  const phone = await payInstalment('desk-instalment-phone')
  await phone.context().close()
  await expect.poll(async () => (await plan())?.came.minor, soon).toBe(first?.amount.minor)
  await heldByHind()
  await expect.poll(() => row(hind.page, customer.name).count(), soon).toBe(0)
  await hind.page.goto(`${product.url}/payment-plans/${(await plan())?.id}`)
  await hind.page.getByText('مسدد', { exact: true }).first().waitFor()
  await nothingSerious(hind.page, 'desk-instalment-paid')
})

test('the last instalment is paid: the plan is kept, nothing is owed, the desk lets the customer go', async () => {
  const last = (await plan())?.next
  await letPass(await daysUntil(last?.dueOn ?? ''))
  await ownerAgain()
  const phone = await payInstalment('desk-last-instalment-phone')
  await phone.goto(planLink)
  await phone.getByText('اكتملت خطة السداد').waitFor()
  await nothingSerious(phone, 'desk-plan-kept-phone')
  await expect.poll(async () => (await plan())?.state, soon).toBe('kept')
  await heldByHind()
  await hind.page.goto(`${product.url}/payment-plans/${(await plan())?.id}`)
  await hind.page.getByText('نُفّذت', { exact: true }).first().waitFor()
  await nothingSerious(hind.page, 'desk-plan-kept')
  await sit(hind, '/desk')
  await expect.poll(() => row(hind.page, customer.name).count(), soon).toBe(0)
  const books = await ask<{ rows: { found: number }[] }>('POST', '/books/health', {})
  expect(books.rows.filter(({ found }) => found > 0)).toEqual([])
})
