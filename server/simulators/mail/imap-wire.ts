import type { Socket } from 'node:net'

/** A word of a command: an atom, a text, or a list in brackets. */
export type Token = string | readonly Token[]

const mostBytes = 1024 * 1024

/**
 * Cuts what a client sends into commands. A literal is asked for, awaited, and put back into its
 * command as a quoted text.
 */
export function commandReader(
  socket: Socket,
  take: (command: string) => void,
): (chunk: Buffer) => void {
  let waiting = Buffer.alloc(0)
  let command = ''
  let literal = 0
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk])
    if (waiting.byteLength > mostBytes) {
      socket.destroy()
      return
    }
    for (;;) {
      if (literal > 0) {
        if (waiting.byteLength < literal) return
        command += quoted(waiting.subarray(0, literal).toString('latin1'))
        waiting = waiting.subarray(literal)
        literal = 0
      }
      const end = waiting.indexOf('\r\n')
      if (end === -1) return
      const line = waiting.subarray(0, end).toString('latin1')
      waiting = waiting.subarray(end + 2)
      const [, size, noWait] = /\{(\d{1,9})(\+?)\}$/.exec(line) ?? []
      if (size === undefined) {
        take(command + line)
        command = ''
        continue
      }
      command += line.replace(/\{\d+\+?\}$/, '')
      literal = Number(size)
      if (literal === 0) command += '""'
      if (noWait === '') socket.write('+ Go on\r\n')
    }
  }
}

const quoted = (text: string) => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`

/** The words of a command. Sections (`BODY.PEEK[HEADER.FIELDS (…)]<0.5>`) stay one word. */
export function tokensOf(text: string): Token[] {
  let at = 0
  const list = (): Token[] => {
    const found: Token[] = []
    while (at < text.length) {
      const next = text[at]
      if (next === ' ') at += 1
      else if (next === ')') {
        at += 1
        return found
      } else if (next === '(') {
        at += 1
        found.push(list())
      } else found.push(next === '"' ? string() : atom())
    }
    return found
  }
  const string = (): string => {
    const match = /"((?:[^"\\]|\\[\s\S])*)"?/y
    match.lastIndex = at
    const [whole = '"', inside = ''] = match.exec(text) ?? []
    at += whole.length
    return inside.replaceAll(/\\([\s\S])/g, '$1')
  }
  const atom = (): string => {
    const match = /(?:\[[^\]]*\]|[^\s()"[])+|[^\s]/y
    match.lastIndex = at
    const [whole = ' '] = match.exec(text) ?? []
    at += whole.length
    return whole
  }
  return list()
}

export const isList = (token: Token | undefined): token is readonly Token[] =>
  token !== undefined && typeof token !== 'string'

export const textOf = (token: Token | undefined): string => (typeof token === 'string' ? token : '')

/** Whether a number is in a set such as `1:3,7,9:*`, where the star is the last one there is. */
export function inSet(set: string, last: number): (number: number) => boolean {
  const value = (word: string) => (word === '*' ? last : Number(word))
  const ranges = set.split(',').map((range) => {
    const [from = '', to = from] = range.split(':')
    const [a, b] = [value(from), value(to)]
    return [Math.min(a, b), Math.max(a, b)] as const
  })
  return (number) => ranges.some(([from, to]) => number >= from && number <= to)
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const two = (number: number) => String(number).padStart(2, '0')

/** `22-Nov-2026 09:00:00 +0000` */
export const internalDate = (at: Date): string =>
  `${two(at.getUTCDate())}-${months[at.getUTCMonth()]}-${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0000`

/** The day of a search, `22-Nov-2026`, as it sorts. */
export function dayOf(word: string): string {
  const [day = '', month = '', year = ''] = word.split('-')
  return `${year}-${two(months.indexOf(month) + 1)}-${two(Number(day))}`
}
