import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { referToAgency } from './pages-agency.ts'
import { bringBank } from './pages-bank.ts'
import { askBalance } from './pages-confirm.ts'
import { bringCredit } from './pages-credit.ts'
import { offerPlan } from './pages-plan.ts'

export type Ask = <Answer>(method: string, address: string, body?: object) => Promise<Answer>

/** Talks to the API as whoever is signed in by this context's cookies. */
export function askOf(context: BrowserContext, url: string): Ask {
  return async <Answer>(method: string, address: string, body?: object) => {
    const response = await context.request.fetch(`${url}/api/v1${address}`, {
      method,
      ...(body && { data: body }),
      headers: { origin: url },
    })
    if (!response.ok())
      throw new Error(`${method} ${address}: ${response.status()} ${await response.text()}`)
    return (await response.json()) as Answer
  }
}

let last = 0
/** An id as a browser would choose it. */
export function newId(): string {
  last = Math.max(Date.now(), last + 1)
  const time = last.toString(16).padStart(12, '0')
  const noise = randomBytes(10).toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${noise.slice(0, 3)}-8${noise.slice(3, 6)}-${noise.slice(6, 18)}`
}

type Row = Readonly<{ id: string }>
type Rows<One = Row> = Readonly<{ rows: readonly One[] }>

/** What the walk needs beyond the demo's own year: one of each thing that a page may show. */
export type Seeded = Readonly<{
  simulation: string
  trial: string
  customer: string
  draft: string
  overdue: string
  partly: string
  paid: string
  credit: string
  payment: string
  entry: string
  account: string
  message: string
  reviewed: string
  imported: string
  undone: string
  user: string
  role: string
  ownRole: string
  mailAccount: string
  newAccount: string
  playedAccount: string
  conversation: string
  invitation: string
  payToken: string
  plan: string
  confirmation: string
  attempt: string
  openCheckout: string
  notice: string
  dispute: string
  concession: string
  creditApplication: string
  creditForm: string
  agency: string
  referral: string
  instrument: string
  deposit: string
  advanceToken: string
}>

async function tryWhatsapp(ask: Ask): Promise<string> {
  const id = newId()
  await ask('POST', '/channel-accounts', { id, provider: 'whatsapp_cloud' })
  return id
}

/** A customer writes on the played telephone: a conversation opens. */
async function hearFromCustomer(ask: Ask, url: string, accountId: string): Promise<string> {
  const { rows } = await ask<Rows<Row & { chat: { address: string } | null }>>(
    'GET',
    '/channel-accounts',
  )
  const address = rows.find(({ id }) => id === accountId)?.chat?.address
  for (const text of [
    'السلام عليكم، متى تصل البضاعة؟',
    'رابط العرض https://example.com/offer للتأكيد',
  ])
    await fetch(`${url}/simulators/phone/api/chats/${address}/966501112233`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ do: 'write', text, person: 'أبو فهد' }),
    })
  return until(async () => (await ask<Rows>('GET', '/conversations?folder=all')).rows[0]?.id)
}

const first = <One extends Row>({ rows }: Rows<One>, what: string): string => {
  const row = rows[0]
  if (!row) throw new Error(`The demo has no ${what}`)
  return row.id
}

/** Waits for what a worker will have done in a moment. */
async function until<Answer>(look: () => Promise<Answer | undefined>): Promise<Answer> {
  for (const end = Date.now() + 60_000; ; ) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`Nothing came: ${look.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

async function upload(ask: Ask, name: string): Promise<string> {
  const file = path.join(import.meta.dirname, '../test/fixtures/import', name)
  const content = fs.readFileSync(file).toString('base64')
  return (await ask<Row>('POST', '/imports', { id: newId(), fileName: name, content })).id
}

/** One file waits for a look, one was brought in, one was taken back. */
async function importThree(ask: Ask) {
  const reviewed = await upload(ask, '03-hand-made.xlsx')
  const imported = await upload(ask, '03-hand-made.xlsx')
  const ended = (id: string, state: string) =>
    until(async () => {
      const now = await ask<{ state: string }>('GET', `/imports/${id}`)
      return now.state === state ? id : undefined
    })
  await ask('POST', `/imports/${imported}/run`, { id: imported })
  await ended(imported, 'done')
  const undone = await upload(ask, '01-daftra-like.xlsx')
  await ask('POST', `/imports/${undone}/run`, { id: undone })
  await ended(undone, 'done')
  await ask('POST', `/imports/${undone}/undo`, { id: undone })
  await ended(undone, 'undone')
  return { reviewed, imported, undone }
}

/** A policy tried on the past year, and one compared with the general one. */
async function comparePolicies(ask: Ask): Promise<Pick<Seeded, 'simulation' | 'trial'>> {
  type Policy = Readonly<{ key: string; policy: Readonly<{ isDefault: boolean }> }>
  const { rows } = await ask<Rows<Row & Policy>>('GET', '/reminder-policies')
  const general = rows.find(({ policy }) => policy.isDefault)
  const [simulation, trial, key] = [newId(), newId(), 'compared']
  const policy = { ...general?.policy, key, isDefault: false, isOff: true }
  const named = { key, name: 'سياسة للمقارنة', place: 90, policy }
  await ask('PUT', `/reminder-policies/${key}`, named)
  await ask('POST', '/simulations', { ...named, id: simulation, costs: {} })
  const to = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await ask('POST', '/policy-trials', {
    ...{ id: trial, name: 'مقارنة', policyA: general?.key, policyB: key, to },
  })
  return { simulation, trial }
}

type Owed = Readonly<{ id: string; currency: string }>

/** A customer pays one invoice from its link; a second checkout stays open at the gateway. */
async function payOnline(ask: Ask, url: string, paid: Owed, open: Owed) {
  const tokenOf = async ({ id }: Owed) => {
    const link = await ask<{ url: string }>('POST', `/invoices/${id}/pay-link`, { id })
    return link.url.split('/').at(-1) ?? ''
  }
  const begin = (token: string, id: string, invoice: Owed) =>
    until(async () => {
      const at = `/pay/${token}/attempts`
      const body = { token, id, invoiceIds: [invoice.id], method: 'mada', language: 'ar' }
      const begun = await ask<{ url: string | null }>('POST', at, body)
      return begun.url ?? undefined
    })
  const [payToken, openToken] = [await tokenOf(paid), await tokenOf(open)]
  const attempt = newId()
  const checkout = await begin(payToken, attempt, paid)
  await fetch(`${checkout.split('?')[0]}/payment?lang=ar`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url },
    body: 'method=mada',
  })
  await until(async () => {
    const at = `/pay/${payToken}/attempts/${attempt}/check`
    const { state } = await ask<{ state: string }>('POST', at, { token: payToken, id: attempt })
    return state === 'paid' ? true : undefined
  })
  const openCheckout = new URL(await begin(openToken, newId(), open)).pathname
  return { payToken: openToken, paidToken: payToken, attempt, openCheckout }
}

