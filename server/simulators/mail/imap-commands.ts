import { dayOf, inSet, internalDate, isList, type Token, textOf } from './imap-wire.ts'

export type HeldMail = {
  readonly uid: number
  readonly raw: Buffer
  readonly at: Date
  readonly flags: Set<string>
}

/** The one folder of a played mailbox. */
export type Folder = {
  uidValidity: number
  uidNext: number
  mails: HeldMail[]
}

/** What a command answers: untagged lines and the words after the tag. */
export type Answer = Readonly<{ lines?: readonly (string | Buffer)[]; end: string }>

const crlf = Buffer.from('\r\n')
const flagList = '(\\Answered \\Flagged \\Deleted \\Seen \\Draft)'

export function openFolder(folder: Folder, readOnly: boolean): Answer {
  return {
    lines: [
      `* FLAGS ${flagList}`,
      `* OK [PERMANENTFLAGS (${readOnly ? '' : flagList.slice(1, -1)})] Flags`,
      `* ${folder.mails.length} EXISTS`,
      '* 0 RECENT',
      `* OK [UIDVALIDITY ${folder.uidValidity}] Valid`,
      `* OK [UIDNEXT ${folder.uidNext}] Next`,
    ],
    end: `OK [${readOnly ? 'READ-ONLY' : 'READ-WRITE'}] Opened`,
  }
}

export function statusOf(folder: Folder, items: readonly Token[]): string {
  const unseen = folder.mails.filter(({ flags }) => !flags.has('\\Seen')).length
  const values: Readonly<Record<string, number>> = {
    MESSAGES: folder.mails.length,
    RECENT: 0,
    UIDNEXT: folder.uidNext,
    UIDVALIDITY: folder.uidValidity,
    UNSEEN: unseen,
  }
  const said = items.map((item) => textOf(item).toUpperCase()).filter((item) => item in values)
  return `* STATUS INBOX (${said.map((item) => `${item} ${values[item]}`).join(' ')})`
}

type Placed = Readonly<{ mail: HeldMail; place: number }>

/** The mails of a set, by their numbers that last or by their places. */
function mailsOf(folder: Folder, set: string, byUid: boolean): Placed[] {
  const placed = folder.mails.map((mail, index) => ({ mail, place: index + 1 }))
  const last = byUid ? (folder.mails.at(-1)?.uid ?? 0) : folder.mails.length
  const wanted = inSet(set, last)
  return placed.filter(({ mail, place }) => wanted(byUid ? mail.uid : place))
}

export function fetch(folder: Folder, args: readonly Token[], byUid: boolean): Answer {
  const [set, what] = args
  const asked = (isList(what) ? what : [what]).map((item) => textOf(item).toUpperCase())
  const items = byUid && !asked.includes('UID') ? ['UID', ...asked] : asked
  const lines = mailsOf(folder, textOf(set), byUid).map(({ mail, place }) => {
    const parts: Buffer[] = []
    for (const item of items) {
      const value = itemOf(mail, item)
      if (value === undefined) continue
      parts.push(Buffer.concat([Buffer.from(parts.length > 0 ? ' ' : ''), value]))
    }
    return Buffer.concat([Buffer.from(`* ${place} FETCH (`), ...parts, Buffer.from(')')])
  })
  return { lines, end: 'OK Fetched' }
}

function itemOf(mail: HeldMail, item: string): Buffer | undefined {
  if (item === 'UID') return Buffer.from(`UID ${mail.uid}`)
  if (item === 'FLAGS') return Buffer.from(`FLAGS (${[...mail.flags].join(' ')})`)
  if (item === 'INTERNALDATE') return Buffer.from(`INTERNALDATE "${internalDate(mail.at)}"`)
  if (item === 'RFC822.SIZE') return Buffer.from(`RFC822.SIZE ${mail.raw.byteLength}`)
  const [, peek, section = '', start, most] =
    /^BODY(\.PEEK)?\[([A-Z.]*)\](?:<(\d+)(?:\.(\d+))?>)?$/.exec(item) ?? []
  if (!item.startsWith('BODY') || !item.includes('[')) return undefined
  if (peek === undefined) mail.flags.add('\\Seen')
  const head = mail.raw.indexOf('\r\n\r\n')
  const headEnd = head === -1 ? mail.raw.byteLength : head + 4
  const whole =
    section === 'HEADER'
      ? mail.raw.subarray(0, headEnd)
      : section === 'TEXT'
        ? mail.raw.subarray(headEnd)
        : mail.raw
  const from = Number(start ?? 0)
  const bytes = whole.subarray(from, most === undefined ? undefined : from + Number(most))
  const origin = start === undefined ? '' : `<${from}>`
  const name = `BODY[${section}]${origin} {${bytes.byteLength}}`
  return Buffer.concat([Buffer.from(name), crlf, bytes])
}

export function search(folder: Folder, args: readonly Token[], byUid: boolean): Answer {
  let found = folder.mails.map((mail, index) => ({ mail, place: index + 1 }))
  const words = args.map(textOf)
  while (words.length > 0) {
    const word = (words.shift() ?? '').toUpperCase()
    if (word === 'ALL') continue
    if (word === 'CHARSET') words.shift()
    else if (word === 'UID' || /^[\d*][\d:,*]*$/.test(word)) {
      const wanted = mailsOf(folder, word === 'UID' ? (words.shift() ?? '') : word, word === 'UID')
      found = found.filter(({ place }) => wanted.some((each) => each.place === place))
    } else if (word === 'SINCE' || word === 'BEFORE') {
      const day = dayOf(words.shift() ?? '')
      const on = (at: Date) => at.toISOString().slice(0, 10)
      found = found.filter(({ mail }) =>
        word === 'SINCE' ? on(mail.at) >= day : on(mail.at) < day,
      )
    } else if (word === 'SEEN' || word === 'UNSEEN') {
      found = found.filter(({ mail }) => mail.flags.has('\\Seen') === (word === 'SEEN'))
    } else return { end: 'BAD This is not searched for here' }
  }
  const numbers = found.map(({ mail, place }) => (byUid ? mail.uid : place))
  return { lines: [['* SEARCH', ...numbers].join(' ')], end: 'OK Searched' }
}

export function store(folder: Folder, args: readonly Token[], byUid: boolean): Answer {
  const [set, how, what] = args
  const flags = (isList(what) ? what : args.slice(2)).map(textOf)
  const [, sign = '', silent] = /^([+-]?)FLAGS(\.SILENT)?$/i.exec(textOf(how)) ?? []
  const lines = mailsOf(folder, textOf(set), byUid).map(({ mail, place }) => {
    if (sign === '') mail.flags.clear()
    for (const flag of flags) sign === '-' ? mail.flags.delete(flag) : mail.flags.add(flag)
    return `* ${place} FETCH (UID ${mail.uid} FLAGS (${[...mail.flags].join(' ')}))`
  })
  return { lines: silent ? [] : lines, end: 'OK Stored' }
}
