import { CustomerErased } from '#core/contacts/events.ts'
import { EntryPosted } from '#core/ledger/events.ts'
import { MessageSent } from '#core/messaging/events.ts'
import { type Listener, on } from '#platform/events.ts'
import { freeReversed } from './bank/link-entry.ts'
import { forgetPerson } from './forget.ts'
import { noteStatementSent } from './send-statement.ts'

export const paymentsReactions: readonly Listener[] = [
  on(MessageSent, 'payments.note_statement', noteStatementSent),
  on(EntryPosted, 'payments.free_reversed_line', freeReversed),
  on(CustomerErased, 'payments.forget_person', forgetPerson),
]
