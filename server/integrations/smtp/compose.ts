import type { MailAddress, OutgoingMail } from '#modules/messaging/index.ts'

/** Headers that are fields of their own, or that would send the mail elsewhere. */
const RESERVED = new Set([
  'from',
  'sender',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'subject',
  'message-id',
  'date',
  'mime-version',
  'return-path',
  'received',
  'dkim-signature',
])

/** One mailbox and nothing else: no list, no comment, no route, no white space. */
const ADDRESS = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,253}$/u
const MESSAGE_ID = /^<[^\s<>@\p{Cc}]{1,200}@[^\s<>@\p{Cc}]{1,200}>$/u
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,76}$/
const MIME = /^[\w.+-]+\/[\w.+-]+$/

export type Unsendable = 'address_refused' | 'rejected'

/** Why this mail must not leave, or null; nothing in it may reach past its own field. */
export function unsendable(mail: OutgoingMail): Unsendable | null {
  const addresses = [mail.from, mail.to, ...(mail.replyTo ? [mail.replyTo] : [])]
  if (!addresses.every(({ address }) => ADDRESS.test(address))) return 'address_refused'
  if (!MESSAGE_ID.test(mail.messageId)) return 'rejected'
  if (!Object.entries(mail.headers ?? {}).every(safeHeader)) return 'rejected'
  if (!mail.attachments.every(({ mime }) => MIME.test(mime))) return 'rejected'
  return null
}

function safeHeader([name, value]: [string, string]): boolean {
  const lower = name.toLowerCase()
  if (!HEADER_NAME.test(name) || RESERVED.has(lower) || lower.startsWith('content-')) return false
  return !/\p{Cc}/u.test(value)
}

/** The mail as nodemailer takes it; a line break in a name or a subject becomes a space. */
export function compose(mail: OutgoingMail) {
  return {
    messageId: mail.messageId,
    envelope: { from: mail.from.address, to: [mail.to.address] },
    from: party(mail.from),
    to: party(mail.to),
    ...(mail.replyTo && { replyTo: party(mail.replyTo) }),
    subject: oneLine(mail.subject),
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    headers: Object.entries(mail.headers ?? {}).map(([key, value]) => ({ key, value })),
    attachments: mail.attachments.map((attachment) => ({
      filename: oneLine(attachment.fileName).replaceAll(/[/\\]/g, '_'),
      contentType: attachment.mime,
      content: Buffer.from(attachment.bytes),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const party = ({ name, address }: MailAddress) => ({ name: oneLine(name ?? ''), address })

const oneLine = (words: string) => words.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
