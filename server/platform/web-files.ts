import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import type { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Env } from './http.ts'
import { pagePolicy } from './security-headers.ts'

export type Web = (app: Hono<Env>) => void

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.ico': 'image/x-icon',
}

/** One name right under the root: the icon, and what runs before the page. */
const rootFile = /^\/[a-z0-9-]+\.[a-z0-9]+$/

/**
 * Serves the built pages: hashed assets for ever, the few files beside the page as long as they
 * stay the same, the page itself fresh with a nonce of its own.
 */
export function serveWeb(folder: string): Web {
  return (app) => {
    app.get('/assets/*', async (c) => {
      const path = normalize(decodeURIComponent(new URL(c.req.url).pathname))
      const type = types[extname(path)]
      if (!path.startsWith('/assets/') || path.includes('\0') || !type) return c.notFound()
      try {
        const bytes = await readFile(join(folder, path))
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': type,
          'cache-control': 'public, max-age=31536000, immutable',
        })
      } catch {
        return c.notFound()
      }
    })
    app.get('*', async (c, next) => {
      const { pathname } = new URL(c.req.url)
      const type = types[extname(pathname)]
      if (!type || !rootFile.test(pathname)) return next()
      const bytes = await readFile(join(folder, pathname)).catch(() => undefined)
      if (!bytes) return c.notFound()
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': type,
        'cache-control': 'no-cache',
      })
    })
    app.get('*', async (c) => {
      const page = await readFile(join(folder, 'index.html'), 'utf8')
      const nonce = randomBytes(16).toString('base64')
      const english = getCookie(c, 'wasl_lang') === 'en'
      const shown = page
        .replaceAll('__CSP_NONCE__', nonce)
        .replace('<html lang="ar" dir="rtl">', english ? '<html lang="en" dir="ltr">' : '$&')
      return c.html(shown, 200, {
        'content-security-policy': pagePolicy(nonce),
        'cache-control': 'no-store',
      })
    })
  }
}
