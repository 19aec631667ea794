import { mailIdsOf } from './mail-threading.ts'

export const bounceActions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
export type BounceAction = (typeof bounceActions)[number]

export type BouncedRecipient = Readonly<{
  /** The address that we wrote to, as far as the report knows it. */
  address: string
  action: BounceAction
  /** The enhanced code (RFC 3463), for instance 5.1.1; null when the report has none. */
  status: string | null
  /** The server's own words. */
  diagnostic: string
  /** There is no such address: nothing is sent to it again before a person says so. */
  hard: boolean
}>

/** A report that a mail did not arrive. Anybody may write one: it counts only beside a mail of ours. */
export type Bounce = Readonly<{
  recipients: readonly BouncedRecipient[]
  /** The Message-ID of the mail that it is about. */
  originalMailId: string | null
}>

/** A mail program's word that somebody called a mail of ours unwanted (RFC 5965). */
export type Complaint = Readonly<{
  type: string
  address: string | null
  originalMailId: string | null
}>

/** What a report may be read from; texts are those of the mail's parts. */
export type ReportParts = Readonly<{
  /** `delivery-status` or `feedback-report`, from the content type; empty when it is none. */
  reportType: string
  from: string
  /** Our own addresses among its recipients: they did not bounce. */
  to: readonly string[]
  subject: string
  /** The header X-Failed-Recipients. */
  failedRecipients: string
  /** Parts of message/delivery-status or message/feedback-report. */
  reports: readonly string[]
  /** The mail that it is about, or its head alone. */
  originals: readonly string[]
  text: string
}>

