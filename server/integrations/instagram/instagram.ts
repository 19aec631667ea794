import { refusedHere } from '#integrations/meta/errors.ts'
import { failureOf, graph, type MetaParts } from '#integrations/meta/graph.ts'
import { type Dialect, parseMessaging } from '#integrations/meta/messaging-events.ts'
import { fetchAttachment, healthOf } from '#integrations/meta/messaging-media.ts'
import { actMessaging, type Manner, sendMessaging } from '#integrations/meta/messaging-send.ts'
import type { ChatAbilities, ChatAccount, ChatProvider } from '#integrations/meta/port.ts'
import { known, words } from '#integrations/meta/read.ts'
import { answerHandshake, signedBy } from '#integrations/meta/signature.ts'

const dialect: Dialect = { channel: 'instagram', object: 'instagram', person: 'igsid' }

const manner: Manner = {
  person: 'igsid',
  // Bytes, not letters: some five hundred of them in Arabic.
  text: { most: 1000, in: 'bytes' },
  metadata: false,
  quotes: false,
  templates: false,
  // The token's own page or account, whichever of the two ways it was joined by.
  path: () => 'me/messages',
}

const abilities: ChatAbilities = {
  text: manner.text,
  captions: false,
  buttons: 13,
  quotes: false,
  windowHours: { free: 24, human: 168 },
  kinds: ['text', 'image', 'video', 'document', 'audio', 'buttons', 'list', 'link', 'reaction'],
}

/** Instagram joined through a Facebook page: `graph.facebook.com`, the page's token. */
export const instagram = (parts: MetaParts): ChatProvider => provider(parts, 'instagram')

/** Instagram joined by itself: `graph.instagram.com`, its own token, its own app's secret. */
export const instagramLogin = (parts: MetaParts): ChatProvider => ({
  ...provider(parts, 'instagram_login'),
  renewToken: (account) => renewToken(parts, account),
})

/** A token of sixty days for one that is at least a day old and has not ended. Read 2026-11. */
async function renewToken(
  parts: MetaParts,
  account: ChatAccount,
): ReturnType<NonNullable<ChatProvider['renewToken']>> {
  const answer = await graph(parts, account, {
    method: 'GET',
    path: 'refresh_access_token',
    query: { grant_type: 'ig_refresh_token', access_token: account.secrets['token'] ?? '' },
    versionless: true,
  })
  if (answer.outcome !== 'ok') return failureOf(answer)
  const token = words(answer.body['access_token'])
  return token ? { token } : refusedHere('unavailable', 'unreadable_answer', '')
}

function provider(parts: MetaParts, name: 'instagram' | 'instagram_login'): ChatProvider {
  const secretOf = ({ secrets }: ChatAccount) =>
    name === 'instagram_login' && secrets['instagram_app_secret'] !== undefined
      ? secrets['instagram_app_secret']
      : secrets['app_secret']
  return {
    name,
    channel: 'instagram',
    abilities,
    handshake: answerHandshake,
    verify: (delivery, account) => signedBy(delivery, secretOf(account)),
    parse: (delivery) => parseMessaging(dialect, delivery),
    send: (account, message) => sendMessaging(parts, manner, account, message),
    fetchMedia: (account, media) => fetchAttachment(parts, account, media),
    markRead: async (account, _messageId, typing, from) => {
      if (from) await actMessaging(parts, manner, account, from, typing)
    },
    profile: async (account, who) => {
      const query = { fields: 'name,username' }
      const path = encodeURIComponent(who.value)
      const answer = await graph(parts, account, { method: 'GET', path, query })
      if (answer.outcome !== 'ok') return undefined
      const { name: own, username } = answer.body
      return known({ name: words(own), username: words(username) })
    },
    health: (account) =>
      healthOf(parts, account, encodeURIComponent(account.address), 'id,name,username'),
  }
}
