import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { languageOf, protect } from '../page.ts'
import { moyasarApi } from './api.ts'
import { type Attempt, createDeliveries, type Send, type WebhookFaults } from './deliveries.ts'
import type { InvoiceObject, PageMethod } from './objects.ts'
import { uuid } from './objects.ts'
import { missingPage, paymentPage } from './page.ts'
import { createStore, type SimulatedAccount } from './store.ts'

export type MoyasarFaults = WebhookFaults & {
  /** HTTP statuses given instead of the next answers, although the work was done; null lets one pass. */
  answers: (number | null)[]
}

export type MoyasarSimulatorParts = Readonly<{
  now: () => Date
  random: () => number
  log: (message: string, facts: Readonly<Record<string, string | number>>) => void
  /** How webhooks leave; the platform's own `fetch` when not given. */
  fetch?: Send
  /** Where a browser reaches the simulator, when the caller's address is not what browsers use. */
  publicUrl?: string
  /** Takes any `sk_test_` key as an account of its own, for trying the product out. */
  acceptAnyTestKey?: boolean
}>

export type MoyasarSimulator = Readonly<{
  /** Mount it anywhere; an account's base address is that place with `/v1`. */
  app: Hono
  faults: MoyasarFaults
  register: (account: SimulatedAccount) => void
  /** Sends the webhooks that are due. */
  deliver: () => Promise<void>
  /** Delivers by itself from now on, until `close`. */
  start: (everyMs?: number) => void
  close: () => Promise<void>
  attempts: () => readonly Attempt[]
  waiting: () => number
}>

const METHODS: readonly PageMethod[] = ['mada', 'applepay', 'stcpay', 'fail']
const MOST_ACCOUNTS = 1_000

/** Moyasar on this machine: its interface under `/v1`, its payment page under `/invoices`. */
export function createMoyasarSimulator(parts: MoyasarSimulatorParts): MoyasarSimulator {
  const { now, random, log } = parts
  const faults: MoyasarFaults = {
    duplicate: false,
    delayMs: 0,
    lose: 0,
    reorder: false,
    answers: [],
  }
  const accounts = new Map<string, SimulatedAccount>()
  const store = createStore(now, random)
  const fetch = parts.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const deliveries = createDeliveries({ now, random, fetch, log, faults })
  const baseUrl = (request: Request) => parts.publicUrl ?? placeOf(request.url)

  const accountOf = (secretKey: string) => {
    const known = accounts.get(secretKey)
    if (known || !parts.acceptAnyTestKey || !/^sk_test_\w{4,100}$/.test(secretKey)) return known
    return { secretKey }
  }
  const tell = (account: SimulatedAccount, type: string, paymentId: string) => {
    const payment = store.payment(paymentId, account)
    if (!payment) return
    deliveries.tell(account, type, payment, store.invoice(payment.invoice_id ?? ''))
  }

  const app = new Hono()
  const onRefund = (account: SimulatedAccount, paymentId: string) =>
    tell(account, 'payment_refunded', paymentId)
  const { answers } = faults
  app.route('/v1', moyasarApi({ store, baseUrl, accountOf, onRefund, answers }))

  app.use('/invoices/*', bodyLimit({ maxSize: 4_096 }))
  app.get('/invoices/:id', (c) => {
    const invoice = store.invoice(c.req.param('id'))
    return show(c, invoice, uuid(random))
  })
  app.post('/invoices/:id/payment', async (c) => {
    const id = c.req.param('id')
    const account = store.accountOf(id)
    const { method: pressed } = await c.req.parseBody()
    const method = METHODS.find((each) => each === pressed)
    const back = `${baseUrl(c.req.raw)}/invoices/${encodeURIComponent(id)}?lang=${languageOf(c)}`
    const payment = method && account && store.pay(id, method, baseUrl(c.req.raw))
    if (!payment || !account) return c.redirect(back, 303)
    tell(account, payment.status === 'paid' ? 'payment_paid' : 'payment_failed', payment.id)
    if (payment.status !== 'paid') return c.redirect(`${back}&failed=1`, 303)
    return c.redirect(returnUrl(store.invoice(id), payment.id) ?? back, 303)
  })

  let timer: NodeJS.Timeout | undefined
  return {
    app,
    faults,
    register: (account) => {
      if (accounts.size >= MOST_ACCOUNTS && !accounts.has(account.secretKey))
        throw new Error(`The simulator holds at most ${MOST_ACCOUNTS} accounts`)
      accounts.set(account.secretKey, account)
    },
    deliver: deliveries.deliver,
    start: (everyMs = 500) => {
      clearInterval(timer)
      timer = setInterval(() => void deliveries.deliver(), everyMs).unref()
    },
    close: async () => {
      clearInterval(timer)
      await deliveries.idle()
    },
    attempts: deliveries.attempts,
    waiting: deliveries.waiting,
  }
}

/** Where the simulator is mounted: everything before its own part of the address. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname.replace(/\/(v1|invoices)\/.*$|\/v1$/, '')
}

/** Moyasar's way back: the payment's id, its status and a message, none of which is proof. */
function returnUrl(invoice: InvoiceObject | undefined, paymentId: string): string | undefined {
  const url = invoice?.success_url ? URL.parse(invoice.success_url) : null
  if (!url) return undefined
  url.searchParams.set('id', paymentId)
  url.searchParams.set('status', 'paid')
  url.searchParams.set('message', 'APPROVED')
  return url.href
}

function show(c: Context, invoice: InvoiceObject | undefined, nonce: string) {
  const language = languageOf(c)
  const back = invoice?.success_url ? ` ${URL.parse(invoice.success_url)?.origin ?? ''}` : ''
  // A browser checks form-action against the redirect after the form, too.
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'${back}; base-uri 'none'; frame-ancestors 'none'`
  protect(c, policy)
  if (!invoice) return c.html(missingPage(language, nonce), 404)
  return c.html(paymentPage(invoice, language, nonce, c.req.query('failed') === '1'))
}
