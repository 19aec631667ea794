import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPage, nothingSerious, openBrowser } from './browser.ts'
import { customerPhone, type Doing } from './customer-phone.ts'
import { answer, box, button, desk, exactly, line, panel, said } from './inbox-screen.ts'
import { type Ask, newId } from './pages-seed.ts'
import { type Product, startProduct } from './product.ts'
import {
  approvedTemplate,
  type Colleague,
  customer,
  found,
  hire,
  invoiceId,
  nextMorning,
  oneDebtor,
  setWatch,
  signInAgain,
} from './small-company.ts'

let product: Product
let browser: Browser
let close = async () => {}
let owner: Page
let askOwner: Ask
let salma: Colleague
let hind: Colleague
let handset: Page
let customerHas: ReturnType<typeof customerPhone>
let aheadMs = 0

beforeAll(async () => {
  product = await startProduct()
  ;({ browser, close } = await openBrowser())
  const morning = nextMorning()
  await product.setNow(morning)
  aheadMs = Date.parse(morning) - Date.now()
  customerHas = customerPhone(product.url)
  owner = await newPage(browser, { lang: 'ar', width: 1440 })
  await setWatch(owner, aheadMs)
  handset = await newPage(browser, { lang: 'ar', width: 390 })
  askOwner = await found(owner, product.url, product.setUpLink)
})
afterAll(async () => {
  await close()
  await product.stop()
})

