import type { Reach, TemplateOffer } from '#core/inbox/api.ts'
import { templateText } from '#core/inbox/template-offer.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { opensByItself } from '#core/messaging/window.ts'
import { Refusal } from '#core/refusal.ts'
import { cardFor, findCustomers, partiesOf, salutation } from '#modules/contacts/index.ts'
import { accountsToBegin, findThreads, templatesOf, threadsOf } from '#modules/messaging/index.ts'
import { query } from '#platform/query.ts'
import { customersShown } from './rows.ts'
import { findConversation } from './scope.ts'
import { showThreads } from './show.ts'
import { threadIdsOf } from './timeline.ts'

const addressFor = (
  channel: MessageChannel,
  card: { phone: string | null; email: string | null },
) => (channel === 'email' ? card.email : card.phone)

/** The ways on which a customer can be written to: their threads, and addresses without one. */
export const reachCustomer = query(
  'inbox.answer',
  async (from, { id }: { id: string }): Promise<Reach> => {
    const parties = await partiesOf(from, id, 'contacts.read')
    const [survivor = id] = parties
    const threads = await threadsOf(from, parties)
    const shown = await showThreads(
      from,
      threads.map((thread) => thread.id),
    )
    const found = (await findCustomers(from, [survivor])).get(survivor)
    const card = found && cardFor(from.session, found)
    const accounts = card ? await accountsToBegin(from) : []
    return {
      threads: shown,
      addresses: accounts.flatMap(({ id: accountId, name, channel }) => {
        const address = card && addressFor(channel, card)
        if (!address || threads.some((thread) => thread.accountId === accountId)) return []
        const templateOnly = channel !== 'manual' && !opensByItself.has(channel)
        return [{ accountId, accountName: name, channel, address, templateOnly }]
      }),
    }
  },
)

/** What a variable may be filled with by itself: names that speak of the customer or the company. */
const meanings: Readonly<Record<string, 'customer' | 'company' | 'agent'>> = {
  name: 'customer',
  company: 'company',
  customer_name: 'customer',
  'customer.name': 'customer',
  company_name: 'company',
  'company.name': 'company',
  agent_name: 'agent',
  'agent.name': 'agent',
}

/** The templates that may be sent on a thread of a conversation, filled as far as the house knows. */
export const offerTemplates = query(
  'inbox.answer',
  async (from, input: { id: string; threadId?: string | undefined }) => {
    const conversation = await findConversation(from, input.id, 'inbox.answer')
    const threadId = input.threadId ?? conversation.thread_id
    const reachable = await threadIdsOf(from, conversation)
    const thread = (await findThreads(from, [threadId])).get(threadId)
    if (!thread || !reachable.includes(threadId))
      throw new Refusal('messaging.thread_not_found', { id: threadId })
    const ids = thread.customerId === null ? [] : [thread.customerId]
    const seen = await customersShown(from, ids)
    const [card] = [...(await findCustomers(from, [...seen.keys()])).values()]
    const values = {
      customer: card ? salutation(card) : thread.name,
      company: from.company.name,
      agent: from.session.actor.name,
    }
    const rows = (await templatesOf(from, thread.accountId)).map((template): TemplateOffer => {
      const text = templateText(template.parts)
      return {
        id: template.id,
        accountId: template.accountId,
        name: template.name,
        language: template.language,
        category: template.category,
        quality: template.quality,
        header: text.header,
        headerMedia: text.headerMedia,
        body: text.body,
        footer: text.footer,
        buttons: [...text.buttons],
        variables: text.variables.map(({ in: place, name, button }) => {
          const told = template.variables.find(
            (each) => each.part === place && each.name === name && each.button === button,
          )
          const meaning = meanings[told?.means ?? name]
          return { in: place, name, value: meaning ? values[meaning] : null }
        }),
      }
    })
    return { rows }
  },
)
