import { listOf, record } from '../meta/answers.ts'
import type { Arrived, Body } from '../meta/state.ts'
import type { Own } from './diary.ts'

export type ShownOffer = Readonly<{ payload: string; title: string; description?: string }>

/** A message as it stands on the screen of the page. */
export type Shown = Readonly<{
  id: string
  mine: boolean
  at: string
  head?: string
  text: string
  foot?: string
  file?: Readonly<{ kind: string; name: string; href?: string }>
  place?: Readonly<{ latitude: number; longitude: number; name?: string }>
  offers: readonly ShownOffer[]
  link?: Readonly<{ title: string; url: string }>
  answers?: string
  tick?: string
  reaction?: string
  edited?: true
  gone?: true
}>

/** The approved words of a template, by its name and language. */
export type TemplateWords = (name: string, language: string) => readonly Body[]

type Said = Pick<Shown, 'head' | 'text' | 'foot' | 'file' | 'place' | 'link'> & {
  offers?: readonly ShownOffer[]
}

const words = (value: unknown): string => (typeof value === 'string' ? value : '')
const some = (name: 'head' | 'foot', value: unknown) =>
  words(value) ? { [name]: words(value) } : {}

/** What the business sent, whichever vendor carried it. */
export function shownArrived(arrived: Arrived, templates: TemplateWords, files: string): Shown {
  const { id, at, type, content, answers, tick, reaction } = arrived
  const body = record(content)
  const said =
    type === 'attachment' || 'quick_replies' in body || typeof body['text'] === 'string'
      ? pageMessage(body, `${files}/${id}`)
      : whatsapp(type, body, templates, `${files}/${id}`)
  return {
    offers: [],
    ...said,
    id,
    mine: false,
    at: at.toISOString(),
    tick,
    ...(answers !== undefined && { answers }),
    ...(reaction !== null && { reaction }),
  }
}

function whatsapp(type: string, body: Body, templates: TemplateWords, href: string): Said {
  if (type === 'text') return { text: words(body['body']) }
  if (type === 'interactive') return interactive(body)
  if (type === 'template') return template(body, templates)
  if (type === 'location') {
    const { latitude, longitude, name } = body
    const place = { latitude: Number(latitude), longitude: Number(longitude) }
    return { text: '', place: { ...place, ...(words(name) && { name: words(name) }) } }
  }
  if (['image', 'video', 'audio', 'document', 'sticker'].includes(type)) {
    const name = words(body['filename']) || type
    return {
      text: words(body['caption']),
      file: { kind: type, name, href: words(body['link']) || href },
    }
  }
  return { text: `[${type}]` }
}

function interactive(body: Body): Said {
  const action = record(body['action'])
  const link = record(action['parameters'])
  const buttons = listOf(action['buttons']).map((button) => record(record(button)['reply']))
  const rows = listOf(action['sections'])
    .flatMap((section) => listOf(record(section)['rows']))
    .map(record)
  return {
    ...some('head', record(body['header'])['text']),
    text: words(record(body['body'])['text']),
    ...some('foot', record(body['footer'])['text']),
    offers: [...buttons, ...rows].map(({ id, title, description }) => ({
      payload: words(id),
      title: words(title),
      ...(words(description) && { description: words(description) }),
    })),
    ...(words(link['url']) && {
      link: { title: words(link['display_text']), url: words(link['url']) },
    }),
  }
}

/** The approved words with what was filled in; where they are not known, what was filled in. */
function template(body: Body, templates: TemplateWords): Said {
  const name = words(body['name'])
  const sent = listOf(body['components']).map(record)
  const given = (type: string) =>
    listOf(sent.find((each) => words(each['type']).toLowerCase() === type)?.['parameters']).map(
      record,
    )
  const parts = templates(name, words(record(body['language'])['code']))
  const part = (type: string) => record(parts.find((each) => each['type'] === type))
  const filled = (type: string, parameters: readonly Body[]) =>
    words(part(type)['text']).replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => {
      const named = parameters.find((each) => each['parameter_name'] === key)
      return words((named ?? parameters[Number(key) - 1])?.['text']) || whole
    })
  const plain = given('body')
    .map((each) => words(each['text']))
    .join(' · ')
  return {
    ...some('head', filled('HEADER', given('header'))),
    text: filled('BODY', given('body')) || `[${name}] ${plain}`.trim(),
    ...some('foot', part('FOOTER')['text']),
    offers: templateOffers(listOf(part('BUTTONS')['buttons']).map(record), sent),
  }
}

function templateOffers(buttons: readonly Body[], sent: readonly Body[]): readonly ShownOffer[] {
  return buttons.flatMap((button, index) => {
    if (button['type'] !== 'QUICK_REPLY') return []
    const own = sent.find(
      (each) => each['type'] === 'button' && String(each['index']) === String(index),
    )
    const payload = words(record(listOf(own?.['parameters'])[0])['payload'])
    const title = words(button['text'])
    return [{ payload: payload || title, title }]
  })
}

function pageMessage(body: Body, href: string): Said {
  const { text, attachment, quick_replies } = body
  const { type, payload } = record(attachment)
  const url = words(record(payload)['url'])
  return {
    text: words(text),
    ...(attachment !== undefined && {
      file: { kind: words(type), name: words(type), href: url || href },
    }),
    offers: listOf(quick_replies).map((reply) => {
      const { payload: pressed, title } = record(reply)
      return { payload: words(pressed), title: words(title) }
    }),
  }
}

/** What the customer wrote here, with what the business was seen to do about it. */
export function shownOwn(own: Own, seen: readonly string[], files: string): Shown {
  const { id, at, text, file, place, answers, edited, gone, looksBefore } = own
  const read = seen.includes(id) || looksOf(seen) > looksBefore
  const reacted = seen
    .findLast((each) => each.startsWith(`reaction ${id} `))
    ?.split(' ')
    .at(-1)
  const reaction = ['', 'null', 'undefined'].includes(reacted ?? '') ? undefined : reacted
  return {
    id,
    mine: true,
    at: at.toISOString(),
    text: edited ?? text,
    offers: [],
    tick: read ? 'read' : 'delivered',
    ...(file && {
      file: { kind: file.kind, name: file.fileName ?? file.kind, href: `${files}/${id}` },
    }),
    ...(place && { place }),
    ...(answers !== undefined && { answers }),
    ...(reaction !== undefined && { reaction }),
    ...(edited !== undefined && { edited: true as const }),
    ...(gone && { gone }),
  }
}

/** How often a page or an account looked at everything. */
export const looksOf = (seen: readonly string[]): number =>
  seen.filter((each) => each === 'all').length

/** Both sides in the order of time. */
export const inOrder = (own: readonly Shown[], arrived: readonly Shown[]): readonly Shown[] =>
  [...own, ...arrived].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
