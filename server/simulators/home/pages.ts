import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { filesBeside, languageOf, otherThan, pageOf, policyOf, protectedBy } from '../page.ts'
import { words } from './words.ts'

const POLICY = policyOf("script-src 'self'", "style-src 'self'", "connect-src 'self'")

/** What is played on this machine, each with its page, and the clock that can be moved. */
export function homePages(now: () => Date): Hono {
  const app = new Hono()
  app.use('/', protectedBy(POLICY))
  app.use('/assets/*', protectedBy(POLICY))
  app.route('/assets', filesBeside(import.meta.url, ['home.js', 'home.css']))
  app.get('/', (c) => c.html(page(c, now())))
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
  const language = languageOf(c)
  const other = otherThan(language)
  const say = words[language]
  const place = new URL(c.req.url).pathname.replace(/\/$/, '')
  const head = html`<link rel="stylesheet" href="${place}/assets/home.css" />
    <script type="module" src="${place}/assets/home.js"></script>`
  const body = html`<body data-place="${place}" data-failed="${say.failed}">
        <main>
          <h1>${say.title}</h1>
          <p>${say.notice} <a href="${place}?lang=${other}" lang="${other}">${say.other}</a></p>
          <ul>
            <li><a href="${place}/phone?lang=${language}">${say.phone}</a> ${say.phoneHint}</li>
            <li><a href="${place}/mail?lang=${language}">${say.mail}</a> ${say.mailHint}</li>
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
      </body>`
  return pageOf(language, say.title, { head, body })
}
