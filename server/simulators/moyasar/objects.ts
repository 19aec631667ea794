/** Moyasar's objects, with every field that its own examples show. */
export type InvoiceObject = {
  id: string
  status: 'initiated' | 'paid' | 'failed' | 'canceled' | 'expired' | 'refunded'
  amount: number
  currency: string
  description: string
  expired_at: string | null
  logo_url: string
  amount_format: string
  url: string
  callback_url: string | null
  success_url: string | null
  back_url: string | null
  created_at: string
  updated_at: string
  payments: PaymentObject[]
  metadata: Record<string, string>
}

export type PaymentObject = {
  id: string
  status: 'initiated' | 'paid' | 'failed' | 'refunded'
  amount: number
  fee: number
  currency: string
  refunded: number
  refunded_at: string | null
  description: string
  amount_format: string
  fee_format: string
  refunded_format: string
  invoice_id: string | null
  ip: string | null
  callback_url: string | null
  created_at: string
  updated_at: string
  source: SourceObject
  metadata: Record<string, string>
}

export type SourceObject =
  | {
      type: 'creditcard'
      company: string
      name: string
      number: string
      message: string | null
      transaction_url: string
      gateway_id: string
      reference_number: string
    }
  | {
      type: 'applepay'
      company: string
      name: string | null
      number: string
      message: string | null
      gateway_id: string
      reference_number: string
    }
  | {
      type: 'stcpay'
      mobile: string
      reference_number: string
      branch: string
      cashier: string
      transaction_url: string
      message: string | null
    }

/** What a person can press on the payment page. */
export type PageMethod = 'mada' | 'applepay' | 'stcpay' | 'fail'

/** `70.00 SAR`, with as many places as the currency has. */
export function formatAmount(minor: number, currency: string): string {
  const style = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  const places = style.maximumFractionDigits ?? 2
  return `${(minor / 10 ** places).toFixed(places)} ${currency}`
}

/** A version 4 uuid made of the given randomness, so that a seeded run repeats itself. */
export function uuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16))
  hex[12] = '4'
  hex[16] = (8 + Math.floor(random() * 4)).toString(16)
  const text = hex.join('')
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-')
}

/** How the payer paid, as Moyasar describes it. */
export function sourceOf(method: PageMethod, baseUrl: string, random: () => number): SourceObject {
  const token = uuid(random).replaceAll('-', '')
  const reference_number = String(Math.floor(random() * 1e12)).padStart(12, '0')
  const gateway_id = `moyasar_ap_${token.slice(0, 23)}`
  switch (method) {
    case 'applepay':
      return {
        type: 'applepay',
        company: 'visa',
        name: null,
        number: 'XXXX-XXXX-XXXX-1111',
        message: 'APPROVED',
        gateway_id,
        reference_number,
      }
    case 'stcpay':
      return {
        type: 'stcpay',
        mobile: '0555555555',
        reference_number,
        branch: '1',
        cashier: '1',
        transaction_url: `${baseUrl}/v1/stc_pays/${uuid(random)}/proceed?otp_token=${token}`,
        message: 'Paid',
      }
    case 'mada':
    case 'fail':
      return {
        type: 'creditcard',
        company: 'mada',
        name: 'Test Payer',
        number: 'XXXX-XXXX-XXXX-1010',
        message: method === 'fail' ? 'INSUFFICIENT FUNDS' : 'APPROVED',
        transaction_url: `${baseUrl}/v1/transaction_auths/${uuid(random)}/form?token=auth_${token}`,
        gateway_id,
        reference_number,
      }
  }
}
