import { refusedHere } from '#integrations/meta/errors.ts'
import { failureOf, graph, type MetaParts } from '#integrations/meta/graph.ts'
import { type Dialect, parseMessaging } from '#integrations/meta/messaging-events.ts'
import { fetchAttachment, healthOf } from '#integrations/meta/messaging-media.ts'
import { actMessaging, type Manner, sendMessaging } from '#integrations/meta/messaging-send.ts'
import { formWith } from '#integrations/meta/multipart.ts'
import type { ChatAbilities, ChatAccount, ChatProvider } from '#integrations/meta/port.ts'
import { idOf, known, words } from '#integrations/meta/read.ts'
import { answerHandshake, signedBy } from '#integrations/meta/signature.ts'

const UPLOAD_MS = 120_000

const dialect: Dialect = { channel: 'messenger', object: 'page', person: 'psid' }

const own = (account: ChatAccount) => encodeURIComponent(account.address)

const manner: Manner = {
  person: 'psid',
  text: { most: 2000, in: 'units' },
  metadata: true,
  quotes: true,
  templates: true,
  path: (account) => `${own(account)}/messages`,
}

const abilities: ChatAbilities = {
  text: manner.text,
  captions: false,
  buttons: 13,
  quotes: true,
  windowHours: { free: 24, human: 168 },
  kinds: [
    'text',
    'image',
    'video',
    'document',
    'audio',
    'buttons',
    'list',
    'link',
    'template',
    'reaction',
  ],
}

/** Facebook Messenger; an account's `address` is the id of its page. */
export function messenger(parts: MetaParts): ChatProvider {
  return {
    name: 'messenger',
    channel: 'messenger',
    abilities,
    handshake: answerHandshake,
    verify: (delivery, account) => signedBy(delivery, account.secrets['app_secret']),
    parse: (delivery) => parseMessaging(dialect, delivery),
    send: (account, message) => sendMessaging(parts, manner, account, message),
    fetchMedia: (account, media) => fetchAttachment(parts, account, media),
    uploadMedia: async (account, file) => {
      const payload = { is_reusable: true }
      const message = JSON.stringify({ attachment: { type: typeOf(file.mime), payload } })
      const body = formWith({ message }, { field: 'filedata', ...file })
      const path = `${own(account)}/message_attachments`
      const answer = await graph(parts, account, { method: 'POST', path, body, totalMs: UPLOAD_MS })
      if (answer.outcome !== 'ok') return failureOf(answer)
      const id = idOf(answer.body['attachment_id'])
      return id ? { id } : refusedHere('unavailable', 'unreadable_answer', '')
    },
    markRead: async (account, _messageId, typing, from) => {
      if (from) await actMessaging(parts, manner, account, from, typing)
    },
    profile: async (account, who) => {
      const query = { fields: 'first_name,last_name' }
      const path = encodeURIComponent(who.value)
      // Some persons may not be looked up (100/33); they are then simply nameless.
      const answer = await graph(parts, account, { method: 'GET', path, query })
      if (answer.outcome !== 'ok') return undefined
      const { first_name, last_name } = answer.body
      const name = [words(first_name), words(last_name)].filter(Boolean).join(' ')
      return known({ name: name || undefined })
    },
    health: (account) => healthOf(parts, account, own(account), 'id,name'),
  }
}

function typeOf(mime: string): 'image' | 'video' | 'audio' | 'file' {
  const kind = mime.split('/')[0]
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'file'
}
