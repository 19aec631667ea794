import { useCallback } from 'react'
import { useWords } from '#web/words.ts'

const known = {
  invoice: 'kind_invoice',
  credit_note: 'kind_credit_note',
  debit_note: 'kind_debit_note',
  opening: 'kind_opening',
  payment: 'kind_payment',
  refund: 'kind_refund',
  security_deposit: 'kind_security_deposit',
  early_discount: 'kind_early_discount',
  settlement_discount: 'kind_settlement_discount',
  waiver: 'kind_waiver',
  write_off: 'kind_write_off',
  recovery: 'kind_recovery',
  gateway_fee: 'kind_gateway_fee',
  bank_expense: 'kind_bank_expense',
  agency_remittance: 'kind_agency_remittance',
  agency_transfer: 'kind_agency_transfer',
  journal: 'kind_journal',
} as const

const isKnown = (kind: string): kind is keyof typeof known => kind in known

/** What a posted document is called. */
export function useDocumentName(): (kind: string, reversal?: boolean) => string {
  const t = useWords('ledger')
  return useCallback(
    (kind, reversal = false) => {
      const document = t(isKnown(kind) ? known[kind] : 'kind_other')
      return reversal ? t('reversed', { document }) : document
    },
    [t],
  )
}

/** Where a document is looked at; undefined for what has no page of its own. */
export function documentPath(kind: string, id: string): string | undefined {
  if (kind === 'invoice' || kind === 'credit_note' || kind === 'debit_note' || kind === 'opening')
    return `/invoices/${id}`
  if (kind === 'payment' || kind === 'gateway_fee') return `/payments/${id}`
  if (kind === 'security_deposit') return `/deposits/${id}`
  if (['settlement_discount', 'waiver', 'write_off', 'recovery'].includes(kind))
    return `/settlements/${id}`
  if (kind === 'bank_expense') return `/bank?state=matched&line=${id}`
  return undefined
}

/** The kinds of document that a journal is narrowed by. */
export const documentKinds = Object.keys(known)
