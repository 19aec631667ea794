import { escapeHtml } from '#core/messaging/template.ts'

/** Overrides of direction: they show a text backwards, and an address as another one. */
const overrides = /[\u202d\u202e]/g
export const straight = (text: string) => text.replaceAll(overrides, '')

export type Attributes = Record<string, string>
/** An element as the sanitizer hands it over and takes it back. */
export type Tag = { tagName: string; attribs: Attributes; text?: string }

/** Where a link leads, or nothing when it leads nowhere that is safe. */
function linkOf(href: string): URL | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers ignore them, so do we.
  const plain = href.replaceAll(/[\u0000-\u0020\u00a0\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, '')
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(plain) || !URL.canParse(plain)) return undefined
  const url = new URL(plain)
  // A name before the host is only ever there to look like one.
  url.username = ''
  url.password = ''
  return url
}

/** A link that leads where it says, in a window of its own; else its words alone. */
export function safeLink(attribs: Attributes): Tag {
  const { href: _href, rel: _rel, target: _target, title: _title, ...rest } = attribs
  const url = linkOf(attribs['href'] ?? '')
  if (!url) return { tagName: 'span', attribs: rest }
  return {
    tagName: 'a',
    attribs: {
      ...rest,
      href: url.href,
      rel: 'noopener noreferrer nofollow',
      target: '_blank',
      title: url.href.slice(0, 500),
    },
  }
}

/**
 * Writes behind each link the host that it leads to, unless its own words are just that. The text
 * is the sanitizer's own output, in which no attribute holds a bracket.
 */
export function withHosts(html: string): string {
  let open: { host: string; from: number } | undefined
  return html.replaceAll(/<a(?: [^<>]*)?>|<\/a>/g, (tag, at: number) => {
    if (tag !== '</a>') {
      const [, href = ''] = / href="([^"]*)"/.exec(tag) ?? []
      const url = URL.canParse(href) ? new URL(href) : undefined
      open = url && { host: url.host || url.pathname, from: at + tag.length }
      return tag
    }
    const link = open
    open = undefined
    if (!link) return tag
    const words = html
      .slice(link.from, at)
      .replaceAll(/<[^<>]*>/g, '')
      .trim()
    if (saysHost(words, link.host)) return tag
    return `${tag} <bdi dir="ltr" style="font-size:smaller;color:#5c5c5c">(${escapeHtml(link.host)})</bdi>`
  })
}

/** Whether the words of a link are its host, perhaps with a way behind it, and nothing else. */
function saysHost(words: string, host: string): boolean {
  const bare = words.toLowerCase().replace(/^(https?:\/\/|mailto:|tel:)/, '')
  return bare === host || bare.startsWith(`${host}/`)
}
