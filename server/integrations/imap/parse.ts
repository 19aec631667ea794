import { createHash } from 'node:crypto'
import PostalMime, { type Attachment, type Email } from 'postal-mime'
import {
  authenticOf,
  automaticOf,
  type IncomingMail,
  type MailAttachmentMeta,
} from '#core/messaging/mail.ts'
import { mailIdsOf } from '#core/messaging/mail-threading.ts'
import { type MailFile, type ReadMail, textOfHtml } from '#modules/messaging/index.ts'
import { deliveredToOf, namesFrom, peopleFrom, personFrom } from './people.ts'
import { reportOf } from './reports.ts'
import { clean, fileNameFrom, inArabicBytes, oneLine, shorten } from './words.ts'

const mostFiles = 200
const mostText = 100_000
const mostHtml = 1_000_000
const mostHead = 512 * 1024
const mostNesting = 50
/** Each boundary of a mail becomes an object: more of them than any mail has would fill the memory. */
const mostBoundaries = 20_000

const unreadable =
  'تعذّرت قراءة هذه الرسالة، وأصلها محفوظ كما وصل. · This mail could not be read; the original is kept as it came.'
const tooLarge =
  'هذه الرسالة أكبر مما نستقبله، فلم يُقرأ منها إلا رأسها. · This mail is larger than we take; only its head was read.'

const none: Email = { headers: [], headerLines: [], attachments: [] }

/**
 * Reads the bytes of a mail. Never throws: of what cannot be read the head is given if that much
 * can, and the text says so. Archives stay closed, and a mail inside the mail is a file of it.
 */
export async function readMail(
  raw: Uint8Array,
  { servers, cut = false }: Readonly<{ servers: readonly string[]; cut?: boolean }>,
): Promise<ReadMail> {
  if (cut) {
    const head = await parsed(headOf(raw))
    return understood(raw, { ...(head ?? none), text: tooLarge }, servers, 'too_large')
  }
  const email = hasTooManyParts(raw) ? undefined : await parsed(raw)
  if (email) {
    try {
      return understood(raw, await inTheRightLetters(raw, email), servers)
    } catch {
      // Below, as a mail that nobody understands.
    }
  }
  const head = await parsed(headOf(raw))
  const words = { ...none, headers: head?.headers ?? [], text: unreadable }
  try {
    return understood(raw, head ? { ...head, ...words } : words, servers, 'unreadable')
  } catch {
    return understood(raw, { ...none, text: unreadable }, [], 'unreadable')
  }
}

async function parsed(raw: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(raw, {
      forceRfc822Attachments: true,
      maxNestingDepth: mostNesting,
      maxHeadersSize: mostHead,
    })
  } catch {
    return undefined
  }
}

function hasTooManyParts(raw: Uint8Array): boolean {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  let count = 0
  for (let at = bytes.indexOf('\n--'); at !== -1; at = bytes.indexOf('\n--', at + 3)) {
    count += 1
    if (count > mostBoundaries) return true
  }
  return false
}

/** The head alone, and no part of what follows it. */
function headOf(raw: Uint8Array): Uint8Array {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).subarray(0, mostHead / 2)
  const ends = ['\r\n\r\n', '\n\n'].map((end) => bytes.indexOf(end)).filter((at) => at !== -1)
  const head = bytes.subarray(0, Math.min(bytes.length, ...ends)).toString('latin1')
  // As plain text, so that no boundary is looked for.
  const lines = head.split(/\r?\n/)
  const kept = lines.filter((line) => !/^content-/i.test(line))
  return Buffer.from(`${kept.join('\r\n')}\r\n\r\n`, 'latin1')
}

/**
 * Programs that name no charset write Arabic in windows-1256. What could not be read as UTF-8 is
 * taken from a second reading in those letters; what could be read stays.
 */
async function inTheRightLetters(raw: Uint8Array, email: Email): Promise<Email> {
  const lost = (words: string | undefined) => words?.includes('\ufffd') === true
  const heads = email.headers.some(({ value }) => lost(value))
  if (!heads && !lost(email.text) && !lost(email.html)) return email
  const again = await inArabicBytes(raw, parsed)
  if (!again) return email
  return {
    ...(heads ? again : email),
    text: lost(email.text) ? again.text : email.text,
    html: lost(email.html) ? again.html : email.html,
    attachments: email.attachments,
  }
}

