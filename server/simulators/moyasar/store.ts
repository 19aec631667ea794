import {
  formatAmount,
  type InvoiceObject,
  type PageMethod,
  type PaymentObject,
  sourceOf,
  uuid,
} from './objects.ts'

const MOST_INVOICES = 5_000

/** A merchant's account with the simulated gateway. */
export type SimulatedAccount = Readonly<{
  secretKey: string
  name?: string
  /** Where events go, and the secret that travels in them. */
  webhook?: Readonly<{ url: string; secret: string }>
}>

export type NewInvoice = Readonly<{
  amount: number
  currency: string
  description: string
  expired_at: string | null
  callback_url: string | null
  success_url: string | null
  back_url: string | null
  metadata: Record<string, string>
}>

type Owned = { account: SimulatedAccount; invoice: InvoiceObject }
type Paying = Owned & { payment: PaymentObject }

/** Invoices and payments in memory, the oldest forgotten first. Everything it returns is a copy. */
export type MoyasarStore = ReturnType<typeof createStore>

export function createStore(now: () => Date, random: () => number) {
  const invoices = new Map<string, Owned>()
  const owners = new Map<string, string>()

  const find = (id: string): Owned | undefined => {
    const owned = invoices.get(id)
    if (owned) expire(owned.invoice, now())
    return owned
  }
  const findPayment = (id: string): Paying | undefined => {
    const owned = find(owners.get(id) ?? '')
    const payment = owned?.invoice.payments.find((each) => each.id === id)
    return owned && payment ? { ...owned, payment } : undefined
  }
  const own = (account: SimulatedAccount) =>
    [...invoices.keys()]
      .map((id) => find(id))
      .filter((owned) => owned?.account.secretKey === account.secretKey)
      .flatMap((owned) => owned?.invoice ?? [])
      .reverse()

  return {
    add(account: SimulatedAccount, wanted: NewInvoice, baseUrl: string): InvoiceObject {
      const invoice = makeInvoice(wanted, baseUrl, now(), random)
      invoices.set(invoice.id, { account, invoice })
      if (invoices.size > MOST_INVOICES) forgetOldest(invoices, owners)
      return structuredClone(invoice)
    },

    /** Newest first. */
    invoicesOf: (account: SimulatedAccount): InvoiceObject[] => structuredClone(own(account)),
    paymentsOf: (account: SimulatedAccount): PaymentObject[] =>
      structuredClone(own(account).flatMap((invoice) => invoice.payments)),

    invoice(id: string, account?: SimulatedAccount): InvoiceObject | undefined {
      const owned = find(id)
      if (account && owned?.account.secretKey !== account.secretKey) return undefined
      return structuredClone(owned?.invoice)
    },
    payment(id: string, account: SimulatedAccount): PaymentObject | undefined {
      const found = findPayment(id)
      if (found?.account.secretKey !== account.secretKey) return undefined
      return structuredClone(found.payment)
    },
    accountOf: (invoiceId: string): SimulatedAccount | undefined => find(invoiceId)?.account,

    /** False when the invoice is no longer open. */
    cancel(id: string): boolean {
      const invoice = find(id)?.invoice
      if (invoice?.status !== 'initiated') return false
      invoice.status = 'canceled'
      invoice.updated_at = now().toISOString()
      return true
    },

    /** Tries to pay; undefined when the invoice is no longer open, so it can be paid only once. */
    pay(id: string, method: PageMethod, baseUrl: string): PaymentObject | undefined {
      const invoice = find(id)?.invoice
      if (invoice?.status !== 'initiated') return undefined
      const payment = makePayment(invoice, method, baseUrl, now(), random)
      invoice.payments.push(payment)
      if (invoice.payments.length > 20) invoice.payments.shift()
      owners.set(payment.id, id)
      if (payment.status === 'paid') invoice.status = 'paid'
      invoice.updated_at = payment.updated_at
      return structuredClone(payment)
    },

    /** Gives back; false when more is asked than is left. */
    refund(id: string, amount: number | undefined): boolean {
      const found = findPayment(id)
      return found !== undefined && giveBack(found, amount, now())
    },
  }
}

/** Moyasar's refund of one payment, whole or in part. */
function giveBack({ payment, invoice }: Paying, amount: number | undefined, now: Date): boolean {
  if (!['paid', 'refunded'].includes(payment.status)) return false
  const left = payment.amount - payment.refunded
  const given = amount ?? left
  if (given < 1 || given > left) return false
  payment.refunded += given
  payment.refunded_format = formatAmount(payment.refunded, payment.currency)
  payment.refunded_at = now.toISOString()
  payment.updated_at = payment.refunded_at
  // Moyasar says so after a part, too.
  payment.status = 'refunded'
  if (payment.refunded === payment.amount) invoice.status = 'refunded'
  return true
}

function makeInvoice(
  wanted: NewInvoice,
  baseUrl: string,
  now: Date,
  random: () => number,
): InvoiceObject {
  const id = uuid(random)
  return {
    id,
    status: 'initiated',
    ...wanted,
    logo_url: `${baseUrl}/logo.svg`,
    amount_format: formatAmount(wanted.amount, wanted.currency),
    url: `${baseUrl}/invoices/${id}?lang=ar`,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
    payments: [],
  }
}

/** mada costs one riyal in a hundred here, everything else two and three quarters. */
function feeOf(amount: number, method: PageMethod): number {
  if (method === 'fail') return 0
  return Math.round((amount * (method === 'mada' ? 100 : 275)) / 10_000)
}

function makePayment(
  invoice: InvoiceObject,
  method: PageMethod,
  baseUrl: string,
  now: Date,
  random: () => number,
): PaymentObject {
  const fee = feeOf(invoice.amount, method)
  return {
    id: uuid(random),
    status: method === 'fail' ? 'failed' : 'paid',
    amount: invoice.amount,
    fee,
    currency: invoice.currency,
    refunded: 0,
    refunded_at: null,
    description: invoice.description,
    amount_format: invoice.amount_format,
    fee_format: formatAmount(fee, invoice.currency),
    refunded_format: formatAmount(0, invoice.currency),
    invoice_id: invoice.id,
    ip: null,
    callback_url: invoice.success_url,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
    source: sourceOf(method, baseUrl, random),
    metadata: { ...invoice.metadata },
  }
}

function expire(invoice: InvoiceObject, now: Date): void {
  const over = invoice.expired_at !== null && new Date(invoice.expired_at) <= now
  if (over && invoice.status === 'initiated') invoice.status = 'expired'
}

function forgetOldest(invoices: Map<string, Owned>, owners: Map<string, string>): void {
  for (const [id, { invoice }] of invoices) {
    for (const payment of invoice.payments) owners.delete(payment.id)
    invoices.delete(id)
    return
  }
}
