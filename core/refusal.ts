import { collaborationRefusals } from '#core/collaboration/refusals.ts'
import { collectionsRefusals } from '#core/collections/refusals.ts'
import { contactsRefusals } from '#core/contacts/refusals.ts'
import { creditRefusals } from '#core/credit/refusals.ts'
import { customizationRefusals } from '#core/customization/refusals.ts'
import { importingRefusals } from '#core/importing/refusals.ts'
import { inboxRefusals } from '#core/inbox/refusals.ts'
import { invoicingRefusals } from '#core/invoicing/refusals.ts'
import { ledgerRefusals } from '#core/ledger/refusals.ts'
import { messagingRefusals } from '#core/messaging/refusals.ts'
import { paymentsRefusals } from '#core/payments/refusals.ts'
import { peopleRefusals } from '#core/people/refusals.ts'
import { reportsRefusals } from '#core/reports/refusals.ts'

/**
 * Every reason the system may decline a request, with the HTTP status it travels as.
 * The server never sends prose: the code is looked up in the reader's own language.
 */
export const refusals = {
  'request.invalid': 400,
  'request.not_found': 404,
  'request.too_large': 413,
  'request.id_reused': 409,
  'request.too_many': 429,
  'request.stale': 409,
  'request.origin': 403,
  'access.unauthenticated': 401,
  'access.forbidden': 403,
  'access.field_hidden': 403,
  'system.failed': 500,
  ...peopleRefusals,
  ...customizationRefusals,
  ...contactsRefusals,
  ...creditRefusals,
  ...importingRefusals,
  ...collaborationRefusals,
  ...ledgerRefusals,
  ...messagingRefusals,
  ...invoicingRefusals,
  ...paymentsRefusals,
  ...collectionsRefusals,
  ...inboxRefusals,
  ...reportsRefusals,
} as const

export type RefusalCode = keyof typeof refusals
export type RefusalFacts = Readonly<Record<string, string | number>>

/** An expected "no". A bug is an assertion instead; see assert.ts. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly facts: RefusalFacts

  constructor(code: RefusalCode, facts: RefusalFacts = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}