const mostRecipients = 100
const mostRead = 64 * 1024
const addressPattern = /[^\s<>()[\]\\,;:"'@]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+){1,10}/gi
const addressesIn = (text: string): string[] =>
  [...text.matchAll(addressPattern)].map(([address]) => address.toLowerCase())

type Fields = ReadonlyMap<string, string>

/** The blocks of a report: fields with folded lines, parted by empty ones. */
function blocksOf(report: string): Fields[] {
  const blocks: Map<string, string>[] = []
  let block: Map<string, string> | undefined
  let key = ''
  for (const line of report.slice(0, mostRead).split(/\r?\n/)) {
    if (line.trim() === '') {
      block = undefined
      continue
    }
    if (block === undefined) {
      block = new Map()
      blocks.push(block)
      key = ''
    }
    if (/^[ \t]/.test(line) && key !== '') {
      block.set(key, `${block.get(key)} ${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
    // A field that comes twice counts once: the first one was written by who reports.
    key = /^[a-z0-9-]+$/.test(name) && !block.has(name) ? name : ''
    if (key !== '') block.set(key, line.slice(colon + 1).trim())
  }
  return blocks.filter((fields) => fields.size > 0)
}

/** `rfc822; a@b` → `a@b`. */
const afterType = (value: string | undefined): string =>
  (value ?? '').replace(/^[\w-]+\s*;\s*/, '').trim()

const codePattern = /\b([245]\.\d{1,3}\.\d{1,3})\b/g
const isVague = (code: string) => /^[45]\.[01]\.0$|^[45]\.0\.0$/.test(code)

/** The most telling code: a report often says 5.0.0 and lets its diagnosis say the rest. */
function statusOf(status: string, diagnostic: string): string | null {
  const codes = [...`${status} ${diagnostic}`.matchAll(codePattern)].map(([, code = '']) => code)
  return codes.find((code) => !isVague(code)) ?? codes[0] ?? null
}

const passing =
  /full|quota|over.?limit|too (large|many|fast)|quickly|rate|temporar|try again|greylist|deferred/i
const noSuchAddress =
  /user unknown|unknown user|no such (user|mailbox|recipient|address|person)|does ?n.t exist|does not exist|wasn.?t found|recipient ?not ?found|invalid (address|recipient|mailbox)|unknown (address|recipient|mailbox)|address (rejected|not found)|not a valid|domain (name )?not found|no such domain|unrouteable|host not found|account (has been )?(disabled|closed)|inactive/i

/** Whether nothing will ever arrive there: by the code where it says so, else by the words. */
export function isHard(status: string | null, words: string): boolean {
  if (status?.startsWith('4') || status?.startsWith('2')) return false
  if (status !== null && /^5\.1\.(1|2|3|6|10)$/.test(status)) return true
  if (status === '5.2.1') return !passing.test(words)
  if (status === '5.4.1') return /access denied|recipient address rejected/i.test(words)
  if (status === '5.4.4') return true
  const silent = status === null || isVague(status)
  return silent && noSuchAddress.test(words) && !passing.test(words)
}

const isAction = (word: string): word is BounceAction =>
  bounceActions.some((action) => action === word)

function recipientOf(fields: Fields): BouncedRecipient | undefined {
  const [address] = [
    ...addressesIn(afterType(fields.get('original-recipient'))),
    ...addressesIn(afterType(fields.get('final-recipient'))),
  ]
  if (address === undefined) return undefined
  const said = (fields.get('action') ?? '').toLowerCase().split(/[^a-z]/)[0] ?? ''
  const diagnostic = afterType(fields.get('diagnostic-code')).slice(0, 1000)
  const status = statusOf(fields.get('status') ?? '', diagnostic)
  const action = isAction(said) ? said : status?.startsWith('4') ? 'delayed' : 'failed'
  return {
    address,
    action,
    status,
    diagnostic,
    hard: action === 'failed' && isHard(status, diagnostic),
  }
}

const bouncer = /^(mailer-daemon|postmaster|mail-daemon|mdaemon)([+.@=-]|$)/i
const bounceWords =
  /undeliver|returned mail|returned to sender|returning message|delivery (status|fail|incomplete|has failed)|failure notice|mail delivery|could not be delivered|تعذ[ّ]?ر (تسليم|توصيل)|لم يتم (تسليم|توصيل)|غير قابل للتسليم|فشل (تسليم|توصيل|الإرسال)/i
const originalBegins =
  /^(-{2,}.*(copy|original|forwarded|returned)|original message headers:|received\s*:|return-path\s*:)/i

/** Where the report's own words end and those of the mail that it is about begin. */
function parted(text: string): { words: string; rest: string } {
  const all = text.slice(0, mostRead)
  let at = 0
  for (const line of all.split('\n')) {
    if (originalBegins.test(line.trim().slice(0, 200)))
      return { words: all.slice(0, at), rest: all.slice(at) }
    at += line.length + 1
  }
  return { words: all, rest: '' }
}

const stillTrying = /\bdelayed\b|will (be )?(retr|keep trying)|still trying|warning:/i

/** What a server's answer looks like in the midst of words, the surest first. */
const answers = [
  /\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d/,
  /\b[45]\.\d{1,3}\.\d{1,3}\b/,
  /\b[45]\d\d[ -]/,
]

/** Reports without a part that a machine could read: what its words give. */
function recipientsOfWords(parts: ReportParts): BouncedRecipient[] {
  const words = parted(parts.text).words.slice(0, 20_000)
  const ours = new Set([...parts.to, parts.from].map((address) => address.toLowerCase()))
  const wanted = (address: string) => !ours.has(address) && !bouncer.test(address)
  const begun = words.split('\n').flatMap((line) => {
    const [first] = addressesIn(/^[\s<*]*\S*/.exec(line)?.[0] ?? '')
    return first === undefined ? [] : [first]
  })
  const named = addressesIn(parts.failedRecipients)
  const candidates = [named, begun, addressesIn(words).slice(0, 1)]
  const addresses = candidates.map((list) => list.filter(wanted)).find((list) => list.length > 0)
  const lines = words.split('\n')
  const line = answers.map((answer) => lines.find((each) => answer.test(each))).find((each) => each)
  const diagnostic = (line ?? words.trim()).replaceAll(/\s+/g, ' ').trim().slice(0, 1000)
  const status = statusOf('', words)
  const action = stillTrying.test(words) ? 'delayed' : 'failed'
  return [...new Set(addresses)].map((address) => ({
    address,
    action,
    status,
    diagnostic,
    hard: action === 'failed' && isHard(status, words),
  }))
}

function originalIdOf(parts: ReportParts): string | null {
  const sources = [...parts.originals, parted(parts.text).rest]
  for (const source of sources) {
    const [, value] =
      /^message-id\s*:\s*((?:.|\r?\n[ \t])+)/im.exec(source.slice(0, mostRead)) ?? []
    const [id] = mailIdsOf(value ?? '')
    if (id !== undefined) return id
  }
  return null
}

/** What a mail reports of another one that did not arrive; undefined when it is no such report. */
export function readBounce(parts: ReportParts): Bounce | undefined {
  const inWords = /^final-recipient[ \t]*:/im.test(parts.text) ? [parts.text] : []
  const reports = parts.reports.length > 0 ? parts.reports : inWords
  const declared = parts.reportType === 'delivery-status' || parts.failedRecipients !== ''
  const looksLike =
    bouncer.test(parts.from) && bounceWords.test(`${parts.subject}\n${parts.text.slice(0, 2000)}`)
  if (!declared && !looksLike) return undefined
  const structured = reports
    .flatMap(blocksOf)
    .map(recipientOf)
    .filter((recipient) => recipient !== undefined)
  const recipients = structured.length > 0 ? structured : recipientsOfWords(parts)
  const originalMailId = originalIdOf(parts)
  if (recipients.length === 0 && originalMailId === null) return undefined
  return { recipients: recipients.slice(0, mostRecipients), originalMailId }
}

/** What a mail reports of somebody who called a mail of ours unwanted. */
export function readComplaint(parts: ReportParts): Complaint | undefined {
  const fields = parts.reports.flatMap(blocksOf)
  const find = (key: string) =>
    fields.map((block) => block.get(key)).find((value) => value !== undefined)
  const type = find('feedback-type')
  if (parts.reportType !== 'feedback-report' || type === undefined) return undefined
  const head = blocksOf(parts.originals[0] ?? '')[0]
  const [address] = addressesIn(
    [find('original-rcpt-to'), find('removal-recipient'), head?.get('to')].join(' '),
  )
  return {
    type: type.toLowerCase(),
    address: address ?? null,
    originalMailId: originalIdOf(parts),
  }
}