/** The address in the invitation's mail, as the invited person would find it. */
async function invite(ask: Ask, url: string, roleId: string): Promise<string> {
  const email = 'salma@example.com'
  const access = { roleIds: [roleId], departmentIds: [], extra: [], denied: [] }
  await ask('POST', '/invitations', { id: newId(), name: 'سلمى الزهراني', email, ...access })
  return until(async () => {
    const list = await fetch(`${url}/simulators/mail`).then((reply) => reply.text())
    const row = list.split('<tr>').find((each) => each.includes(email))
    const address = row && /href="([^"]+)"/.exec(row)?.[1]
    if (!address) return undefined
    const mail = await fetch(`${url}${address}`).then((reply) => reply.text())
    return /\/invitation\/([\w-]+)/.exec(mail)?.[1]
  })
}

type Invoice = Row &
  Readonly<{ kind: string; customer: Row; gross: { currency: string }; number: string | null }>

type Credit = Readonly<{
  standing: { reasons: readonly { code: string }[] }
  applications: readonly { state: string }[]
}>

/** Whether the reminders of a customer run, and nobody has stopped or asked anything of his credit. */
async function plain(ask: Ask, customerId: string): Promise<boolean> {
  const at = `/customers/${customerId}`
  const { pauses, disputes } = await ask<{ pauses: Row[]; disputes: Row[] }>('GET', `${at}/chase`)
  if (pauses.length + disputes.length > 0) return false
  const { standing, applications } = await ask<Credit>('GET', `${at}/credit`)
  const held = standing.reasons.some(({ code }) => code === 'held')
  return !held && applications.every(({ state }) => state !== 'open')
}

