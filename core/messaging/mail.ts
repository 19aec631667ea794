import type { Bounce, Complaint } from './mail-bounce.ts'

/** Somebody in the head of a mail; the address in small letters, so that it compares. */
export type MailPerson = Readonly<{ name: string; address: string }>

/** A file of a mail, without its bytes. */
export type MailAttachmentMeta = Readonly<{
  /** Its place among the files of the mail, from 0. */
  place: number
  fileName: string
  /** As the mail says; what it really is, its bytes say. */
  mime: string
  bytes: number
  /** Under which name the HTML shows it, without brackets. */
  contentId?: string
  inline: boolean
}>

export const automaticReasons = [
  'report',
  'auto_submitted',
  'suppresses_answers',
  'auto_reply_header',
  'precedence',
  'list',
  'no_return_path',
  'feedback_id',
  'loop',
  'machine_sender',
  'subject',
] as const
export type AutomaticReason = (typeof automaticReasons)[number]

/** Whether a machine wrote it: shown like any other, but never answered by one. */
export type Automatic = Readonly<{ is: false } | { is: true; reason: AutomaticReason }>

/** What the receiving server found of who sent it; none when it said nothing that counts. */
export type Authentic = 'pass' | 'fail' | 'none'

/** A mail as it came in, its head understood and its words in Unicode. */
export type IncomingMail = Readonly<{
  /** As in the head without brackets; made from the bytes when the head has none. */
  mailId: string
  mailIdMade: boolean
  inReplyTo: readonly string[]
  references: readonly string[]
  from: MailPerson | null
  to: readonly MailPerson[]
  cc: readonly MailPerson[]
  replyTo: readonly MailPerson[]
  /** Every address of ours that it may have come by, also those that only the envelope had. */
  deliveredTo: readonly string[]
  subject: string
  /** As the sender's clock said it, in UTC; null when it said nothing that is a time. */
  date: string | null
  text: string
  /** As it came: it is made safe each time that it is shown. */
  html: string | null
  attachments: readonly MailAttachmentMeta[]
  /** So many files more than are listed; the raw mail has them. */
  attachmentsLeft: number
  /** Text or HTML was longer than is kept; the raw mail has it whole. */
  shortened: boolean
  automatic: Automatic
  authentic: Authentic
  bounce?: Bounce
  complaint?: Complaint
}>

/** The head of a mail: names in small letters, values unfolded, in the order of the mail. */
export type MailHeader = Readonly<{ key: string; value: string }>

const valuesOf = (headers: readonly MailHeader[], key: string): string[] =>
  headers.filter((header) => header.key === key).map(({ value }) => value.trim())

const machine = /^(mailer-daemon|postmaster|no-?_?reply|do-?not-?reply|bounces?)([+.=-].*)?$/
const automaticSubject =
  /^(automatic reply|auto(matic)?[ -]?(reply|response)|out of (the )?office|رد تلقائي|ردّ تلقائي|رد آلي|خارج المكتب)\s*([:：-]|$)/i

/** RFC 3834 §2 and §5, and what the great vendors do instead of it. */
export function automaticOf(
  headers: readonly MailHeader[],
  from: string,
  /** What we put into X-Loop of our own automatic mails. */
  ours = 'wasl',
): Automatic {
  const has = (key: string) => valuesOf(headers, key).length > 0
  const says = (key: string, pattern: RegExp) =>
    valuesOf(headers, key).some((value) => pattern.test(value))
  const tests: readonly (readonly [AutomaticReason, () => boolean])[] = [
    ['report', () => says('content-type', /^multipart\/report\b/i)],
    ['auto_submitted', () => says('auto-submitted', /^(?!\s*no\b)\s*\S/i)],
    ['suppresses_answers', () => says('x-auto-response-suppress', /^(?!\s*none\b)\s*\S/i)],
    ['auto_reply_header', () => ['x-autoreply', 'x-autorespond', 'x-autoresponder'].some(has)],
    ['precedence', () => says('precedence', /^(bulk|list|junk|auto[_-]reply)\b/i)],
    ['list', () => has('list-id') || has('list-unsubscribe')],
    ['no_return_path', () => says('return-path', /^<\s*>$/)],
    ['feedback_id', () => has('feedback-id')],
    ['loop', () => says('x-loop', new RegExp(`(^|[^\\w])${ours}([^\\w]|$)`, 'i'))],
    ['machine_sender', () => machine.test(from.toLowerCase().split('@')[0] ?? '')],
    ['subject', () => says('subject', automaticSubject)],
  ]
  const found = tests.find(([, test]) => test())
  return found ? { is: true, reason: found[0] } : { is: false }
}

/** Endings under which everybody may register, as far as a mail server here is likely to have one. */
const sharedEnding = /^(com|net|org|gov|edu|med|pub|sch|co|ac)\.[a-z]{2}$/

const isAddress = (host: string) => /^[\d.]+$|:/.test(host)

function ownerOf(host: string): string {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.')
  if (isAddress(host)) return host
  const two = labels.slice(-2).join('.')
  return sharedEnding.test(two) ? labels.slice(-3).join('.') : two
}

/** Vendors whose mailboxes stand under one name, and whose findings under another. */
const otherNames: Readonly<Record<string, string>> = {
  'gmail.com': 'google.com',
  'googlemail.com': 'google.com',
  'office365.com': 'outlook.com',
}
const familyOf = (host: string): string => otherNames[ownerOf(host)] ?? ownerOf(host)

/**
 * What the receiving server found (RFC 8601). Anybody may write such a header into a mail, so only
 * the topmost one counts, and only in the name of a server that is ours.
 */
export function authenticOf(
  headers: readonly MailHeader[],
  from: string,
  servers: readonly string[],
): Authentic {
  const [top] = valuesOf(headers, 'authentication-results')
  if (top === undefined) return 'none'
  const bare = top.replaceAll(/\([^()]*\)/g, ' ')
  const [first = '', ...rest] = bare.split(';').map((part) => part.trim())
  const families = servers.map(familyOf)
  // Microsoft's server begins with a finding and names nobody.
  const nameless = first.includes('=')
  const name = nameless ? 'outlook.com' : (first.split(/\s/)[0] ?? '')
  if (!families.includes(familyOf(name))) return 'none'
  return verdict(nameless ? [first, ...rest] : rest, from)
}

function verdict(findings: readonly string[], from: string): Authentic {
  const resultOf = (method: string) =>
    findings.flatMap((finding) => {
      const [, result] = new RegExp(`^${method}\\s*=\\s*([a-z]+)`, 'i').exec(finding) ?? []
      return result ? [{ result: result.toLowerCase(), finding }] : []
    })
  const dmarc = resultOf('dmarc').map(({ result }) => result)
  if (dmarc.includes('pass')) return 'pass'
  if (dmarc.includes('fail')) return 'fail'
  const domain = ownerOf(from.split('@').at(-1) ?? '')
  const aligned = (finding: string) =>
    [...finding.matchAll(/(?:header\.(?:d|i)|smtp\.mailfrom)\s*=\s*"?([^\s;"]+)/gi)].some(
      ([, who = '']) => domain !== '' && ownerOf(who.split('@').at(-1) ?? '') === domain,
    )
  const both = [...resultOf('dkim'), ...resultOf('spf')]
  if (both.some(({ result, finding }) => result === 'pass' && aligned(finding))) return 'pass'
  return both.some(({ result }) => result === 'fail') ? 'fail' : 'none'
}
