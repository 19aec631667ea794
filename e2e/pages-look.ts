import fs from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { axe } from './browser.ts'

export type Language = 'ar' | 'en'

/**
 * Looks at a page as it stands, in the browser: its title, its direction, what does not fit, and
 * words that are not words. Names and what people typed (bdi, dir=auto, code, fields) may be in
 * any language; our own sentences may not.
 */
const look = `(lang) => {
  const found = []
  const html = document.documentElement
  const shown = (element) => element.checkVisibility({ visibilityProperty: true })
  const name = (element) => {
    const said = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
    return element.tagName.toLowerCase() + ' «' + said.slice(0, 60) + '»'
  }
  if (!document.title.trim()) found.push('no title')
  if (!document.querySelector('h1')?.textContent?.trim()) found.push('no h1')
  if (html.dir !== (lang === 'ar' ? 'rtl' : 'ltr')) found.push('dir is ' + html.dir)
  if (html.lang !== lang) found.push('lang is ' + html.lang)
  if (html.scrollWidth > html.clientWidth)
    found.push('scrolls sideways by ' + (html.scrollWidth - html.clientWidth))

  const scrolls = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      const { overflowX } = getComputedStyle(box)
      if ((overflowX === 'auto' || overflowX === 'scroll') && box.scrollWidth > box.clientWidth)
        return true
    }
    return false
  }
  for (const element of document.querySelectorAll('a, button, input, select, textarea, h1, h2')) {
    const { left, right, width, height } = element.getBoundingClientRect()
    if (width < 3 || height < 3 || !shown(element) || element.closest('[aria-hidden=true]')) continue
    if (element.matches('.visually-hidden, input[type=file]')) continue
    const out = Math.max(-left, right - html.clientWidth)
    if (out > 2 && !scrolls(element)) found.push('out of sight by ' + Math.round(out) + ': ' + name(element))
  }

  const free = 'bdi, code, kbd, pre, textarea, iframe, [dir=ltr], [dir=auto], [lang]:not(html), script, style'
  const raw = /(^|[^\\w@./-])([a-z]+(_[a-z]+)+|(people|shell|ui|contacts|ledger|invoicing|payments|messaging|collections|collaboration|importing|reports|customization|refusals|fields|events|access|session)[.:][a-z_]+)(?![\\w@/-])/
  const broken = /undefined|\\bNaN\\b|\\[object|Invalid Date|\\{[a-zA-Z]+[,}]/
  const foreign = lang === 'ar' ? /[A-Za-z]{3,}/ : /[\\u0621-\\u064a]{2,}/
  // What is called the same in every language: trade names, formats, codes.
  const names = /Apple Pay|STC Pay|\\b(?:Pay|mada|stc pay|stc|pay)\\b|Google(?: Cloud Console)?|Gmail(?: API)?|Workspace|Microsoft 365|Moyasar|Mastercard|Visa|PDF|\\bZIP\\b|SMTP|IMAP|Meta|Twilio|AppSid|Cloud API|WABA ID|\\bAPI\\b|Account SID|Phone number ID|Access token|System user|App secret|\\bEnter\\b|XLSX|CSV|MT940|CAMT\\.053|xlsx|csv|PNG|JPEG|[A-Z]{2,3}[-\u2011][0-9\u2011-]+|[0-9a-f]{8}-[0-9a-f-]{27}/g
  const judge = (text, free) => {
    const line = text.trim().replace(/\\s+/g, ' ').replace(/\\u2068[^\\u2069]*\\u2069/g, '').replace(names, '').slice(0, 90)
    if (raw.test(line)) found.push('raw key: ' + line)
    if (!free && broken.test(line)) found.push('broken words: ' + line)
    if (!free && foreign.test(line)) found.push('foreign words: ' + line)
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { parentElement, data } = texts.currentNode
    if (!parentElement || !data.trim() || parentElement.closest('script, style, textarea')) continue
    if (!shown(parentElement)) continue
    judge(data, parentElement.closest(free) !== null)
    const range = document.createRange()
    range.selectNodeContents(texts.currentNode)
    const { width, height } = range.getBoundingClientRect()
    if (data.trim().length > 8 && width < 44 && height > 90)
      found.push('squeezed: ' + data.trim().slice(0, 60))
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const attribute of ['aria-label', 'title', 'placeholder', 'alt'])
      judge(element.getAttribute(attribute) ?? '', true)
  return [...new Set(found)]
}`

/** What is not good on the page as it stands; an empty list is a good page. */
export async function findings(page: Page, lang: Language): Promise<string[]> {
  return page.evaluate(`(${look})(${JSON.stringify(lang)})`)
}

/** What a person with a screen reader or weak sight would stumble on, in a line each. */
export async function stumbles(page: Page, rules?: readonly string[]): Promise<string[]> {
  const found = await axe(page, rules)
  return found.map(({ rule, where }) => `${rule}: ${where.slice(0, 3).join(' | ')}`)
}

/** Hears what the page says to its console and which answers it waits for. */
export function listenTo(page: Page) {
  const said: string[] = []
  const waiting = new Set<unknown>()
  page.on('console', (message) => {
    if (message.type() === 'error') {
      const { url } = message.location()
      said.push(`console: ${message.text().slice(0, 300)} ${url}`)
    }
  })
  page.on('pageerror', (error) => said.push(`threw: ${error.message.slice(0, 300)}`))
  page.on('request', (request) => {
    const asks = request.resourceType() === 'fetch' && request.url().includes('/api/v1/')
    if (asks && !request.url().endsWith('/live')) waiting.add(request)
  })
  const over = (request: unknown) => waiting.delete(request)
  page.on('requestfinished', over)
  page.on('requestfailed', over)
  return {
    /** What was said since it was last asked. */
    heard: () => said.splice(0),
    /** Until the page has all its answers and has drawn them. */
    quiet: async () => {
      await page.locator('#root > *').first().waitFor({ state: 'attached' })
      for (let calm = 0; calm < 2; ) {
        await page.evaluate(
          'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
        )
        const busy = waiting.size > 0 || (await page.locator('[aria-busy=true]').count()) > 0
        calm = busy ? 0 : calm + 1
        if (busy) await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
  }
}

export type Listener = ReturnType<typeof listenTo>

// biome-ignore lint/style/noProcessEnv: a switch of this story, not of the product.
const folder = process.env['WASL_PAGES']

/** Whether pictures are wanted: WASL_PAGES names the folder to keep them in. */
export const pictured = folder !== undefined

/** Keeps a picture of what is seen, where pictures are wanted. */
export async function keep(page: Page, ...name: readonly string[]): Promise<void> {
  if (folder === undefined) return
  const file = path.join(folder, `${name.join('-')}.png`)
  fs.mkdirSync(folder, { recursive: true })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.screenshot({ path: file, animations: 'disabled' })
}
