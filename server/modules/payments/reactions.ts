import { CustomerErased } from '#core/contacts/events.ts'
import { MessageSent } from '#core/messaging/events.ts'
import { type Listener, on } from '#platform/events.ts'
import { forgetPerson } from './forget.ts'
import { noteStatementSent } from './send-statement.ts'

export const paymentsReactions: readonly Listener[] = [
  on(MessageSent, 'payments.note_statement', noteStatementSent),
  on(CustomerErased, 'payments.forget_person', forgetPerson),
]