const soon = { timeout: 30_000, interval: 250 }
/** Opens the inbox where it stays: what comes later must come without a reload. */
async function sitDown(page: Page) {
  await page.goto(`${product.url}/inbox?folder=all`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.evaluate('globalThis.neverReloaded = true')
}
const neverReloaded = (page: Page) => page.evaluate('globalThis.neverReloaded')

type Account = Readonly<{ id: string; provider: string; chat: { address: string } | null }> &
  Readonly<{ mail: { fromAddress: string } | null }>
const accounts: Record<string, Account> = {}
const addressOf = (provider: string) => accounts[provider]?.chat?.address ?? ''

test('the owner opens played accounts on every channel, the first by clicking', async () => {
  await owner.goto(`${product.url}/settings/channels`)
  const ofWhatsapp = owner.getByRole('heading', { name: 'واتساب' })
  const part = owner.locator('section').filter({ has: ofWhatsapp }).last()
  await part.getByRole('button', { name: 'جرّب بلا حساب' }).click()
  await owner.getByRole('link', { name: /حساب للتجربة/ }).waitFor()
  for (const provider of ['smtp', 'unifonic', 'messenger', 'instagram'])
    await askOwner('POST', '/channel-accounts', { id: newId(), provider })
  await owner.reload()
  await expect.poll(() => owner.getByRole('link', { name: /حساب للتجربة/ }).count(), soon).toBe(5)
  await nothingSerious(owner, 'talk-channels')
  const { rows } = await askOwner<{ rows: Account[] }>('GET', '/channel-accounts')
  for (const row of rows) accounts[row.provider] = row
  await approvedTemplate(askOwner, accounts['whatsapp_cloud']?.id ?? '')
  await askOwner('POST', '/gateway-accounts/trial', { id: newId() })
  await oneDebtor(askOwner)
  await askOwner('PUT', '/reminder-settings/switch', { on: true })
  // The owner is no agent today: who is away is given no conversation.
  await askOwner('PUT', '/me/availability', { availability: 'away' })
})

test('a template that nobody has reviewed yet is removed by who wrote it', async () => {
  const accountId = accounts['whatsapp_cloud']?.id
  await owner.goto(`${product.url}/settings/channel-templates/new?account=${accountId}`)
  await owner.getByRole('textbox', { name: 'اسم القالب', exact: true }).fill('never_mind')
  await owner
    .getByRole('textbox', { name: 'النص', exact: true })
    .fill('السلام عليكم، نعود إليكم قريبًا.')
  await exactly('احفظ مسودة', owner).click()
  await owner.getByRole('link', { name: /never_mind/ }).click()
  await exactly('احذفه', owner).waitFor()
  await nothingSerious(owner, 'talk-draft')
  // What was typed goes with it: nobody is asked about that besides.
  await owner.getByRole('textbox', { name: 'النص', exact: true }).fill('السلام عليكم.')
  await exactly('احذفه', owner).click()
  const asked = owner.getByRole('dialog')
  await asked.getByText('أتحذف القالب never_mind؟').waitFor()
  await asked.getByRole('button', { name: 'احذفه', exact: true }).click()
  await owner.getByText('حُذف القالب.').waitFor()
  await owner.getByRole('link', { name: /talk_again/ }).waitFor()
  await expect.poll(() => owner.getByRole('link', { name: /never_mind/ }).count(), soon).toBe(0)
})

test('two colleagues come by invitation and sit down at the inbox', async () => {
  const hiring = (role: string, name: string, email: string) =>
    hire(browser, askOwner, product.url, { role, name, email, aheadMs })
  salma = await hiring('support', 'سلمى الزهراني', 'salma@example.com')
  hind = await hiring('collector', 'هند الحربي', 'hind@example.com')
  for (const { page } of [salma, hind]) await sitDown(page)
  await hind.page.getByText('لا محادثات بعد.').waitFor()
  await nothingSerious(hind.page, 'talk-empty')
})

const question = 'السلام عليكم، كم باقي علينا؟'
const whatsapp = () => addressOf('whatsapp_cloud')
const writes = (what: Doing) => customerHas.act(whatsapp(), customer.phone, what)

test('a customer writes on WhatsApp: both see who, how much is late, what about and whose it is', async () => {
  await writes({ do: 'write', text: question, person: 'أبو فهد' })
  await Promise.all([salma, hind].map(({ page }) => line(page, question).waitFor()))
  for (const { page } of [salma, hind]) {
    expect(await line(page, question).innerText()).toContain(customer.name)
    expect(await neverReloaded(page)).toBe(true)
  }
  expect(await line(hind.page, question).innerText()).toMatch(/متأخر[\s\S]*1,150/)
  await line(hind.page, question).click()
  await said(hind.page, question).waitFor()
  await panel(hind.page).getByText('الرصيد القائم').waitFor()
  await desk(hind.page)
    .getByTitle(/^نوع المحادثة: مالية/)
    .waitFor()
  await button(/^مسندة إلى/, hind.page).click()
  await hind.page.getByText(/^لماذا (سلمى الزهراني|هند الحربي)؟/).waitFor()
  await nothingSerious(hind.page, 'talk-why')
  await hind.page.keyboard.press('Escape')
})

test('a picture and a voice note come, the voice from the page of the phone', async () => {
  await writes({ do: 'photo', caption: 'صورة الحوالة' })
  await handset.goto(`${product.url}/simulators/phone`)
  await handset.getByLabel('القناة والحساب').selectOption(whatsapp())
  await handset.getByRole('combobox', { name: /^العميل/ }).selectOption(customer.phone)
  await handset.getByText(question).first().waitFor()
  // The page belongs to whoever plays the customer: the company's own are offered only who is signed in.
  expect(await handset.getByLabel('من عملاء المنشأة').count()).toBe(0)
  await exactly('رسالة صوتية تجريبية', handset).click()
  await nothingSerious(handset, 'talk-phone')
  // Who is signed in to the company chooses of its customers by name.
  await owner.goto(`${product.url}/simulators/phone`)
  await owner.getByLabel('من عملاء المنشأة').fill(customer.name)
  const offered = owner.locator('#own-list option').first()
  await offered.waitFor({ state: 'attached' })
  const picked = (await offered.getAttribute('value')) ?? ''
  await owner.getByLabel('من عملاء المنشأة').fill(picked)
  await expect.poll(() => owner.locator('#name').inputValue(), soon).toBe(customer.name)
  expect(await owner.locator('#address').inputValue()).toBe(`+${customer.phone}`)
  await line(salma.page, customer.name).click()
  for (const { page } of [salma, hind]) {
    await desk(page).getByRole('img', { name: 'صورة الحوالة' }).waitFor()
    await button('شغّل', page).waitFor()
  }
})

test('each sees that the other is here and writes; a note reaches the colleague and never the phone', async () => {
  await desk(salma.page).getByText(`${hind.name} هنا الآن`).waitFor()
  await desk(hind.page).getByText(`${salma.name} هنا الآن`).waitFor()
  await button('ملاحظة داخلية', salma.page).click()
  const note = desk(salma.page).getByRole('textbox', { name: 'ملاحظة داخلية' })
  await note.pressSequentially('وعد بالسداد اليوم @هند')
  await desk(hind.page).getByText(`رد من ${salma.name} قيد الكتابة`).waitFor()
  await salma.page.getByRole('option', { name: hind.name }).click()
  await button('أضف الملاحظة', salma.page).click()
  await said(hind.page, 'وعد بالسداد اليوم').waitFor()
  await nothingSerious(hind.page, 'talk-note')
  await button(/^الإشعارات/, hind.page).click()
  await hind.page.getByText('ذكرك زميل في ملاحظة').first().waitFor()
  await hind.page.keyboard.press('Escape')
  const arrived = await customerHas.arrived(whatsapp(), customer.phone)
  expect(arrived.filter(({ text }) => text.includes('وعد بالسداد'))).toEqual([])
})

test('the agent answers while the window is open, and the ticks follow the phone', async () => {
  // A colleague who has just written something counts as writing for some seconds.
  await desk(hind.page).getByText(`${salma.name} هنا الآن`).waitFor()
  await desk(hind.page).getByText('نافذة الرد الحر مفتوحة').waitFor()
  const words = 'وعليكم السلام، عليكم فاتورة واحدة، وهذه هي ورابط سدادها'
  await answer(hind.page, words)
  const came = async () =>
    (await customerHas.arrived(whatsapp(), customer.phone)).map(({ text }) => text)
  await expect.poll(came, soon).toContain(words)
  await said(hind.page, words).getByTitle('وصلت').waitFor()
  await writes({ do: 'read' })
  await said(hind.page, words).getByTitle('قُرئت').waitFor()
  await said(salma.page, words).getByTitle('قُرئت').waitFor()
})

let payLink = ''
const papers = async () =>
  (await customerHas.arrived(whatsapp(), customer.phone)).flatMap(({ file }) => file?.kind ?? [])

test('the invoice and its pay link leave from the panel on this very thread', async () => {
  const sendPapers = async (name: string) => {
    await panel(hind.page).getByRole('button', { name }).click()
    const dialog = hind.page.getByRole('dialog')
    await dialog.getByLabel('ما يصل إلى العميل').waitFor()
    await nothingSerious(hind.page, name === 'إرسال رابط دفع' ? 'talk-link' : 'talk-invoice')
    await dialog.getByRole('button', { name: /^(أرسل|إرسال)/ }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
  // Nothing is ticked by itself.
  await panel(hind.page).getByRole('checkbox').first().check()
  await sendPapers('إرسال الفاتورة')
  await expect.poll(papers, soon).toEqual(['document'])
  // The invoice knows that it left, and its file stands in the thread.
  const sentAt = async () =>
    (await hind.ask<{ sentAt: string | null }>('GET', `/invoices/${invoiceId}`)).sentAt
  await expect.poll(sentAt, soon).toBeTruthy()
  await hind.page
    .getByRole('log')
    .getByText(/(INV|SIN)-.*\.pdf/)
    .first()
    .waitFor()
  await sendPapers('إرسال رابط دفع')
  const links = async () =>
    (await customerHas.arrived(whatsapp(), customer.phone))
      .map(({ text }) => /https?:\S+\/pay\/[\w-]+/.exec(text)?.[0] ?? '')
      .find(Boolean)
  await expect.poll(links, soon).toBeTruthy()
  payLink = (await links()) ?? ''
})

test('the customer pays from the link, and every screen knows it without a reload', async () => {
  await handset.goto(payLink)
  await handset.getByText('اختر ما تسدده الآن').waitFor()
  await handset.getByRole('radio', { name: /مدى/ }).first().check({ force: true })
  await button(/سدّد/, handset).last().click()
  await handset.waitForURL(/simulators\/moyasar/)
  await handset.locator('button[value=mada]').click()
  await handset.getByText('وصل، شكرًا لكم').waitFor({ timeout: 60_000 })
  const settlement = async () =>
    (await hind.ask<{ state: { settlement: string } }>('GET', `/invoices/${invoiceId}`)).state
      .settlement
  await expect.poll(settlement, soon).toBe('paid')
  await panel(hind.page).getByText('لا فواتير مفتوحة.').waitFor()
  await panel(hind.page).getByText('آخر الدفعات').waitFor()
  await panel(hind.page).getByText('لا تذكير قادم.').waitFor()
  expect(await panel(hind.page).innerText()).toMatch(/آخر الدفعات[\s\S]*1,150/)
  // The receipt goes to where the customer writes.
  await said(hind.page, 'نرسل إليكم سند القبض').waitFor()
  await expect.poll(papers, soon).toEqual(['document', 'document'])
  await hind.page
    .getByRole('log')
    .getByText(/RC-.*\.pdf/)
    .first()
    .waitFor()
  expect(await neverReloaded(hind.page)).toBe(true)
  await nothingSerious(hind.page, 'talk-paid')
  const chase = await hind.ask<{ next: unknown }>('GET', `/customers/${customer.id}/chase`)
  expect(chase.next).toBeNull()
  const log = await hind.ask<{ rows: { customerId: string; state: string }[] }>('GET', '/reminders')
  const live = log.rows.filter(({ state: each }) => ['held', 'queued'].includes(each))
  expect(live).toEqual([])
})

test.each([
  {
    provider: 'messenger',
    person: '7401112223334445',
    name: 'ريم العتيبي',
    asks: 'هل عندكم توصيل للدمام؟',
  },
  {
    provider: 'instagram',
    person: '1784140001112223',
    name: 'ماجد القحطاني',
    asks: 'كم سعر المتر عندكم؟',
  },
])('the same round on $provider', async ({ provider, person, name, asks }) => {
  const account = addressOf(provider)
  await customerHas.act(account, person, { do: 'write', text: asks, person: name })
  await Promise.all([salma, hind].map(({ page }) => line(page, asks).waitFor()))
  await line(salma.page, asks).click()
  await said(salma.page, asks).waitFor()
  await desk(salma.page).getByText('نافذة الرد الحر مفتوحة').waitFor()
  const words = `أهلًا ${name}، نعم، ونوافيكم بالتفاصيل اليوم`
  await answer(salma.page, words)
  const came = async () => (await customerHas.arrived(account, person)).map(({ text }) => text)
  await expect.poll(came, soon).toContain(words)
  await customerHas.act(account, person, { do: 'read' })
  await said(salma.page, words).getByTitle('قُرئت').waitFor()
  await nothingSerious(salma.page, `talk-${provider}`)
})

test('the same round by mail: the answer says which mail it answers', async () => {
  const asks = 'نرجو تزويدنا بسند القبض'
  await customerHas.writeMail({
    from: { name: 'فهد القحطاني', address: customer.email },
    to: accounts['smtp']?.mail?.fromAddress,
    subject: 'سند القبض',
    text: asks,
  })
  const email = salma.page
  await Promise.all([salma, hind].map(({ page }) => line(page, asks).waitFor({ timeout: 60_000 })))
  await line(email, asks).click()
  await said(email, asks).waitFor()
  const words = 'أهلًا بكم، نرسل السند خلال ساعة'
  await answer(email, words)
  const answered = async () =>
    (await customerHas.mails(customer.email)).find(({ text }) => text.includes(words))
  await expect.poll(async () => (await answered())?.subject, soon).toBe('Re: سند القبض')
  const whole = await customerHas.openedMail((await answered())?.id ?? '')
  expect(whole).toMatch(/in-reply-to: &lt;[^&]+@[^&]+&gt;/i)
  await nothingSerious(email, 'talk-mail')
  const again = 'وصلنا ردكم، شكرًا'
  await customerHas.writeMail({
    from: { name: 'محاسب نجد', address: 'books@najd.example.com' },
    to: accounts['smtp']?.mail?.fromAddress,
    subject: 'Re: سند القبض',
    text: again,
    answers: (await answered())?.messageId,
  })
  // A colleague's answer from another address belongs to the same conversation.
  await said(email, again).waitFor()
}, 150_000)

test('a text message leaves from the conversation to a number, for reading only', async () => {
  const { page } = hind
  await box(page).waitFor()
  await button('عناوين أخرى للعميل', page).click()
  await page.getByRole('menuitem').filter({ hasText: '966' }).click()
  const words = 'شكرًا لسدادكم، وصلنا المبلغ كاملًا'
  await box(page).fill(words)
  await exactly('إرسال', page).click()
  await expect.poll(() => customerHas.texts(customer.phone), soon).toContain(words)
  await said(page, words).waitFor()
  await nothingSerious(page, 'talk-sms')
})

test('a day later nothing but a template may leave, and the house says so', async () => {
  const talks = await hind.ask<{ rows: { id: string; channel: string }[] }>(
    'GET',
    `/conversations?folder=all&customerId=${customer.id}`,
  )
  const id = talks.rows.find(({ channel }) => channel === 'whatsapp')?.id ?? ''
  const later = 25 * 3_600_000
  await product.setNow(new Date(Date.now() + aheadMs + later).toISOString())
  await setWatch(hind.page, later)
  await signInAgain(hind, `${product.url}/inbox/${id}?folder=all`, desk(hind.page))
  await desk(hind.page)
    .getByText(/^انتهت نافذة الرد الحر/)
    .waitFor()
  expect(await box(hind.page).count()).toBe(0)
  const free = await hind.page
    .context()
    .request.fetch(`${product.url}/api/v1/conversations/${id}/messages`, {
      method: 'POST',
      headers: { origin: product.url },
      data: { id: newId(), say: { kind: 'text', text: 'هل وصلكم السند؟' } },
    })
  expect(free.status()).toBe(409)
  expect(await free.text()).toContain('messaging.window_closed')
  const open = desk(hind.page).getByRole('textbox', { name: /^املأ/ })
  await desk(hind.page)
    .getByText(/نعود إليكم بخصوص حسابكم/)
    .waitFor()
  expect(await open.count()).toBe(0)
  await nothingSerious(hind.page, 'talk-shut')
  await button('إرسال القالب', hind.page).click()
  const came = async () => (await customerHas.arrived(whatsapp(), customer.phone)).at(-1)?.text
  await expect.poll(came, soon).toContain('نعود إليكم بخصوص حسابكم')
})
