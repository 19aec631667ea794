import type { Hono } from 'hono'
import { z } from 'zod'
import { Refusal } from '#core/refusal.ts'
import type { House } from '#platform/house.ts'
import type { Env } from '#platform/http.ts'
import { systemSession } from '#platform/jobs.ts'
import { type Look, look } from '#platform/query.ts'
import { openFile } from '#platform/stored-files.ts'
import { nowOf } from '#platform/time.ts'
import { mailFrame, mailFrameHeaders } from './mail-frame.ts'
import { safeMailHtml } from './safe-html.ts'

const lastsMs = 5 * 60_000
const place = 'mail|frame|0'
const Link = z.tuple([z.uuid(), z.uuid(), z.boolean(), z.enum(['ar', 'en']), z.int()])

/** Where a mail is shown for five minutes, in a frame without scripts or origin. */
export function mailFrameLink(
  house: House,
  mail: Readonly<{
    companyId: string
    messageId: string
    showImages: boolean
    language: 'ar' | 'en'
  }>,
): string {
  const until = nowOf(house.clock).getTime() + lastsMs
  const { companyId, messageId, showImages, language } = mail
  const token = JSON.stringify([companyId, messageId, showImages, language, until])
  return `/mail-frames/${house.safe.lock(token, place)}`
}

/** @throws file.link_ended for a token that is not ours, was changed, or is too old */
function readLink(house: House, token: string): z.infer<typeof Link> {
  try {
    const link = Link.parse(JSON.parse(house.safe.open(token, place)))
    if (nowOf(house.clock).getTime() <= link[4]) return link
  } catch {
    // Whatever is wrong with a token, its bearer hears the same.
  }
  throw new Refusal('file.link_ended')
}

const mostInlineBytes = 3 * 1024 * 1024

/** Pictures that the mail brought along, as addresses that need no origin. */
async function inlinePictures(from: Look, messageId: string): Promise<Map<string, string>> {
  const rows = await from.run<{ cid: string; file_id: string; mime: string; bytes: number }>(
    `select ref ->> 'id' as cid, file_id, mime, bytes from message_media
     where company_id = $1 and message_id = $2 and file_id is not null and ref ->> 'id' is not null
       and mime in ('image/png', 'image/jpeg', 'image/gif', 'image/webp') order by place limit 40`,
    [from.companyId, messageId],
  )
  const found = new Map<string, string>()
  let left = mostInlineBytes
  for (const { cid, file_id: id, mime, bytes } of rows) {
    if (bytes > left) continue
    left -= bytes
    const file = await openFile(from, id)
    found.set(cid, `data:${mime};base64,${file.bytes.toString('base64')}`)
  }
  return found
}

/** Shows the HTML of a mail, made safe anew each time. */
export function mailFramePages(app: Hono<Env>, house: House): void {
  app.get('/mail-frames/:token', async (c) => {
    const [companyId, messageId, showImages, language] = readLink(house, c.req.param('token'))
    const found = await look(systemSession(house, companyId), async (from) => {
      const [mail] = await from.run<{ html: string }>(
        `select k.html from message_mail k join message m on m.company_id = k.company_id and m.id = k.message_id
         where k.company_id = $1 and k.message_id = $2 and k.html is not null and m.unsent_at is null`,
        [companyId, messageId],
      )
      return mail && { html: mail.html, cids: await inlinePictures(from, messageId) }
    })
    if (!found) throw new Refusal('file.link_ended')
    const safe = safeMailHtml(found.html, { showImages, cids: found.cids })
    return c.body(mailFrame(safe.html, { language, showImages }), 200, mailFrameHeaders(showImages))
  })
}
