import sanitizeHtml from 'sanitize-html'
import { type Attributes, safeLink, straight, type Tag, withHosts } from './safe-links.ts'
import { allowedStyles } from './safe-styles.ts'

export type SafeHtmlOptions = Readonly<{
  /** Pictures from elsewhere are shown: their owner then learns that the mail was opened. */
  showImages?: boolean
  /**
   * What `cid:` names stand for. The frame has no origin and no cookies, so that an address of ours
   * would show nothing: give `data:` addresses.
   */
  cids?: ReadonlyMap<string, string>
}>

export type SafeHtml = Readonly<{
  html: string
  /** So many pictures from elsewhere are not shown, besides those too small to be seen. */
  blockedImages: number
}>

const mostCharacters = 1_000_000
/** What is shown is not deeper than this, and what is deeper than that is not read at all. */
const deepestNesting = 100
const deepestRead = 1_000

const blocks = `address article aside blockquote caption center col colgroup dd div dl dt figcaption figure footer
  h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul`
const inlines = `a abbr b bdi big br cite code del em font i img ins kbd mark q s samp small span strike
  strong sub sup time tt u var wbr`
const allowedTags = `${blocks} ${inlines}`.split(/\s+/)

const box = ['align', 'valign', 'bgcolor', 'width', 'height']
const allowedAttributes = {
  '*': ['dir', 'lang', 'title', 'style'],
  a: ['href', 'rel', 'target'],
  img: ['src', 'alt', 'width', 'height', 'referrerpolicy', 'align'],
  font: ['color', 'face', 'size'],
  table: [...box, 'border', 'cellpadding', 'cellspacing'],
  td: [...box, 'colspan', 'rowspan', 'nowrap'],
  th: [...box, 'colspan', 'rowspan', 'nowrap', 'scope'],
  tr: box,
  col: [...box, 'span'],
  colgroup: [...box, 'span'],
  tbody: ['align', 'valign'],
  thead: ['align', 'valign'],
  tfoot: ['align', 'valign'],
  div: ['align'],
  p: ['align'],
  h1: ['align'],
  h2: ['align'],
  h3: ['align'],
  h4: ['align'],
  ol: ['start', 'type'],
  ul: ['type'],
  li: ['value'],
  hr: ['width', 'align', 'size', 'color'],
}

const picture = /^data:image\/(png|gif|jpeg|jpg|webp);base64,[a-z0-9+/=\s]+$/i
const unseen = /^\s*[012](px)?\s*$/i

const nothing: Tag = { tagName: 'span', attribs: {} }

function imageMaker(options: SafeHtmlOptions, blocked: () => void) {
  return (_name: string, attribs: Attributes): Tag => {
    const source = (attribs['src'] ?? '').trim()
    const alt = straight(attribs['alt'] ?? '').slice(0, 300)
    const shown = (src: string): Tag => ({
      tagName: 'img',
      attribs: {
        ...attribs,
        src,
        alt,
        referrerpolicy: 'no-referrer',
        style: `${attribs['style'] ?? ''};max-width:100%`,
      },
    })
    if (/^cid:/i.test(source)) {
      const address = options.cids?.get(decoded(source.slice(4)))
      return address === undefined ? standIn(alt) : shown(address)
    }
    if (picture.test(source)) return shown(source)
    if (!/^(https?:)?\/\//i.test(source)) return standIn(alt)
    if (options.showImages === true && /^https:\/\//i.test(source)) return shown(source)
    if (unseen.test(attribs['width'] ?? '') || unseen.test(attribs['height'] ?? '')) return nothing
    blocked()
    return standIn(alt)
  }
}

/** What stands where a picture would: its own words, in a frame. */
const standIn = (alt: string): Tag => ({
  tagName: 'span',
  attribs: { style: 'border:1px dashed #8a8a8a;padding:0 4px;color:#5c5c5c' },
  text: alt.trim() === '' ? '▢' : `▢ ${alt}`,
})

function decoded(cid: string): string {
  try {
    return decodeURIComponent(cid).replaceAll(/[<>]/g, '')
  } catch {
    return cid.replaceAll(/[<>]/g, '')
  }
}

/**
 * A mail's HTML with nothing in it that runs, loads, sends or hides where it leads. What is left
 * looks like the mail: tables, colours, right to left.
 */
export function safeMailHtml(dirty: string, options: SafeHtmlOptions = {}): SafeHtml {
  let blockedImages = 0
  const html = cleaned(dirty, {
    allowedTags,
    allowedAttributes,
    allowedStyles,
    // Links and pictures were judged above, each by its own rule; this is the second wall.
    allowedSchemes: ['https', 'http', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['https', 'data'] },
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    enforceHtmlBoundary: false,
    nestingLimit: deepestNesting,
    nonTextTags: [
      ...['script', 'style', 'textarea', 'option', 'xmp', 'noscript', 'noembed', 'noframes'],
      ...[
        'template',
        'title',
        'svg',
        'math',
        'iframe',
        'object',
        'plaintext',
        'select',
        'audio',
        'video',
      ],
    ],
    transformTags: {
      a: (_name, attribs) => safeLink(attribs),
      img: imageMaker(options, () => {
        blockedImages += 1
      }),
    },
    textFilter: straight,
  })
  return { html: withHosts(html), blockedImages }
}

/**
 * The sanitizer takes time with the square of what is open at once. A mail that goes deeper than
 * any mail that a person wrote is its words alone.
 */
function cleaned(dirty: string, options: sanitizeHtml.IOptions): string {
  const html = dirty.slice(0, mostCharacters)
  let depth = 0
  try {
    return sanitizeHtml(html, {
      ...options,
      onOpenTag: () => {
        depth += 1
        if (depth > deepestRead) throw new RangeError('deeper than a mail is')
      },
      onCloseTag: () => {
        depth -= 1
      },
    })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return sanitizeHtml(html.replaceAll(/<[^<>]*>/g, ' ').replaceAll(/[<>]/g, ' '), {
      allowedTags: [],
    })
  }
}

/** The words of an HTML mail alone, a line for each block. */
export function textOfHtml(dirty: string): string {
  const lines = dirty
    .slice(0, mostCharacters)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(
      /<(br|hr)\b[^<>]*>|<\/(p|div|tr|li|h[1-6]|table|blockquote|pre|dd|dt)\s*>/gi,
      '$&\n',
    )
    .replaceAll(/<\/(td|th)\s*>/gi, '$& ')
  const words = cleaned(lines, {
    allowedTags: [],
    allowedAttributes: {},
    enforceHtmlBoundary: false,
    nonTextTags: ['script', 'style', 'textarea', 'option', 'xmp', 'noscript', 'template', 'title'],
  })
  return words
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/[ \t\u00a0]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
