import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPage, nothingSerious, openBrowser } from './browser.ts'
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
  setWatch,
} from './small-company.ts'

let product: Product
let browser: Browser
let close = async () => {}
let owner: Page
let ask: Ask
let fahad: Colleague
const soon = { timeout: 40_000, interval: 250 }
const other = newId()

beforeAll(async () => {
  product = await startProduct()
  ;({ browser, close } = await openBrowser())
  const morning = nextMorning()
  await product.setNow(morning)
  const aheadMs = Date.parse(morning) - Date.now()
  owner = await newPage(browser, { lang: 'ar', width: 1440 })
  await setWatch(owner, aheadMs)
  ask = await found(owner, product.url, product.setUpLink)
  await oneDebtor(ask)
  await ask('POST', '/customers', {
    ...{ id: other, name: 'ورشة الإتقان الفني', terms: { kind: 'immediate' }, identities: [] },
  })
  fahad = await hire(browser, ask, product.url, {
    ...{ role: 'agency', name: 'فهد العنزي', email: 'fahad@insaf.example.com', aheadMs },
  })
})
afterAll(async () => {
  await close()
  await product.stop()
})

const referralId = async () => {
  const { rows } = await ask<{ rows: { id: string }[] }>('GET', '/referrals')
  return rows[0]?.id ?? ''
}

test('the company notes an agency with its commission, and who signs in for it', async () => {
  await owner.goto(`${product.url}/agencies`)
  await owner.getByRole('button', { name: 'شركة تحصيل جديدة' }).click()
  await owner.getByLabel('الاسم', { exact: true }).fill('شركة الإنصاف لتحصيل الديون')
  await owner.getByRole('checkbox', { name: 'فهد العنزي' }).check()
  await nothingSerious(owner, 'agency-new')
  await owner.getByRole('button', { name: 'حفظ شركة التحصيل' }).click()
  await owner.getByRole('heading', { name: 'شركة الإنصاف لتحصيل الديون' }).waitFor()
  await nothingSerious(owner, 'agency-record')
})

test('before a referral the agency sees nothing, and no other page of the house', async () => {
  await fahad.page.goto(product.url)
  await fahad.page.getByText('لا ديون محالة إليكم الآن.').waitFor()
  expect(new URL(fahad.page.url()).pathname).toBe('/agency')
  for (const path of ['/customers', '/invoices', '/referrals', '/payments', '/users'])
    await expect(fahad.ask('GET', path)).rejects.toThrow(/403/)
})

test('a debt is referred with its reason, and the reminders of it stop', async () => {
  await ask('PUT', '/agency-settings', { approvalNeeded: false, noticeDays: 0 })
  await owner.goto(`${product.url}/customers/${customer.id}/referral`)
  await owner.getByRole('button', { name: 'إحالة للتحصيل' }).click()
  await owner.getByLabel('سبب الإحالة').fill('أغلق محله ولا يرد')
  await nothingSerious(owner, 'agency-refer')
  await owner.getByRole('button', { name: /^أحل / }).click()
  await owner.getByText('محالة للتحصيل').first().waitFor()
  const chase = await ask<{ rows: { state: string }[] }>('POST', '/chase-of-invoices', {
    ids: [invoiceId],
  })
  expect(chase.rows[0]?.state).toBe('agency')
})

test('the evidence is put together, and the page says what proves it', async () => {
  await owner.getByRole('button', { name: 'إعداد ملف الإثبات' }).click()
  await owner.getByRole('button', { name: 'تنزيل', exact: true }).waitFor({ timeout: 60_000 })
  await owner.getByText(/^SHA-256 [0-9a-f]{64}$/).waitFor()
  await nothingSerious(owner, 'agency-referral')
})

test('the agency finds that debt alone, on a phone too, and says what happened', async () => {
  await fahad.page.goto(`${product.url}/agency`)
  await fahad.page.getByRole('link', { name: customer.name }).waitFor()
  await nothingSerious(fahad.page, 'agency-debts')
  await fahad.page.setViewportSize({ width: 390, height: 844 })
  await fahad.page.getByRole('link', { name: customer.name }).click()
  await fahad.page.getByRole('button', { name: 'إضافة مستجد' }).click()
  await fahad.page.getByLabel('ملاحظة').fill('وصلنا إلى أخيه، ويعود إلينا الأحد')
  await fahad.page.getByRole('button', { name: 'إرسال' }).click()
  await fahad.page.getByRole('dialog').waitFor({ state: 'detached' })
  await fahad.page.getByText('وصلنا إلى أخيه، ويعود إلينا الأحد').waitFor()
  await nothingSerious(fahad.page, 'agency-debt-phone')
  const pack = await fahad.ask<{ link: string }>(
    'GET',
    `/agency/debts/${await referralId()}/evidence`,
  )
  expect((await fetch(`${product.url}${pack.link}`)).status).toBe(200)
  await expect(fahad.ask('GET', `/agency/debts/${other}`)).rejects.toThrow(/404/)
})

test('it reports money, the company confirms it, and the commission is due', async () => {
  await fahad.page.getByRole('button', { name: 'إبلاغ بدفعة' }).click()
  await fahad.page.getByLabel('المبلغ').fill('400')
  await fahad.page.getByRole('button', { name: 'إرسال' }).click()
  await fahad.page.getByText('بانتظار التأكيد').waitFor()
  await owner.goto(`${product.url}/agency-payments`)
  await owner.getByRole('button', { name: /^أكّد / }).waitFor()
  await nothingSerious(owner, 'agency-payments')
  await owner.getByRole('button', { name: /^أكّد / }).click()
  await owner.getByText('مؤكدة').waitFor()
  const { rows } = await ask<{ rows: { id: string }[] }>('GET', '/agencies')
  await owner.goto(`${product.url}/agencies/${rows[0]?.id}`)
  await owner.getByText('المستحق للوكالة').waitFor()
  // A tenth of four hundred, and VAT on it.
  await owner.getByText('46.00').first().waitFor()
  await nothingSerious(owner, 'agency-commission')
})

test('the debt is recalled: the agency no longer sees it, and the desk has it again', async () => {
  await owner.goto(`${product.url}/referrals/${await referralId()}`)
  await owner.getByRole('button', { name: 'استرجاع' }).click()
  await owner.getByRole('dialog').getByLabel('السبب').fill('اتفقنا معه مباشرة')
  await owner
    .getByRole('dialog')
    .getByRole('button', { name: /^استرجع / })
    .click()
  await owner.getByText('استُرجعت').first().waitFor()
  await fahad.page.goto(`${product.url}/agency`)
  await fahad.page.getByText('إحالة منتهية').waitFor()
  // Its statement of commission still says for whom it was paid; the debt itself is closed to it.
  expect(await fahad.page.getByRole('link', { name: customer.name }).count()).toBe(0)
  await expect
    .poll(async () => {
      const { rows } = await ask<{ rows: { customerId: string }[] }>('GET', '/desk')
      return rows.map(({ customerId }) => customerId)
    }, soon)
    .toContain(customer.id)
})
