import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPage, nothingSerious, openBrowser } from './browser.ts'
import { customerPhone } from './customer-phone.ts'
import { box, button, desk, exactly, line, panel, said } from './inbox-screen.ts'
import { type Ask, newId } from './pages-seed.ts'
import { type Product, startProduct } from './product.ts'
import {
  type Colleague,
  type Debtor,
  found,
  hire,
  nextMorning,
  owes,
  setWatch,
} from './small-company.ts'

let product: Product
let browser: Browser
let close = async () => {}
let askOwner: Ask
let salma: Colleague
let hind: Colleague
let handset: Page
let customerHas: ReturnType<typeof customerPhone>

const soon = { timeout: 30_000, interval: 250 }
type Account = Readonly<{ provider: string; chat: { address: string } | null }> &
  Readonly<{ mail: { fromAddress: string } | null }>
const accounts: Record<string, Account> = {}
const addressOf = (provider: string) => accounts[provider]?.chat?.address ?? ''

const debtor = (name: string, phone: string, mailbox: string): Debtor => ({
  id: newId(),
  invoiceId: newId(),
  email: `${mailbox}@example.com`,
  name,
  phone,
})
const onMessenger = debtor('مؤسسة العتيبي للأثاث', '966551112233', 'reem')
const onInstagram = debtor('متجر القحطاني للأقمشة', '966552223344', 'majed')
const byMail = debtor('شركة واحة القصيم', '966553334455', 'waha')
const bySms = debtor('ورشة الدمام للألمنيوم', '966554445566', 'warsha')

