import type { RefusalCode } from '#core/refusal.ts'
import { collaboration } from './refusals/collaboration.ts'
import { collections } from './refusals/collections.ts'
import { contacts } from './refusals/contacts.ts'
import { credit } from './refusals/credit.ts'
import { customization } from './refusals/customization.ts'
import { importing } from './refusals/importing.ts'
import { inbox } from './refusals/inbox.ts'
import { invoicing } from './refusals/invoicing.ts'
import { ledger } from './refusals/ledger.ts'
import { messaging } from './refusals/messaging.ts'
import { payments } from './refusals/payments.ts'
import { people } from './refusals/people.ts'
import { reports } from './refusals/reports.ts'

/** Every refusal in English; a code without its sentence does not compile. */
export const refusals: Record<RefusalCode | 'network', string> = {
  network: 'The server cannot be reached. Nothing you saved is lost. Try again in a moment.',
  'request.invalid': 'Something in the request is not accepted. Check what you typed.',
  'request.not_found': 'What you asked for was not found. It may have been removed or moved.',
  'request.too_large': 'The file or the request is larger than allowed.',
  'request.id_reused':
    'This request was sent before with other content. Reopen the page and retry.',
  'request.too_many': 'Too many requests in a short time. Wait a little and try again.',
  'request.stale':
    'Someone changed this record before you saved. See their change, then save yours.',
  'request.origin': 'The request came from another address. Open Wasl from its usual address.',
  'access.unauthenticated': 'Sign in to continue.',
  'access.forbidden': "This needs a permission you do not hold. Ask the company's owner for it.",
  'access.field_hidden': 'The record has a field that you may not change.',
  'system.failed':
    'Something failed on our side and this was not saved. What was saved before is safe.',
  ...people,
  ...customization,
  ...contacts,
  ...credit,
  ...importing,
  ...collaboration,
  ...ledger,
  ...messaging,
  ...inbox,
  ...invoicing,
  ...payments,
  ...collections,
  ...reports,
}
