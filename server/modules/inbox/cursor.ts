import { z } from 'zod'
import { Refusal } from '#core/refusal.ts'

const Place = z.tuple([z.string().max(60), z.uuid()])

/** A place in a list as an opaque text: the value that it is sorted by, and the row's id. */
export const cursorAt = (value: Date | string | number, id: string): string =>
  Buffer.from(
    JSON.stringify([value instanceof Date ? value.toISOString() : String(value), id]),
  ).toString('base64url')

/** @throws request.invalid for what no page gave */
export function readCursor(cursor: string): [string, string] {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new Refusal('request.invalid')
  }
}

/** A place in time. @throws request.invalid */
export function readTimeCursor(cursor: string): { at: Date; id: string } {
  const [text, id] = readCursor(cursor)
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new Refusal('request.invalid')
  return { at, id }
}
