import { Hono } from 'hono'
import { z } from 'zod'
import { parsePhone } from '#core/phone.ts'
import type { MailSimulator } from '../mail/simulator.ts'
import type { SmsSimulator } from '../sms/simulator.ts'

/** A mail that the customer writes; `answers` is the Message-ID of the one that it answers. */
export type CustomerMail = Readonly<{
  from: Readonly<{ name: string; address: string }>
  to: string
  subject: string
  text: string
  html?: string
  answers?: string
  files?: readonly Readonly<{ fileName: string; mime: string; bytes: Uint8Array }>[]
}>

export type LetterParts = Readonly<{
  sms: SmsSimulator
  mail: Pick<MailSimulator, 'inbox'>
  /** Where a customer can write to. */
  mailboxes: () => readonly string[]
  /** Hands a mail of the customer to the company's mailbox. */
  writeMail: (mail: CustomerMail) => Promise<unknown>
}>

const Report = z.object({ id: z.string().max(100), state: z.enum(['delivered', 'failed']) })
const Online = z.object({ online: z.boolean() })
const Mail = z.object({
  from: z.object({ name: z.string().max(200).default(''), address: z.email() }),
  to: z.email(),
  subject: z.string().max(500).default(''),
  text: z.string().max(200_000),
  html: z.string().max(500_000).optional(),
  answers: z.string().max(1000).optional(),
  files: z
    .array(
      z.object({
        fileName: z.string().min(1).max(200),
        mime: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
        base64: z.base64(),
      }),
    )
    .max(10)
    .optional(),
})

const MOST_MAILS = 100

/** What a customer gets that is no chat: texts, which nobody can answer, and mails. */
export function lettersApi({ sms, mail, mailboxes, writeMail }: LetterParts): Hono {
  const app = new Hono()
  const numberOf = (typed: string) => (parsePhone(typed) ?? typed).replaceAll(/\D/g, '')

  app.get('/sms', (c) => c.json({ numbers: sms.numbers() }))
  app.get('/sms/:number', (c) => {
    const number = numberOf(c.req.param('number'))
    const messages = sms.inboxOf(number).map(({ id, at, from, text, segments, state, vendor }) => ({
      ...{ id, at: at.toISOString(), from, text, segments, state, vendor },
    }))
    return c.json({ number, online: sms.isOnline(number), messages })
  })
  app.post('/sms/:number/report', async (c) => {
    const number = numberOf(c.req.param('number'))
    const said = Report.safeParse(await c.req.json().catch(() => undefined))
    if (!said.success) return c.json({ problem: 'not understood' }, 400)
    const { id, state } = said.data
    if (!sms.inboxOf(number).some((each) => each.id === id))
      return c.json({ problem: 'no such text' }, 404)
    return sms.report(id, state) ? c.json({ id }) : c.json({ problem: 'no such sender' }, 409)
  })
  app.post('/sms/:number/online', async (c) => {
    const said = Online.safeParse(await c.req.json().catch(() => undefined))
    if (!said.success) return c.json({ problem: 'not understood' }, 400)
    sms.online(numberOf(c.req.param('number')), said.data.online)
    return c.json({ online: said.data.online })
  })

  app.get('/mailboxes', (c) => c.json({ mailboxes: mailboxes() }))
  app.get('/mail/:address', (c) => {
    const address = c.req.param('address').toLowerCase()
    const mails = mail
      .inbox()
      .list()
      .filter(({ envelope }) => envelope.to.some((to) => to.toLowerCase() === address))
      .slice(0, MOST_MAILS)
      .map(({ id, receivedAt, messageId, from, to, replyTo, subject, text, attachments }) => ({
        ...{ id, messageId, from, to, replyTo, subject, text },
        at: receivedAt.toISOString(),
        attachments: attachments.map(({ fileName }) => fileName),
      }))
    return c.json({ mails })
  })
  app.post('/mail', async (c) => {
    const said = Mail.safeParse(await c.req.json().catch(() => undefined))
    if (!said.success) return c.json({ problem: 'not understood' }, 400)
    const { from, to, subject, text, html, answers, files = [] } = said.data
    await writeMail({
      ...{ from, to, subject, text },
      ...(html !== undefined && { html }),
      ...(answers !== undefined && { answers }),
      files: files.map(({ fileName, mime, base64 }) => ({
        ...{ fileName, mime },
        bytes: Buffer.from(base64, 'base64'),
      })),
    })
    return c.json({ sent: true })
  })
  return app
}
