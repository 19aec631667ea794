import type { Content } from '#core/messaging/incoming.ts'
import { type Fields, fields, items, known, numberOf, words } from './read.ts'

/** Things of Facebook and Instagram that a person can pass on. */
const SHARES = new Set([
  'fallback',
  'share',
  'post',
  'ig_post',
  'reel',
  'ig_reel',
  'story_mention',
  'ig_story',
  'media',
  'template',
  'appointment_booking',
])

/**
 * What a message of Messenger or Instagram says, thing by thing: words, then what is attached. The
 * first picture, film or file takes the words as its caption. There is always at least one.
 */
export function contentsOf(message: Fields): readonly [Content, ...Content[]] {
  const text = words(message['text'])
  const quickReply = fields(message['quick_reply'])
  const payload = words(quickReply['payload'])
  if (payload !== undefined)
    return [{ kind: 'choice', of: 'quick_reply', payload, title: text ?? '' }]
  const [first, ...rest] = items(message['attachments']).map(fields).map(contentOf)
  if (!first) return [wordsOnly(message, text)]
  if (text === undefined) return [first, ...rest]
  if (first.kind === 'image' || first.kind === 'video' || first.kind === 'document')
    return [{ ...first, caption: text }, ...rest]
  return [{ kind: 'text', text }, first, ...rest]
}

function wordsOnly(message: Fields, text: string | undefined): Content {
  if (text !== undefined && message['is_unsupported'] !== true) return { kind: 'text', text }
  const type = message['is_unsupported'] === true ? 'is_unsupported' : 'empty'
  return known({ kind: 'unsupported' as const, type, text })
}

function contentOf(attachment: Fields): Content {
  const type = words(attachment['type']) ?? 'attachment'
  const payload = fields(attachment['payload'])
  const url = words(payload['url']) ?? words(attachment['url'])
  const title = words(payload['title']) ?? words(attachment['title'])
  const file = url === undefined ? undefined : fileOf(type, payload, url)
  if (file) return file
  if (type === 'location') {
    const place = fields(payload['coordinates'])
    const latitude = numberOf(place['lat'])
    const longitude = numberOf(place['long'])
    if (latitude !== undefined && longitude !== undefined)
      return known({ kind: 'location' as const, latitude, longitude, name: title, url })
  }
  if (SHARES.has(type) && (url !== undefined || title !== undefined))
    return known({ kind: 'share' as const, of: type, url, title })
  return known({ kind: 'unsupported' as const, type, text: title ?? url })
}

function fileOf(type: string, payload: Fields, url: string): Content | undefined {
  const media = { url }
  switch (type) {
    case 'image':
      // Stickers came as pictures until 2026-08-30.
      return payload['sticker_id'] === undefined
        ? { kind: 'image', media }
        : { kind: 'sticker', animated: false, media }
    case 'sticker':
      return { kind: 'sticker', animated: false, media }
    case 'video':
      return { kind: 'video', media }
    case 'audio':
      return { kind: 'audio', voice: false, media }
    case 'file':
      return { kind: 'document', media: known({ url, fileName: words(payload['title']) }) }
    default:
      return undefined
  }
}

/** Reactions by their word, where a delivery brings no sign. */
export const signs = new Map<unknown, string>([
  ['love', '❤️'],
  ['like', '👍'],
  ['dislike', '👎'],
  ['smile', '😆'],
  ['wow', '😮'],
  ['sad', '😢'],
  ['angry', '😠'],
])