beforeAll(async () => {
  product = await startProduct()
  ;({ browser, close } = await openBrowser())
  const morning = nextMorning()
  await product.setNow(morning)
  const aheadMs = Date.parse(morning) - Date.now()
  customerHas = customerPhone(product.url)
  const owner = await newPage(browser, { lang: 'ar', width: 1440 })
  await setWatch(owner, aheadMs)
  handset = await newPage(browser, { lang: 'ar', width: 390 })
  askOwner = await found(owner, product.url, product.setUpLink)
  for (const provider of ['smtp', 'unifonic', 'messenger', 'instagram'])
    await askOwner('POST', '/channel-accounts', { id: newId(), provider })
  const { rows } = await askOwner<{ rows: Account[] }>('GET', '/channel-accounts')
  for (const row of rows) accounts[row.provider] = row
  await askOwner('POST', '/gateway-accounts/trial', { id: newId() })
  for (const each of [onMessenger, onInstagram, byMail, bySms]) await owes(askOwner, each)
  await askOwner('PUT', '/reminder-settings/switch', { on: true })
  await askOwner('PUT', '/me/availability', { availability: 'away' })
  const hiring = (role: string, name: string, email: string) =>
    hire(browser, askOwner, product.url, { role, name, email, aheadMs })
  salma = await hiring('support', 'سلمى الزهراني', 'salma@example.com')
  hind = await hiring('collector', 'هند الحربي', 'hind@example.com')
  for (const { page } of [salma, hind]) {
    await page.goto(`${product.url}/inbox?folder=all`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate('globalThis.neverReloaded = true')
  }
})
afterAll(async () => {
  await close()
  await product.stop()
})

/** Both open the conversation, know of each other, and a note between them stays in the house. */
async function meetOn(words: string, note: string) {
  for (const { page } of [salma, hind]) {
    await line(page, words).click()
    await said(page, words).waitFor()
    await desk(page)
      .getByTitle(/^نوع المحادثة/)
      .waitFor()
    await button(/^مسندة إلى (سلمى الزهراني|هند الحربي)/, page).waitFor()
  }
  await desk(salma.page).getByText(`${hind.name} هنا الآن`).waitFor()
  await desk(hind.page).getByText(`${salma.name} هنا الآن`).waitFor()
  await button('ملاحظة داخلية', salma.page).click()
  const field = desk(salma.page).getByRole('textbox', { name: 'ملاحظة داخلية' })
  await field.fill(note)
  await button('أضف الملاحظة', salma.page).click()
  await said(hind.page, note).waitFor()
}

/** Says on the thread whose it is: nothing attests a name on a chat. */
async function linkTo({ name }: Debtor) {
  await panel(hind.page).getByText('من هذا؟').waitFor()
  await panel(hind.page)
    .getByRole('combobox', { name: /ابحث عن عميل$/ })
    .fill(name)
  await hind.page.getByRole('option', { name }).click()
  await button('اربط بهذا العميل', hind.page).click()
  await panel(hind.page).getByRole('link', { name }).waitFor()
}

/** Opens one paper of the account pane, and sends it as it stands. */
async function sendPaper(name: 'إرسال الفاتورة' | 'إرسال رابط دفع') {
  const tick = panel(hind.page).getByRole('checkbox').first()
  if (!(await tick.isChecked())) await tick.check()
  await panel(hind.page).getByRole('button', { name }).click()
  const dialog = hind.page.getByRole('dialog')
  await dialog.getByLabel('ما يصل إلى العميل').waitFor()
  await dialog.getByRole('button', { name: /^(أرسل|إرسال)/ }).click()
  await dialog.waitFor({ state: 'hidden' })
}

const linkIn = (texts: readonly string[]) =>
  texts.map((text) => /https?:\S+\/pay\/[\w-]+/.exec(text)?.[0]).find(Boolean) ?? ''

/** The customer opens the link that came and pays all of it; then house and screens agree. */
async function pays(link: () => Promise<string>, { id, invoiceId }: Debtor) {
  await expect.poll(link, soon).toMatch(/\/pay\//)
  await handset.goto(await link())
  await handset.getByText('اختر ما تسدده الآن').waitFor()
  await handset.getByRole('radio', { name: /مدى/ }).first().check({ force: true })
  await button(/سدّد/, handset).last().click()
  await handset.waitForURL(/simulators\/moyasar/)
  await handset.locator('button[value=mada]').click()
  await handset.getByText('وصل، شكرًا لكم').waitFor({ timeout: 60_000 })
  const state = async () =>
    (await hind.ask<{ state: { settlement: string } }>('GET', `/invoices/${invoiceId}`)).state
  await expect.poll(async () => (await state()).settlement, soon).toBe('paid')
  await panel(hind.page).getByText('لا فواتير مفتوحة.').waitFor()
  expect(await panel(hind.page).innerText()).toMatch(/آخر الدفعات[\s\S]*1,150/)
  await panel(hind.page).getByText('لا تذكير قادم.').waitFor()
  const chase = await hind.ask<{ next: unknown }>('GET', `/customers/${id}/chase`)
  expect(chase.next).toBeNull()
  const log = await hind.ask<{ rows: { customerId: string; state: string }[] }>('GET', '/reminders')
  const live = log.rows.filter(
    ({ customerId, state: each }) => customerId === id && ['held', 'queued'].includes(each),
  )
  expect(live).toEqual([])
  expect(await hind.page.evaluate('globalThis.neverReloaded')).toBe(true)
}

/** When the invoice left, and by which channel, as its own story tells it. */
const invoiceLeft = async ({ invoiceId }: Debtor) =>
  (await hind.ask<{ sentAt: string | null }>('GET', `/invoices/${invoiceId}`)).sentAt

test.each([
  {
    provider: 'messenger',
    person: '7401112223334445',
    writer: 'ريم العتيبي',
    asks: 'السلام عليكم، كم باقي علينا من الفواتير؟',
    debtor: onMessenger,
  },
  {
    provider: 'instagram',
    person: '1784140001112223',
    writer: 'ماجد القحطاني',
    asks: 'مساء الخير، أبغى أسدد الفاتورة المتأخرة',
    debtor: onInstagram,
  },
])(
  'the whole round on $provider: asked, linked, talked over, sent and paid',
  async (round) => {
    const { provider, person, writer, asks } = round
    const account = addressOf(provider)
    const act = (what: Parameters<typeof customerHas.act>[2]) =>
      customerHas.act(account, person, what)
    await act({ do: 'write', text: asks, person: writer })
    await Promise.all([salma, hind].map(({ page }) => line(page, asks).waitFor()))
    expect(await line(hind.page, asks).innerText()).toContain(writer)
    const note = `راجعي حسابهم قبل الرد (${provider})`
    await meetOn(asks, note)
    await act({ do: 'photo' })
    await act({ do: 'voice' })
    for (const { page } of [salma, hind]) {
      await desk(page).locator('article img').last().waitFor()
      await button('شغّل', page).waitFor()
    }
    await linkTo(round.debtor)
    await panel(hind.page).getByText('الرصيد القائم').waitFor()
    // A colleague who has just written something counts as writing for some seconds.
    await desk(hind.page).getByText(`${salma.name} هنا الآن`).waitFor()
    const words = `أهلًا ${writer}، عليكم فاتورة واحدة ورابط سدادها يصلكم الآن`
    await box(hind.page).fill(words)
    await exactly('إرسال', hind.page).click()
    const arrived = () => customerHas.arrived(account, person)
    const texts = async () => (await arrived()).map(({ text }) => text)
    await expect.poll(texts, soon).toContain(words)
    await act({ do: 'read' })
    await said(hind.page, words).getByTitle('قُرئت').waitFor()
    await sendPaper('إرسال الفاتورة')
    await expect.poll(() => invoiceLeft(round.debtor), soon).toBeTruthy()
    const papers = async () => (await arrived()).flatMap(({ file }) => file?.name ?? [])
    await expect.poll(papers, soon).toHaveLength(1)
    await sendPaper('إرسال رابط دفع')
    await nothingSerious(hind.page, `round-${provider}`)
    await pays(async () => linkIn(await texts()), round.debtor)
    expect((await texts()).filter((text) => text.includes(note))).toEqual([])
  },
  150_000,
)

test('the whole round by mail, and the answers stay on one thread of mails', async () => {
  const asks = 'نرجو إرسال الفاتورة المتأخرة ورابط سدادها'
  await customerHas.writeMail({
    from: { name: 'سعد المطيري', address: byMail.email },
    to: accounts['smtp']?.mail?.fromAddress,
    subject: 'فاتورة متأخرة',
    text: asks,
    files: [
      {
        fileName: 'أمر الشراء.png',
        mime: 'image/png',
        base64:
          'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      },
    ],
  })
  await Promise.all([salma, hind].map(({ page }) => line(page, asks).waitFor({ timeout: 60_000 })))
  const note = 'المرفق أمر شراء قديم'
  await meetOn(asks, note)
  await desk(hind.page).getByRole('img', { name: 'أمر الشراء.png' }).waitFor()
  // Anyone can write a name and an address on a mail: the house proposes, a person says.
  await panel(hind.page).getByText(byMail.name).waitFor()
  await exactly('اربط', hind.page).click()
  await panel(hind.page).getByRole('link', { name: byMail.name }).waitFor()
  await panel(hind.page).getByText('الرصيد القائم').waitFor()
  // A colleague who has just written something counts as writing for some seconds.
  await desk(hind.page).getByText(`${salma.name} هنا الآن`).waitFor()
  await sendPaper('إرسال الفاتورة')
  await expect.poll(() => invoiceLeft(byMail), soon).toBeTruthy()
  await sendPaper('إرسال رابط دفع')
  const mails = () => customerHas.mails(byMail.email)
  // A reminder by mail had a link of its own; this one answers the customer's mail.
  const answers = async () =>
    (await mails()).filter(({ subject }) => subject === 'Re: فاتورة متأخرة')
  const link = async () => linkIn((await answers()).map(({ text }) => text))
  await nothingSerious(hind.page, 'round-mail')
  await pays(link, byMail)
  expect((await mails()).filter(({ text }) => text.includes(note))).toEqual([])
}, 150_000)

test('the whole round by text message, which begins with us', async () => {
  await hind.page.goto(`${product.url}/inbox?folder=all`)
  await button('محادثة جديدة', hind.page).click()
  const dialog = hind.page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'العميل' }).fill(bySms.name)
  await hind.page.getByRole('option', { name: bySms.name }).click()
  await dialog.getByRole('button', { name: /رسالة نصية/ }).click()
  const first = 'السلام عليكم، نذكركم بفاتورتكم ويصلكم رابط سدادها'
  await dialog.getByRole('textbox', { name: 'النص' }).fill(first)
  await dialog.getByRole('button', { name: 'إرسال' }).click()
  await said(hind.page, first).waitFor()
  await hind.page.evaluate('globalThis.neverReloaded = true')
  const texts = () => customerHas.texts(bySms.phone)
  await expect.poll(texts, soon).toContain(first)
  await line(salma.page, bySms.name).waitFor()
  await panel(hind.page).getByText('الرصيد القائم').waitFor()
  await sendPaper('إرسال رابط دفع')
  await pays(async () => linkIn(await texts()), bySms)
  await nothingSerious(hind.page, 'round-sms')
}, 150_000)
