import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { MoyasarStore, NewInvoice, SimulatedAccount } from './store.ts'

const PAGE_SIZE = 40
const MOST_BODY_BYTES = 64 * 1024

const link = z.url({ protocol: /^https?$/ }).nullish()

const InvoiceBody = z.object({
  amount: z.int().min(100),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('SAR'),
  description: z.string().min(1).max(255),
  callback_url: link,
  success_url: link,
  back_url: link,
  expired_at: z.iso.datetime({ offset: true }).nullish(),
  metadata: z.record(z.string().max(40), z.string().max(500)).nullish(),
})

const RefundBody = z.object({ amount: z.int().min(1).optional() })

type Env = { Variables: { account: SimulatedAccount } }
type Here = Context<Env>

type Parts = Readonly<{
  store: MoyasarStore
  baseUrl: (request: Request) => string
  accountOf: (secretKey: string) => SimulatedAccount | undefined
  onRefund: (account: SimulatedAccount, paymentId: string) => void
  /** Statuses to answer with instead of the truth, after the request was carried out. */
  answers: (number | null)[]
}>

/** Moyasar's interface of version 1: invoices and payments behind Basic credentials. */
export function moyasarApi({ store, baseUrl, accountOf, onRefund, answers }: Parts): Hono<Env> {
  const app = new Hono<Env>()

  app.use(async (c, next) => {
    const account = accountOf(userOf(c.req.header('authorization')))
    if (!account)
      return failure(c, 401, 'authentication_error', 'Invalid authorization credentials')
    c.set('account', account)
    await next()
    const instead = answers.shift()
    if (typeof instead === 'number')
      c.res = Response.json(apiError('Something failed'), { status: instead })
    return undefined
  })
  app.use(
    bodyLimit({
      maxSize: MOST_BODY_BYTES,
      onError: (c) =>
        c.json({ ...apiError('Request too large'), type: 'invalid_request_error' }, 413),
    }),
  )

  app.post('/invoices', async (c) => {
    const body = InvoiceBody.safeParse(await readJson(c))
    if (!body.success) return invalid(c, body.error)
    const invoice = store.add(c.get('account'), invoiceFrom(body.data), baseUrl(c.req.raw))
    return c.json(invoice, 201)
  })
  app.get('/invoices', (c) => c.json(page(c, 'invoices', store.invoicesOf(c.get('account')))))
  app.get('/invoices/:id', (c) => found(c, store.invoice(c.req.param('id'), c.get('account'))))
  app.put('/invoices/:id/cancel', (c) => {
    const id = c.req.param('id')
    const account = c.get('account')
    if (!store.invoice(id, account)) return found(c, undefined)
    if (!store.cancel(id))
      return failure(c, 400, 'invalid_request_error', 'Invoice can not be canceled')
    return found(c, store.invoice(id, account))
  })

  app.get('/payments', (c) => c.json(page(c, 'payments', store.paymentsOf(c.get('account')))))
  app.get('/payments/:id', (c) => found(c, store.payment(c.req.param('id'), c.get('account'))))
  app.post('/payments/:id/refund', async (c) => {
    const id = c.req.param('id')
    const account = c.get('account')
    const body = RefundBody.safeParse(await readJson(c))
    if (!body.success) return invalid(c, body.error)
    if (!store.payment(id, account)) return found(c, undefined)
    if (!store.refund(id, body.data.amount))
      return failure(c, 400, 'invalid_request_error', 'Validation Failed', {
        amount: ['is more than what can be refunded'],
      })
    onRefund(account, id)
    return found(c, store.payment(id, account))
  })

  app.all('*', (c) => found(c, undefined))
  return app
}

function invoiceFrom(body: z.infer<typeof InvoiceBody>): NewInvoice {
  return {
    amount: body.amount,
    currency: body.currency,
    description: body.description,
    expired_at: body.expired_at ? new Date(body.expired_at).toISOString() : null,
    callback_url: body.callback_url ?? null,
    success_url: body.success_url ?? null,
    back_url: body.back_url ?? null,
    metadata: body.metadata ?? {},
  }
}

/** The user name of Basic credentials; Moyasar leaves the password empty. */
function userOf(header: string | undefined): string {
  const encoded = header?.match(/^Basic ([\w+/=]+)$/)?.[1] ?? ''
  const [user, password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return password === '' && user ? user : ''
}

async function readJson(c: Here): Promise<unknown> {
  try {
    const text = await c.req.text()
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

const apiError = (message: string) => ({ type: 'api_error', message, errors: null })

function failure(
  c: Here,
  status: 400 | 401,
  type: string,
  message: string,
  errors: Readonly<Record<string, string[]>> | null = null,
) {
  return c.json({ type, message, errors }, status)
}

function invalid(c: Here, error: z.ZodError) {
  const errors: Record<string, string[]> = {}
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'base')
    errors[field] = [...(errors[field] ?? []), issue.message]
  }
  return failure(c, 400, 'invalid_request_error', 'Validation Failed', errors)
}

function found(c: Here, object: object | undefined) {
  return object ? c.json(object) : c.json(apiError('Object not found'), 404)
}

type Listed = { id: string; status: string; metadata: Record<string, string> }

/** One page of forty, filtered as the query asks, with Moyasar's `meta`. */
function page<Kind extends string>(c: Here, kind: Kind, all: readonly Listed[]) {
  const wanted = Object.entries(c.req.query())
  const kept = all.filter((object) => wanted.every(([key, value]) => fits(object, key, value)))
  const pages = Math.max(1, Math.ceil(kept.length / PAGE_SIZE))
  const current = Math.min(pages, Math.max(1, Number.parseInt(c.req.query('page') ?? '1', 10) || 1))
  return {
    [kind]: kept.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE),
    meta: {
      current_page: current,
      next_page: current < pages ? current + 1 : null,
      prev_page: current > 1 ? current - 1 : null,
      total_pages: pages,
      total_count: kept.length,
    },
  }
}

function fits(object: Listed, key: string, value: string): boolean {
  if (key === 'id') return object.id === value
  if (key === 'status') return object.status === value
  const field = key.match(/^metadata\[(.+)\]$/)?.[1]
  return field === undefined || object.metadata[field] === value
}
