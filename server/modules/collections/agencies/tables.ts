import type { ReferralNotice } from '#core/collections/agency-api.ts'
import type { Readiness, ReferralState, UpdateCode } from '#core/collections/agency-referral.ts'
import type { AgencyTerms } from '#core/collections/agency-terms.ts'
import type { Currency } from '#core/money.ts'

export type AgencyTable = {
  company_id: string
  id: string
  name: string
  registration: string
  contact_name: string
  phone: string
  email: string
  contract: string
  terms: AgencyTerms
  archived_at: Date | null
}

export type ReferralTable = {
  company_id: string
  id: string
  agency_id: string
  customer_id: string
  currency: Currency
  amount: number
  state: ReferralState
  reason: string
  readiness: Readiness
  terms: AgencyTerms
  notified: boolean
  notice_refused: ReferralNotice['because']
  effective_on: string
  prepared_at: Date
  prepared_by_id: string | null
  prepared_by: string
  approved_at: Date | null
  approved_by: string | null
  started_on: string | null
  started_at: Date | null
  ended_on: string | null
  ended_at: Date | null
  ended_by: string | null
  end_reason: string | null
  heard_at: Date | null
}

export type ReferralItemTable = {
  referral_id: string
  item_id: string
  invoice_id: string
  number: string
  due_on: string
  amount: number
}

export type UpdateTable = {
  id: string
  referral_id: string
  at: Date
  by_name: string
  code: UpdateCode
  note: string
  amount: number | null
  due_on: string | null
  file_id: string | null
  file_name: string | null
}

export type ReportTable = {
  id: string
  referral_id: string
  amount: number
  paid_on: string
  paid_to: 'us' | 'agency'
  reference: string
  file_id: string | null
  state: 'open' | 'confirmed' | 'refused'
  reported_at: Date
  reported_by: string
  decided_by: string | null
  reason: string | null
  payment_id: string | null
  remittance_id: string | null
}
