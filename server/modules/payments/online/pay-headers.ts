import type { Hono } from 'hono'
import type { Env } from '#platform/http.ts'

/** No search engine keeps a page whose address is the key to it. */
export function payPageHeaders(app: Hono<Env>): void {
  for (const path of ['/pay/*', '/confirm/*'])
    app.use(path, async (c, next) => {
      await next()
      c.header('x-robots-tag', 'noindex, nofollow')
    })
}
