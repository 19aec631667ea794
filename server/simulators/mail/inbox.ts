import PostalMime, { type Address } from 'postal-mime'

const MOST_MAILS = 5_000
const MOST_BYTES = 256 * 1024 * 1024

export type ReceivedAttachment = Readonly<{ fileName: string; mime: string; bytes: Uint8Array }>

/** A mail that the simulated server took, as a mail program would read it. */
export type ReceivedMail = Readonly<{
  id: string
  receivedAt: Date
  /** The envelope, which alone decides where a mail goes. */
  envelope: Readonly<{ from: string; to: readonly string[] }>
  messageId: string
  from: string
  to: string
  replyTo: string
  subject: string
  text: string
  html: string
  headers: readonly Readonly<{ key: string; value: string }>[]
  attachments: readonly ReceivedAttachment[]
  raw: Uint8Array
}>

export type Envelope = ReceivedMail['envelope']

export type MailInbox = Readonly<{
  /** Newest first, all of them or those sent to one address. */
  list: (to?: string) => readonly ReceivedMail[]
  get: (id: string) => ReceivedMail | undefined
  clear: () => void
}>

/** Mails in memory: the newest 5,000, or 256 megabytes, whichever is less. */
export function createInbox(now: () => Date) {
  const mails = new Map<string, ReceivedMail>()
  let bytes = 0
  let count = 0

  const forget = (mail: ReceivedMail) => {
    mails.delete(mail.id)
    bytes -= mail.raw.byteLength
  }

  const inbox: MailInbox = {
    list: (to) => {
      const all = [...mails.values()].reverse()
      return to === undefined ? all : all.filter((mail) => mail.envelope.to.includes(to))
    },
    get: (id) => mails.get(id),
    clear: () => {
      mails.clear()
      bytes = 0
    },
  }

  return {
    inbox,
    /** Reads and keeps a mail, and returns it. */
    receive: async (raw: Uint8Array, envelope: Envelope): Promise<ReceivedMail> => {
      count += 1
      const mail = await read(String(count), raw, envelope, now())
      mails.set(mail.id, mail)
      bytes += raw.byteLength
      for (const oldest of mails.values()) {
        if (mails.size <= MOST_MAILS && bytes <= MOST_BYTES) break
        forget(oldest)
      }
      return mail
    },
  }
}

async function read(
  id: string,
  raw: Uint8Array,
  envelope: Envelope,
  receivedAt: Date,
): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw)
  return {
    id,
    receivedAt,
    envelope,
    messageId: mail.messageId ?? '',
    from: mail.from ? written(mail.from) : '',
    to: (mail.to ?? []).map(written).join(', '),
    replyTo: (mail.replyTo ?? []).map(written).join(', '),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: mail.headers.map(({ key, value }) => ({ key, value })),
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      fileName: filename ?? 'attachment',
      mime: mimeType,
      bytes: bytesOf(content),
    })),
    raw,
  }
}

function bytesOf(content: string | ArrayBuffer | Uint8Array): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof Uint8Array ? content : new Uint8Array(content)
}

function written(address: Address): string {
  if (address.group) return `${address.name}: ${address.group.map(written).join(', ')}`
  return address.name ? `${address.name} <${address.address}>` : (address.address ?? '')
}
