import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { readProfile } from '#modules/people/index.ts'
import type { House } from '#platform/house.ts'
import type { Env } from '#platform/http.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { optOutByLink } from './consents.ts'
import { readOptOut } from './mail.ts'

const style = `
  :root { color-scheme: light dark; }
  body { margin: 0; padding: 32px 20px; font: 15px/1.75 'IBM Plex Sans Arabic', Tahoma, 'Segoe UI', Arial, sans-serif; }
  main { max-inline-size: 480px; margin-inline: auto; }
  h1 { font-size: 20px; line-height: 1.5; margin: 0 0 8px; }
  button { font: inherit; font-weight: 500; padding: 10px 20px; min-block-size: 44px; border: 0; border-radius: 8px; background: #0e5a6b; color: #fff; cursor: pointer; }
  [lang=en] { margin-block-start: 32px; padding-block-start: 24px; border-block-start: 1px solid #8885; }
`
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

function page(c: Context<Env>, title: string, body: unknown) {
  c.header('content-security-policy', policy)
  c.header('x-robots-tag', 'noindex')
  return c.html(
    html`<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head><body><main>${body}</main></body></html>`,
  )
}

const missing = (c: Context<Env>) => {
  c.status(404)
  return page(
    c,
    'رابط غير صالح',
    html`<h1>هذا الرابط غير صالح</h1><p>انسخ الرابط كاملًا من الرسالة، أو رد عليها وسنوقف الرسائل.</p><div lang="en" dir="ltr"><p>This link is not valid. Copy it whole from the message, or reply to it.</p></div>`,
  )
}

/** The page behind a mail's last line. Opening it changes nothing: mail scanners open every link. */
export function optOutPage(app: Hono<Env>, house: House): void {
  app.get('/opt-out/:token', async (c) => {
    const whom = readOptOut(house, c.req.param('token'))
    if (!whom) return missing(c)
    const { name } = await look(systemSession(house, whom.companyId), async (from) =>
      readProfile(from),
    )
    return page(
      c,
      'إيقاف رسائل التذكير',
      html`<h1>إيقاف رسائل التذكير من <bdi>${name}</bdi></h1><p>لن تصلكم رسائل تذكير بعد الآن. تبقى الفواتير وسندات القبض تصلكم كالمعتاد.</p><form method="post"><button>أوقفوا رسائل التذكير</button></form><div lang="en" dir="ltr"><p>You will no longer receive reminders from <bdi>${name}</bdi>. Invoices and receipts still reach you.</p></div>`,
    )
  })
  app.post('/opt-out/:token', async (c) => {
    const whom = readOptOut(house, c.req.param('token'))
    if (!whom) return missing(c)
    const session = systemSession(house, whom.companyId, {
      kind: 'customer',
      id: whom.customerId,
      name: 'العميل',
    })
    await optOutByLink(session, {
      customerId: whom.customerId,
      evidence: 'أكّد العميل الإيقاف من الرابط في الرسالة.',
    })
    return page(
      c,
      'أوقفنا رسائل التذكير',
      html`<h1>أوقفنا رسائل التذكير</h1><p>إن غيّرتم رأيكم فأخبرونا ونعيدها.</p><div lang="en" dir="ltr"><p>Reminders are stopped. Tell us if you change your mind.</p></div>`,
    )
  })
}
