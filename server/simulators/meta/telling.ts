import type { Body, Chat, PlayedAccount } from './state.ts'
import type { PlayedTemplate } from './templates.ts'

export type Tell = (account: PlayedAccount, entry: unknown) => void

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000))

/** A person as WhatsApp names them: who hides the number is told of by the id alone. */
const contactOf = ({ person }: Chat): Body => ({
  profile: { name: person.name, ...(person.username && { username: person.username }) },
  ...(!person.hidden && { wa_id: person.waId }),
  ...(person.userId && { user_id: person.userId }),
})

const metadataOf = ({ id, display }: PlayedAccount): Body => ({
  display_phone_number: display ?? '15550783881',
  phone_number_id: id,
})

const change = (account: PlayedAccount, field: string, value: Body): Body => ({
  id: account.waba ?? '0',
  changes: [{ field, value }],
})

const valueFor = (account: PlayedAccount, more: Body): Body => ({
  messaging_product: 'whatsapp',
  metadata: metadataOf(account),
  ...more,
})

/** What a person wrote, as WhatsApp tells it. */
export function tellInbound(tell: Tell, chat: Chat, id: string, at: Date, message: Body): void {
  const { account, person } = chat
  const value = valueFor(account, {
    contacts: [contactOf(chat)],
    messages: [
      {
        ...(!person.hidden && { from: person.waId }),
        ...(person.userId && { from_user_id: person.userId }),
        id,
        timestamp: seconds(at),
        ...message,
      },
    ],
  })
  tell(account, change(account, 'messages', value))
}

/** How far a message of the business has come, as WhatsApp tells it. */
export function tellStatus(tell: Tell, chat: Chat, at: Date, status: Body): void {
  const { account, person } = chat
  const failed = status['status'] === 'failed'
  const value = valueFor(account, {
    ...(!failed && { contacts: [contactOf(chat)] }),
    statuses: [
      {
        timestamp: seconds(at),
        ...(!person.hidden && { recipient_id: person.waId }),
        ...(!failed && person.userId && { recipient_user_id: person.userId }),
        ...status,
      },
    ],
  })
  tell(account, change(account, 'messages', value))
}

/** A wish about marketing, from WhatsApp's own switch. */
export function tellPreference(tell: Tell, chat: Chat, at: Date, stop: boolean): void {
  const { account } = chat
  const contact = contactOf(chat)
  const value = valueFor(account, {
    contacts: [contact],
    user_preferences: [
      {
        ...(contact['wa_id'] !== undefined && { wa_id: contact['wa_id'] }),
        ...(contact['user_id'] !== undefined && { user_id: contact['user_id'] }),
        detail: stop
          ? 'User requested to stop marketing messages'
          : 'User requested to resume marketing messages',
        category: 'marketing_messages',
        value: stop ? 'stop' : 'resume',
        timestamp: Math.floor(at.getTime() / 1000),
      },
    ],
  })
  tell(account, change(account, 'user_preferences', value))
}

/** The end of a template's review, or its pause. */
export function tellTemplate(
  tell: Tell,
  account: PlayedAccount,
  at: Date,
  template: PlayedTemplate,
): void {
  const value = {
    event: template.status,
    message_template_id: template.id,
    message_template_name: template.name,
    message_template_language: template.language,
    reason: template.rejectedReason,
  }
  tell(account, {
    id: account.waba ?? '0',
    time: Math.floor(at.getTime() / 1000),
    changes: [{ field: 'message_template_status_update', value }],
  })
}

/** An event of Messenger or Instagram; `fromBusiness` for echoes. */
export function tellEvent(
  tell: Tell,
  { account, person }: Chat,
  at: Date,
  event: Body,
  fromBusiness = false,
): void {
  const [sender, recipient] = fromBusiness ? [account.id, person.id] : [person.id, account.id]
  tell(account, {
    id: account.id,
    time: at.getTime(),
    messaging: [
      { sender: { id: sender }, recipient: { id: recipient }, timestamp: at.getTime(), ...event },
    ],
  })
}
