import type { Browser, Locator, Page } from 'playwright-core'
import { newPage } from './browser.ts'
import { type Ask, askOf, newId } from './pages-seed.ts'

const hour = 3_600_000

/** Half past ten in Riyadh on a day on which people work: tomorrow, or after the weekend. */
export function nextMorning(): string {
  const day = new Date(Date.now() + 27 * hour)
  while ([5, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 1)
  return `${day.toISOString().slice(0, 10)}T10:30:00+03:00`
}

/** Lets the clock on this person's wall run ahead too, from the next page on. */
export async function setWatch(page: Page, aheadMs: number): Promise<void> {
  await page.context().addInitScript(`{
    const Wall = globalThis.Date
    globalThis.Date = class Date extends Wall {
      constructor(...given) { if (given.length === 0) super(Wall.now() + ${aheadMs}); else super(...given) }
      static now() { return Wall.now() + ${aheadMs} }
    }
  }`)
}

export const passwords = 'صباح الخير يا جدة'

/** Founds a company by the one-time link; its owner is then signed in in this page's browser. */
export async function found(page: Page, url: string, setUpLink: string): Promise<Ask> {
  const ask = askOf(page.context(), url)
  await ask('POST', '/setup', {
    token: new URL(setUpLink).searchParams.get('token'),
    company: { name: 'روافد الخليج للتوريدات', vatNumber: '300561928700003' },
    owner: { name: 'نورة السبيعي', email: 'noura@example.com', password: passwords },
    language: 'ar',
  })
  return ask
}

/** A colleague at their own computer. */
export type Colleague = Readonly<{ id: string; name: string; email: string; page: Page; ask: Ask }>

type Hiring = Readonly<{ role: string; name: string; email: string; aheadMs: number }>

/** Invites a colleague, who finds the mail, opens its link and is in. */
export async function hire(
  browser: Browser,
  owner: Ask,
  url: string,
  { role, name, email, aheadMs }: Hiring,
): Promise<Colleague> {
  const roles = await owner<{ rows: { id: string; key: string | null }[] }>('GET', '/roles')
  const roleId = roles.rows.find(({ key }) => key === role)?.id
  const access = { roleIds: [roleId], departmentIds: [], extra: [], denied: [] }
  await owner('POST', '/invitations', { id: newId(), name, email, ...access })
  const token = await tokenIn(url, email)
  const page = await newPage(browser, { lang: 'ar', width: 1440 })
  await setWatch(page, aheadMs)
  const ask = askOf(page.context(), url)
  const at = `/invitation-links/${token}/acceptance`
  await ask('POST', at, { token, name, password: passwords })
  const { userId: id } = await ask<{ userId: string }>('GET', '/me')
  return { id, name, email, page, ask }
}

/**
 * Opens an address, through the sign-in page if the time that passed has ended the session.
 * @param seen stands there for who is signed in
 */
export async function signInAgain(
  { page, email }: Colleague,
  address: string,
  seen: Locator,
): Promise<void> {
  await page.goto(address)
  const asked = page.getByLabel('البريد الإلكتروني')
  await asked.or(seen).first().waitFor()
  if ((await asked.count()) === 0) return
  await asked.fill(email)
  await page.getByLabel('كلمة المرور', { exact: true }).fill(passwords)
  await page.getByRole('button', { name: /دخول|ادخل/ }).click()
  await page.waitForURL(({ pathname }) => !pathname.startsWith('/sign-in'))
  await page.goto(address)
}

async function tokenIn(url: string, email: string): Promise<string> {
  for (const end = Date.now() + 30_000; ; ) {
    const at = `${url}/simulators/phone/api/mail/${email}`
    const { mails } = (await (await fetch(at)).json()) as { mails: { text: string }[] }
    const found = /\/invitation\/([\w-]+)/.exec(mails[0]?.text ?? '')?.[1]
    if (found) return found
    if (Date.now() > end) throw new Error(`No invitation came to ${email}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

export const customer = {
  id: newId(),
  name: 'مؤسسة نجد للمقاولات',
  phone: '966551234567',
  email: 'fahad@najd.example.com',
} as const
export const invoiceId = newId()

export type Debtor = Readonly<{
  id: string
  name: string
  phone: string
  email: string
  invoiceId: string
}>

/** A customer with a telephone and a mailbox, and one invoice that should have been paid by now. */
export async function owes(ask: Ask, debtor: Debtor): Promise<void> {
  await ask('POST', '/customers', {
    id: debtor.id,
    name: debtor.name,
    terms: { kind: 'days_from_invoice', days: 7 },
    identities: [
      { id: newId(), kind: 'phone', typed: `+${debtor.phone}`, primary: true },
      { id: newId(), kind: 'email', typed: debtor.email, primary: true },
    ],
  })
  const { today } = await ask<{ today: string }>('GET', '/me')
  const issued = new Date(Date.parse(today) - 20 * 24 * hour).toISOString().slice(0, 10)
  await ask('POST', '/invoices', {
    id: debtor.invoiceId,
    customerId: debtor.id,
    currency: 'SAR',
    issuedOn: issued,
    post: true,
    lines: [
      {
        description: 'توريد وتركيب',
        quantity: '2',
        unitPrice: '500.00',
        vat: { category: 'S', rateBasisPoints: 1500 },
      },
    ],
  })
}

/** The one customer of a small story. */
export const oneDebtor = (ask: Ask): Promise<void> => owes(ask, { ...customer, invoiceId })

/** A template for writing first, that the vendor approves after a look. */
export async function approvedTemplate(ask: Ask, accountId: string): Promise<string> {
  const id = newId()
  await ask('PUT', `/channel-templates/${id}`, {
    id,
    accountId,
    name: 'talk_again',
    language: 'ar',
    category: 'utility',
    body: 'السلام عليكم {{1}}، نعود إليكم بخصوص حسابكم لدى {{2}}. ردكم هنا يصلنا مباشرة.',
    buttons: [],
    standsFor: 'free',
    variables: [
      { part: 'body', name: '1', example: 'مؤسسة نجد', means: 'name' },
      { part: 'body', name: '2', example: 'روافد الخليج', means: 'company' },
    ],
  })
  await ask('POST', `/channel-templates/${id}/submission`, {})
  return id
}
