import { CustomerAnswered } from '#core/collections/events.ts'
import { addDays } from '#core/day.ts'
import {
  findCustomers,
  type LockedCustomer,
  lockCustomer,
  salutation,
} from '#modules/contacts/index.ts'
import { findThreads, readChoice, sendChat } from '#modules/messaging/index.ts'
import { answerWithLink, answerWithStatement } from '#modules/payments/index.ts'
import type { Work } from '#platform/command.ts'
import { idWithin } from '#platform/ids.ts'
import { word } from './messages/index.ts'
import { openPauses, writePause } from './pauses.ts'
import { readRules } from './settings.ts'

type Pressed = Readonly<{
  threadId: string
  messageId: string
  customerId: string | null
  payload: string
}>

/** The machine keeps quiet for some days after the customer says so; a standstill that is there stays. */
async function rest(work: Work, customer: LockedCustomer, pressed: Pressed): Promise<void> {
  const open = await openPauses(work, customer.parties)
  if (open.some((row) => row.invoice_id === null)) return
  const { saidPaidDays } = await readRules(work)
  const card = (await findCustomers(work, [customer.id])).get(customer.id)
  await writePause(work, {
    company_id: work.companyId,
    id: idWithin(pressed.messageId, 'paid'),
    customer_id: customer.id,
    invoice_id: null,
    item_id: null,
    invoice_number: null,
    until: addDays(work.today, saidPaidDays),
    reason: word('saysPaid', work.session.language),
    at: work.now,
    by_id: null,
    by_name: card ? salutation(card) : '—',
    ended_at: null,
    ended_by: null,
  })
}

async function acknowledge(
  work: Work,
  customer: LockedCustomer,
  { threadId, messageId }: Pressed,
  choice: 'paid' | 'call',
): Promise<void> {
  const card = (await findCustomers(work, [customer.id])).get(customer.id)
  const language = card?.language ?? 'ar'
  await sendChat(work, {
    id: idWithin(messageId, choice),
    threadId,
    said: { kind: 'text', text: word(choice, language) },
    byHuman: false,
    category: 'chat',
    language,
  })
}

/**
 * Does what a customer asks for with a press under a message of ours. What was not hung there by us,
 * or was offered to another customer than the thread belongs to, asks for nothing.
 */
export async function takeChoice(work: Work, pressed: Pressed): Promise<void> {
  const chosen = readChoice(work.session.house, work.companyId, pressed.payload)
  if (!chosen) return
  const customer = await lockCustomer(work, chosen.customerId)
  const thread = (await findThreads(work, [pressed.threadId])).get(pressed.threadId)
  if (!thread || (thread.customerId !== null && !customer.parties.includes(thread.customerId)))
    return
  const { choice } = chosen
  const { threadId, messageId } = pressed
  const asked = { customerId: customer.id, threadId, asked: messageId }
  if (choice === 'statement') await answerWithStatement(work, asked)
  if (choice === 'pay' || choice === 'promise')
    await answerWithLink(work, { ...asked, wants: choice })
  if (choice === 'paid') await rest(work, customer, pressed)
  if (choice === 'paid' || choice === 'call') await acknowledge(work, customer, pressed, choice)
  const facts = { customerId: customer.id, threadId, messageId, choice }
  work.audit('collections.customer_answered', {
    kind: 'customer',
    id: customer.id,
    before: null,
    after: facts,
  })
  work.publish(CustomerAnswered, { kind: 'thread', id: threadId, customerId: customer.id }, facts)
}
