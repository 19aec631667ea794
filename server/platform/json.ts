const clean = (_key: string, part: unknown) =>
  typeof part === 'string' ? part.replaceAll('\u0000', '').toWellFormed() : part

/**
 * A value as JSON that a database takes: a zero, or half of a letter that was cut in two, would
 * fail the whole statement, and people and vendors send both.
 */
export function jsonOf(value: unknown): string {
  const text = JSON.stringify(value)
  return /\\u(?:0000|d[89a-f])/.test(text) ? JSON.stringify(value, clean) : text
}
