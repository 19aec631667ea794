import { createTransport } from 'nodemailer'

/** A mail that a played customer writes. */
export type PlayedMail = Readonly<{
  from: Readonly<{ name: string; address: string }>
  to: string
  subject: string
  text: string
  html?: string
  /** The Message-ID of the mail that it answers, with brackets or without. */
  answers?: string
  messageId?: string
  files?: readonly Readonly<{ fileName: string; mime: string; bytes: Uint8Array }>[]
  headers?: Readonly<Record<string, string>>
  date?: Date
}>

/** The bytes of a mail as a mail program would send it. */
export async function writeMail(mail: PlayedMail): Promise<Uint8Array> {
  const answers = mail.answers && `<${mail.answers.replaceAll(/[<>\s]/g, '')}>`
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail({
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    ...(mail.messageId !== undefined && { messageId: mail.messageId }),
    ...(answers && { inReplyTo: answers, references: answers }),
    ...(mail.date && { date: mail.date }),
    headers: { ...mail.headers },
    attachments: (mail.files ?? []).map(({ fileName, mime, bytes }) => ({
      filename: fileName,
      contentType: mime,
      content: Buffer.from(bytes),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  if (!Buffer.isBuffer(message)) throw new Error('A mail that was written whole is a buffer')
  return message
}
