import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { type Language, words } from './words.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')

const assets: Readonly<Record<string, string>> = {
  'home.js': 'text/javascript; charset=utf-8',
  'home.css': 'text/css; charset=utf-8',
}

/** What is played on this machine, each with its page, and the clock that can be moved. */
export function homePages(now: () => Date): Hono {
  const app = new Hono()
  app.get('/assets/:name', (c) => {
    const name = c.req.param('name')
    const type = Object.hasOwn(assets, name) ? assets[name] : undefined
    if (!type) return c.body(null, 404)
    return c.body(readFileSync(new URL(name, import.meta.url)), 200, {
      'content-type': type,
      'x-content-type-options': 'nosniff',
    })
  })
  app.get('/', (c) => {
    c.header('content-security-policy', POLICY)
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'no-store')
    return c.html(page(c, now()))
  })
  return app
}

const steps = [
  ['hour', 1],
  ['day', 24],
  ['week', 24 * 7],
  ['month', 24 * 30],
] as const

const hourMs = 3_600_000

function page(c: Context, now: Date) {
  const language: Language = c.req.query('lang') === 'en' ? 'en' : 'ar'
  const other = language === 'ar' ? 'en' : 'ar'
  const say = words[language]
  const place = new URL(c.req.url).pathname.replace(/\/$/, '')
  return html`<!doctype html>
    <html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${say.title}</title>
        <link rel="stylesheet" href="${place}/assets/home.css" />
        <script type="module" src="${place}/assets/home.js"></script>
      </head>
      <body data-place="${place}" data-failed="${say.failed}">
        <main>
          <h1>${say.title}</h1>
          <p>${say.notice} <a href="${place}?lang=${other}" lang="${other}">${say.other}</a></p>
          <ul>
            <li><a href="${place}/phone?lang=${language}">${say.phone}</a> ${say.phoneHint}</li>
            <li><a href="${place}/mail/">${say.mail}</a> ${say.mailHint}</li>
            <li><b>${say.gateway}</b> ${say.gatewayHint}</li>
          </ul>
          <h2>${say.clock}</h2>
          <p>${say.clockHint}</p>
          <p><time id="now" datetime="${now.toISOString()}">${now.toISOString()}</time></p>
          <div id="steps">
            ${steps.map(
              ([name, hours]) =>
                html`<button type="button" data-forward="${hours * hourMs}">${say[name]}</button>`,
            )}
            <button type="button" data-real>${say.real}</button>
          </div>
          <p id="problem" role="alert"></p>
        </main>
      </body>
    </html>`
}
