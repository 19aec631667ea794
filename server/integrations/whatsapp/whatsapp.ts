import type { ChatFailure, MediaRef } from '#core/messaging/incoming.ts'
import { refusedHere } from '#integrations/meta/errors.ts'
import { type Answer, failureOf, graph, type MetaParts } from '#integrations/meta/graph.ts'
import { download, sha256Of } from '#integrations/meta/media.ts'
import { formWith } from '#integrations/meta/multipart.ts'
import type {
  ChatAbilities,
  ChatAccount,
  ChatDelivery,
  ChatProvider,
  FetchedMedia,
  OutgoingChat,
} from '#integrations/meta/port.ts'
import { fields, flat, idOf, items, words } from '#integrations/meta/read.ts'
import { answerHandshake, signedBy } from '#integrations/meta/signature.ts'
import { parseWhatsApp } from './changes.ts'
import { compose } from './compose.ts'
import { whatsappTemplates } from './templates.ts'

const UPLOAD_MS = 120_000

const abilities: ChatAbilities = {
  text: { most: 4096, in: 'units' },
  captions: true,
  buttons: 3,
  quotes: true,
  windowHours: { free: 24, human: 24 },
  kinds: [
    'text',
    'image',
    'video',
    'document',
    'audio',
    'sticker',
    'location',
    'contacts',
    'buttons',
    'list',
    'link',
    'template',
    'reaction',
  ],
}

/** WhatsApp's Cloud API; an account's `address` is the id of its number (`phone_number_id`). */
export function whatsapp(parts: MetaParts): ChatProvider {
  return {
    name: 'whatsapp_cloud',
    channel: 'whatsapp',
    abilities,
    handshake: answerHandshake,
    verify: (delivery, account) => signedBy(delivery, account.secrets['app_secret']),
    parse: parseWhatsApp,
    send: (account, message) => send(parts, account, message),
    fetchMedia: (account, media) => fetchMedia(parts, account, media),
    uploadMedia: async (account, file) => {
      const body = formWith(
        { messaging_product: 'whatsapp', type: file.mime },
        { field: 'file', ...file },
      )
      const path = `${own(account)}/media`
      const answer = await graph(parts, account, { method: 'POST', path, body, totalMs: UPLOAD_MS })
      if (answer.outcome !== 'ok') return failureOf(answer)
      const id = idOf(answer.body['id'])
      return id ? { id } : refusedHere('unavailable', 'unreadable_answer', '')
    },
    markRead: async (account, messageId, typing) => {
      const body = {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: messageId,
        ...(typing && { typing_indicator: { type: 'text' } }),
      }
      await graph(parts, account, { method: 'POST', path: `${own(account)}/messages`, body })
    },
    templates: whatsappTemplates(parts),
    health: (account) => health(parts, account),
  }
}

const own = (account: ChatAccount) => encodeURIComponent(account.address)

async function send(
  parts: MetaParts,
  account: ChatAccount,
  message: OutgoingChat,
): Promise<ChatDelivery> {
  const composed = compose(message)
  if ('refused' in composed) return { outcome: 'failed', failure: composed.refused, again: false }
  const path = `${own(account)}/messages`
  const { body } = composed
  return deliveryOf(await graph(parts, account, { method: 'POST', path, body }))
}

/** Accepted is not delivered: what becomes of it arrives as a status. */
function deliveryOf(answer: Answer): ChatDelivery {
  if (answer.outcome === 'lost') return { outcome: 'unknown', detail: answer.detail }
  if (answer.outcome === 'refused') {
    const { outcome: _, ...fault } = answer
    return { outcome: 'failed', ...fault }
  }
  const message = fields(items(answer.body['messages'])[0])
  const providerId = idOf(message['id'])
  if (!providerId) return { outcome: 'unknown', detail: 'accepted without an id' }
  const status = message['message_status']
  const held = status !== undefined && status !== 'accepted'
  return { outcome: 'sent', providerId, ...(held && { held: true }) }
}

/** Two steps: where the file lies for the next five minutes, and then the file. */
async function fetchMedia(
  parts: MetaParts,
  account: ChatAccount,
  media: MediaRef,
): Promise<FetchedMedia | ChatFailure> {
  if (media.id === undefined) return refusedHere('media_refused', 'no_media_id', '')
  const query = { phone_number_id: account.address }
  const path = encodeURIComponent(media.id)
  const answer = await graph(parts, account, { method: 'GET', path, query })
  if (answer.outcome !== 'ok') return failureOf(answer)
  const url = words(answer.body['url'])
  if (url === undefined) return refusedHere('media_refused', 'no_media_url', '')
  const sha256 = media.sha256 ?? sha256Of(answer.body['sha256'])
  const mime = media.mime ?? words(answer.body['mime_type'])
  const { fileName } = media
  return download(parts, account, {
    url,
    withToken: true,
    expected: {
      ...(sha256 !== undefined && { sha256 }),
      ...(mime !== undefined && { mime }),
      ...(fileName !== undefined && { fileName }),
    },
  })
}

const HEALTH =
  'display_phone_number,verified_name,quality_rating,status,throughput,name_status,' +
  'whatsapp_business_manager_messaging_limit,code_verification_status'

async function health(parts: MetaParts, account: ChatAccount) {
  const answer = await graph(parts, account, {
    method: 'GET',
    path: own(account),
    query: { fields: HEALTH },
  })
  if (answer.outcome !== 'ok') return { ok: false, facts: {}, failure: failureOf(answer) }
  const facts = flat(answer.body)
  const status = words(answer.body['status'])
  const ok = status === undefined || status === 'CONNECTED'
  return { ok, facts: { ...facts, ...(answer.version && { api_version: answer.version }) } }
}
