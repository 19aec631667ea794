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

/** Serves the built pages: hashed assets for ever, the page itself fresh with a nonce of its own. */
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
