import type { Generated } from 'kysely'
import type { Currency } from '#core/money.ts'
import type { AttemptState, Flag, Method, Scheme, Source } from '#core/payments/api.ts'

export type PaymentsTables = {
  payment: {
    company_id: string
    id: string
    number: string
    customer_id: string
    amount: number
    currency: Currency
    rate: string | null
    method: Method
    source: Source
    scheme: Scheme | null
    masked: string | null
    reference: string | null
    note: string | null
    paid_on: string
    entry_id: string
    credit_id: string
    recorded_at: Date
    recorded_by: string | null
    recorded_by_name: string
    flag: Flag | null
  }
  payment_reversal: {
    company_id: string
    payment_id: string
    reversed_on: string
    reason: 'bounced' | 'mistake'
    note: string | null
    entry_id: string
    at: Date
    by_id: string | null
    by_name: string
  }
  refund: {
    company_id: string
    id: string
    number: string
    payment_id: string
    amount: number
    currency: Currency
    way: 'cash' | 'transfer' | 'gateway'
    reference: string | null
    note: string | null
    refunded_on: string
    entry_id: string
    item_id: string
    state: 'done' | 'sending' | 'unknown' | 'failed'
    problem: string | null
    tries: Generated<number>
    at: Date
    by_id: string | null
    by_name: string
  }
  pay_link: {
    company_id: string
    id: string
    customer_id: string
    invoice_ids: string[]
    same_as: Buffer
    created_at: Date
    created_by: string | null
    created_by_name: string
    expires_at: Date
    revoked_at: Date | null
    revoked_by: string | null
  }
  pay_attempt: {
    company_id: string
    id: string
    link_id: string
    customer_id: string
    account_id: string
    item_ids: string[]
    invoice_ids: string[]
    amount: number
    currency: Currency
    method: Scheme
    language: 'ar' | 'en'
    state: AttemptState
    checkout_id: string | null
    checkout_url: string | null
    opened_at: Date
    expires_at: Date
    ended_at: Date | null
    problem: string | null
    payment_id: string | null
    checks: Generated<number>
    next_check_at: Date | null
  }
}