function understood(
  raw: Uint8Array,
  email: Email,
  servers: readonly string[],
  problem?: 'unreadable' | 'too_large',
): ReadMail {
  const headers = email.headers.map(({ key, value }) => ({ key, value: clean(value) }))
  const from = personFrom([email.from, email.sender], email.returnPath)
  const address = from?.address ?? ''
  const files = filesOf(email.attachments)
  const words = wordsOf(raw, email)
  const head = namesFrom(headers)
  const report = reportOf(email, { from: address, text: words.text })
  const mail: IncomingMail = {
    ...idOf(raw, email),
    inReplyTo: mailIdsOf(clean(email.inReplyTo ?? '')),
    references: mailIdsOf(clean(email.references ?? '')),
    from,
    to: peopleFrom(email.to),
    cc: peopleFrom(email.cc),
    replyTo: peopleFrom(email.replyTo),
    deliveredTo: deliveredToOf(headers, head),
    subject: oneLine(email.subject ?? '').slice(0, 1000),
    date: instantOf(email.date),
    ...words,
    attachments: files.map(({ content: _content, ...meta }): MailAttachmentMeta => meta),
    attachmentsLeft: email.attachments.length - files.length,
    automatic: automaticOf(headers, address),
    authentic: authenticOf(headers, address, servers),
    ...report,
  }
  return { mail, files, ...(problem && { problem }) }
}

function idOf(raw: Uint8Array, { messageId }: Email) {
  const [mailId] = mailIdsOf(clean(messageId ?? ''))
  if (mailId !== undefined) return { mailId, mailIdMade: false }
  const digest = createHash('sha256').update(raw).digest('hex')
  return { mailId: `${digest}@without-id`, mailIdMade: true }
}

function wordsOf(raw: Uint8Array, email: Email) {
  const ownHtml = clean(email.html ?? '')
  const html = ownHtml === '' || ownHtml.length > mostHtml ? null : ownHtml
  const plain = clean(email.text ?? '')
  const text = plain.trim() === '' ? textOfHtml(ownHtml) : plain
  const all = text === '' ? withoutParts(raw, email) : text
  return {
    text: shorten(all, mostText).trim(),
    html,
    shortened: all.length > mostText || ownHtml.length > mostHtml,
  }
}

/** A mail that says to have parts and has none: its words stand there all the same. */
function withoutParts(raw: Uint8Array, email: Email): string {
  const type = email.headers.find(({ key }) => key === 'content-type')?.value ?? ''
  if (!/^multipart\//i.test(type) || email.attachments.length > 0) return ''
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const text = bytes.subarray(0, mostText).toString('utf8').replaceAll('\r\n', '\n')
  const body = text.indexOf('\n\n')
  return body === -1 ? '' : clean(text.slice(body + 2))
}

function instantOf(date: string | undefined): string | null {
  const at = new Date(date ?? '')
  // A year that PostgreSQL and a calendar both know.
  const known = at.getUTCFullYear() >= 1970 && at.getUTCFullYear() < 10_000
  return known ? at.toISOString() : null
}

function filesOf(attachments: readonly Attachment[]): MailFile[] {
  return attachments.slice(0, mostFiles).map((attachment, place) => {
    const content = bytesOf(attachment.content)
    const contentId = clean(attachment.contentId ?? '').replaceAll(/[<>\s]/g, '')
    return {
      place,
      fileName: fileNameFrom(attachment.filename, attachment.mimeType, place),
      mime: /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(attachment.mimeType)
        ? attachment.mimeType
        : 'application/octet-stream',
      bytes: content.byteLength,
      ...(contentId !== '' && { contentId: contentId.slice(0, 300) }),
      inline: attachment.related === true || attachment.disposition === 'inline',
      content,
    }
  })
}

function bytesOf(content: string | ArrayBuffer | Uint8Array): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}
