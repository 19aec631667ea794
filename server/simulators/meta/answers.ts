/** A refusal as Graph writes it. */
export class GraphError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 429 | 500
  readonly code: number
  readonly details: string
  readonly subCode: number | undefined

  constructor(
    status: GraphError['status'],
    code: number,
    message: string,
    more: { details?: string; subCode?: number } = {},
  ) {
    super(`(#${code}) ${message}`)
    this.status = status
    this.code = code
    this.details = more.details ?? message
    this.subCode = more.subCode
  }

  toJSON() {
    return {
      error: {
        message: this.message,
        type: 'OAuthException',
        code: this.code,
        ...(this.subCode !== undefined && { error_subcode: this.subCode }),
        error_data: { messaging_product: 'whatsapp', details: this.details },
        fbtrace_id: 'Aplayed',
      },
    }
  }
}

export const invalid = (details: string) =>
  new GraphError(400, 100, 'Invalid parameter', { details })

/** An object of a request, or an empty one. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A text within these bounds, or the refusal that names it. */
export function bounded(value: unknown, most: number, name: string, least = 1): string {
  if (typeof value !== 'string') throw invalid(`The parameter ${name} is required.`)
  if (value.length < least || value.length > most)
    throw invalid(`Param ${name} must be between ${least} and ${most} characters long.`)
  return value
}
