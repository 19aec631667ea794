import type { Context } from 'hono'
import type { PlayedSms, PlayedSmsAccount, SmsRefusal, SmsState } from './state.ts'

/** What the desks of the four vendors share. */
export type Desk = Readonly<{
  state: SmsState
  /** Takes a text and begins to carry it. */
  carry: (
    account: PlayedSmsAccount,
    said: Readonly<{ to: string; text: string; ours?: string; callback?: string }>,
  ) => PlayedSms
  /** The refusal that was switched on for this request. */
  refusal: () => SmsRefusal | undefined
  /** Answers as it should, not at all, or with a broken answer, as the switches say. */
  answer: (given: Response) => Promise<Response>
}>

export type Words = Readonly<Record<string, unknown>>

/** The fields of a request, from its address, a form, or JSON. */
export async function fieldsOf(c: Context): Promise<Words> {
  const query = c.req.query()
  const text = await c.req.text()
  if (!c.req.header('content-type')?.startsWith('application/json'))
    return { ...query, ...Object.fromEntries(new URLSearchParams(text)) }
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? { ...query, ...parsed } : query
  } catch {
    return query
  }
}

export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** A Saudi or other number as the local vendors want it: digits alone, country first. */
export const isNumber = (digits: string): boolean =>
  /^[1-9]\d{9,14}$/.test(digits) && (!digits.startsWith('966') || /^9665\d{8}$/.test(digits))

/** Text messages end somewhere. */
export const MOST_TEXT = 1_600
