import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { filesBeside, languageOf, otherThan, pageOf, policyOf, protectedBy } from '../page.ts'
import { type ChatParts, chatsApi } from './chats.ts'
import { type LetterParts, lettersApi } from './letters.ts'
import { type Words, words } from './words.ts'

export type PhoneParts = ChatParts & LetterParts

const MOST_BYTES = 30 * 1024 * 1024

const POLICY = policyOf(
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
)

const assets = ['phone.js', 'customers.js', 'show.js', 'wire.js', 'phone.css']

/**
 * «هاتف العميل»: a page that plays the customer on every channel, and below `api/` the same for
 * whoever needs no page. Mount it anywhere; it reaches nobody but the played vendors.
 */
export function phonePages(parts: PhoneParts): Hono {
  const app = new Hono()
  app.use(protectedBy(POLICY))
  app.use('/api/*', bodyLimit({ maxSize: MOST_BYTES }))
  app.use('/api/*', async (c, next) => {
    // Another site's page can post text, but no JSON, to what runs on this machine.
    if (c.req.method === 'POST' && !c.req.header('content-type')?.startsWith('application/json'))
      return c.body(null, 415)
    return next()
  })
  app.route('/api', chatsApi(parts))
  app.route('/api', lettersApi(parts))
  app.route('/assets', filesBeside(import.meta.url, assets))
  app.get('/', (c) => c.html(page(c)))
  return app
}

function page(c: Context) {
  const language = languageOf(c)
  const other = otherThan(language)
  const say = words[language]
  // Links hold wherever it is mounted, also at the root.
  const place = new URL(c.req.url).pathname.replace(/\/$/, '')
  // Customers are the company's: the page asks for them as whoever is signed in to it in this browser.
  const signedIn = getCookie(c, 'wasl_sid') !== undefined
  const head = html`<link rel="stylesheet" href="${place}/assets/phone.css" />
    <script type="module" src="${place}/assets/phone.js"></script>`
  const body = html`<body data-place="${place}" data-words="${JSON.stringify(say)}">
        <header>
          <h1>${say.title}</h1>
          <p>${say.notice}</p>
          <a href="${place.replace(/\/phone$/, '')}">${say.simulators}</a>
          <a href="${place}?lang=${other}" lang="${other}">${say.other}</a>
        </header>
        <main>
          ${chooser(say, signedIn)}
          <section id="phone" aria-label="${say.phone}">
            <div id="head"><strong id="title"></strong> <span id="typing" role="status"></span></div>
            <ol id="messages" tabindex="0" aria-label="${say.messages}"></ol>
            <p id="answering" hidden><span></span> <button type="button">${say.cancel}</button></p>
            ${composer(say)} ${mailForm(say)}
          </section>
        </main>
        <p id="problem" role="alert"></p>
      </body>`
  return pageOf(language, say.title, { head, body })
}

function chooser(say: Words, signedIn: boolean) {
  return html`<form id="who">
    <label>${say.channel} <select id="account"></select></label>
    <label>${say.known} <select id="known"></select></label>
    ${signedIn ? ownCustomers(say) : ''}
    <label>
      <span id="address-label">${say.number}</span>
      <input
        id="address"
        dir="ltr"
        autocomplete="off"
        aria-describedby="address-hint address-problem"
      />
      <small id="address-hint"></small>
      <small id="address-problem" role="alert"></small>
    </label>
    <label>${say.name} <input id="name" autocomplete="off" /></label>
    <div id="switches">
      <label><input type="checkbox" id="online" checked /> ${say.online}</label>
      <label id="stop-label"><input type="checkbox" id="stop" /> ${say.stop}</label>
      <button type="button" id="read">${say.read}</button>
    </div>
  </form>`
}

const ownCustomers = (say: Words) =>
  html`<label id="own-label" hidden>
    ${say.own} <input id="own" type="search" list="own-list" autocomplete="off" />
    <datalist id="own-list"></datalist>
  </label>`

function composer(say: Words) {
  return html`<form id="composer">
    <div class="attach">
      <button type="button" data-sample="photo">${say.photo}</button>
      <button type="button" data-sample="sticker">${say.sticker}</button>
      <button type="button" data-sample="voice">${say.voice}</button>
      <button type="button" data-sample="document">${say.document}</button>
      <button type="button" id="location">${say.location}</button>
      <label class="file">${say.file} <input type="file" id="file" /></label>
    </div>
    <div class="write">
      <textarea id="text" rows="2" aria-label="${say.write}" placeholder="${say.write}"></textarea>
      <button>${say.send}</button>
    </div>
  </form>`
}

function mailForm(say: Words) {
  return html`<form id="mail" hidden>
    <label>${say.to} <input id="mail-to" type="email" dir="ltr" required /></label>
    <label>${say.subject} <input id="mail-subject" /></label>
    <label>${say.attachments} <input type="file" id="mail-files" multiple /></label>
    <textarea id="mail-text" rows="4" aria-label="${say.write}" required></textarea>
    <button>${say.send}</button>
  </form>`
}
