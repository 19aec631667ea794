import { readFileSync } from 'node:fs'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { html } from 'hono/html'

/** Every played page speaks both, and Arabic where nothing is asked. */
export type Language = 'ar' | 'en'
export const languageOf = (c: Context): Language => (c.req.query('lang') === 'en' ? 'en' : 'ar')
export const otherThan = (language: Language): Language => (language === 'ar' ? 'en' : 'ar')

/** What a page may load and who may frame it: nothing and its own house, beside what it names. */
export const policyOf = (...allowed: string[]): string =>
  [
    "default-src 'none'",
    ...allowed,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ')

export function protect(c: Context, policy: string): void {
  c.header('content-security-policy', policy)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cache-control', 'no-store')
}

/** Protects whatever is answered; an answer that brought a stricter policy of its own keeps it. */
export const protectedBy =
  (policy: string): MiddlewareHandler =>
  async (c, next) => {
    await next()
    protect(c, c.res.headers.get('content-security-policy') ?? policy)
  }

/** The named files beside a module, and nothing else of the machine. */
export function filesBeside(module: string, names: readonly string[]): Hono {
  const app = new Hono()
  app.get('/:name', (c) => {
    const name = c.req.param('name')
    if (!names.includes(name)) return c.body(null, 404)
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript'
    return c.body(readFileSync(new URL(name, module)), 200, {
      'content-type': `${type}; charset=utf-8`,
    })
  })
  return app
}

/** For the pages that bring no style sheet of their own. */
export const plainStyle = `
  :root { color-scheme: light dark; font-family: system-ui, Segoe UI, Tahoma, sans-serif; }
  a { color: LinkText; }
  html { background: Canvas; color: CanvasText; }
  .notice { border: 1px dashed; border-radius: .5rem; padding: .5rem .75rem; }
`

/** A whole page: its `head` beside the title, and its `body` with the element itself. */
export const pageOf = (
  language: Language,
  title: string,
  { head, body }: Readonly<{ head: unknown; body: unknown }>,
) =>
  html`<!doctype html>
    <html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${head}
      </head>
      ${body}
    </html>`
