import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import {
  htmlOf,
  mailFrame,
  mailFrameHeaders,
  mailSandbox,
  safeMailHtml,
} from '#modules/messaging/index.ts'

const folder = path.join(import.meta.dirname, 'fixtures/mail-attacks')

const Row = z.object({
  name: z.string(),
  html: z.string().optional(),
  text: z.string().optional(),
  times: z.int().optional(),
  before: z.string().optional(),
  after: z.string().optional(),
})

/** A mail, or plain words, that try what they must not. */
export type Attack = Readonly<{ name: string; kind: 'html' | 'text'; body: string }>

/** All attacks, each aimed at this server. */
export function attacks(host: string): Attack[] {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.flatMap((file) => {
    const rows = z.array(Row).parse(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')))
    return rows.map(({ name, html, text, times = 1, before = '', after = '' }) => ({
      name: `${file.replace('.json', '')}: ${name}`,
      kind: html === undefined ? ('text' as const) : ('html' as const),
      body: `${before}${(html ?? text ?? '').repeat(times)}${after}`
        .replaceAll('{{canary}}', `http://${host}`)
        .replaceAll('{{tls}}', `https://${host}`)
        .replaceAll('{{host}}', host),
    }))
  })
}

/** As the product shows it: words become HTML as in a mail of ours, then all of it is made safe. */
export function shown({ kind, body }: Attack, showImages = false): string {
  const html = kind === 'html' ? body : htmlOf(body, 'ar')
  return mailFrame(safeMailHtml(html, { showImages }).html, { language: 'ar', showImages })
}

/** As it would be without any of it. */
export const bare = ({ body }: Attack): string => `<!doctype html><meta charset="utf-8">${body}`

export { mailFrameHeaders, mailSandbox }