/** Three invoices in riyals of such customers, the same ones at every run. */
async function ordinary(ask: Ask, invoices: readonly Invoice[]): Promise<Invoice[]> {
  const found: Invoice[] = []
  const numbered = invoices.toSorted((a, b) => ((a.number ?? '') < (b.number ?? '') ? 1 : -1))
  for (const invoice of numbered) {
    if (invoice.kind !== 'invoice' || invoice.gross.currency !== 'SAR') continue
    if (await plain(ask, invoice.customer.id)) found.push(invoice)
    if (found.length === 3) break
  }
  return found
}

/** Fills the demo with one of each thing that its year does not leave behind. */
export async function seed(ask: Ask, url: string): Promise<Seeded> {
  await ask('POST', '/gateway-accounts/trial', { id: newId() })
  const list = (view: string) =>
    ask<Rows<Invoice>>('GET', `/invoices?view=${view}&limit=100&sort=issued&direction=desc`)
  const overdue = (await list('overdue')).rows
  const [late, toPay, toOpen] = await ordinary(ask, overdue)
  if (!late || !toPay || !toOpen) throw new Error('The demo has too few overdue invoices')
  const owed = ({ id, gross }: Invoice) => ({ id, currency: gross.currency })
  const online = await payOnline(ask, url, owed(toPay), owed(toOpen))

  // The newest hundred of a year may be without one.
  const used = [late.id, toPay.id, toOpen.id]
  const returned = overdue.find(({ id }) => !used.includes(id))
  if (!returned) throw new Error('The demo has too few overdue invoices')
  const credit = newId()
  await ask('POST', `/invoices/${returned.id}/credit-notes`, {
    id: returned.id,
    noteId: credit,
    reason: 'إرجاع بضاعة غير مطابقة',
  })
  const paid = await ask<Rows<Row & { source: string }>>('GET', '/payments?limit=20')
  const payments = paid.rows
  const roles = await ask<Rows>('GET', '/roles')
  const ownRole = newId()
  const grants = { 'contacts.read': 'own', 'invoicing.read': 'own' }
  await ask('PUT', `/roles/${ownRole}`, { id: ownRole, name: 'مندوب مبيعات جدة', grants })
  await ask('PUT', `/departments/${ownRole}`, { id: ownRole, name: 'فرع جدة' })
  await ask('POST', '/api-keys', { id: newId(), name: 'المتجر', grants })
  const sendingId = newId()
  await ask('POST', `/invoices/${late.id}/sending`, {
    id: late.id,
    sendingId,
    to: 'accounts@example.com',
  })
  const message = await until(async () => {
    const { rows } = await ask<Rows<Row & { state: string }>>('GET', '/messages?limit=50')
    return rows.find(({ state }) => state === 'sent')?.id
  })
  const playedAccount = await tryWhatsapp(ask)
  const compared = await comparePolicies(ask)
  return {
    ...compared,
    customer: late.customer.id,
    draft: first(await list('drafts'), 'draft'),
    overdue: late.id,
    partly: first(await list('partly'), 'partly paid invoice'),
    paid: toPay.id,
    credit,
    payment: first({ rows: payments.filter(({ source }) => source === 'manual') }, 'payment'),
    entry: first(await ask<Rows>('GET', '/journal?limit=1'), 'entry'),
    account: first(await ask<Rows>('GET', '/accounts'), 'account'),
    message,
    ...(await importThree(ask)),
    user: (await ask<Rows>('GET', '/users')).rows[1]?.id ?? '',
    role: first(roles, 'role'),
    ownRole,
    mailAccount: first(await ask<Rows>('GET', '/channel-accounts'), 'mail account'),
    newAccount: newId(),
    playedAccount,
    conversation: await hearFromCustomer(ask, url, playedAccount),
    invitation: await invite(ask, url, ownRole),
    payToken: online.payToken,
    attempt: `${online.paidToken}?attempt=${online.attempt}`,
    openCheckout: online.openCheckout,
    ...(await offerPlan(ask, newId, {
      customerId: toOpen.customer.id,
      invoiceId: toOpen.id,
    })),
    ...(await askBalance(ask, newId, late.customer.id)),
    dispute: first(await ask<Rows>('GET', '/disputes'), 'dispute'),
    concession: first(await ask<Rows>('GET', '/concessions'), 'concession'),
    ...(await bringBank(ask, newId, late.customer.id)),
    ...(await referToAgency(ask, newId)),
    ...(await bringCredit(ask, newId, {
      granted: late.customer.id,
      asks: toOpen.customer.id,
    })),
  }
}
