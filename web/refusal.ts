import { type RefusalCode, type RefusalFacts, refusals } from '#core/refusal.ts'

/** One field that the server, or the schema in the browser, would not take. */
export type FieldProblem = Readonly<{ path: string; code: string; facts: RefusalFacts }>

/** Why a request came back without what it asked for; `network` means that no answer came at all. */
export type Refused = Readonly<{
  code: RefusalCode | 'network'
  facts: RefusalFacts
  fields: readonly FieldProblem[]
  traceId: string | null
}>

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCode = (value: unknown): value is RefusalCode =>
  typeof value === 'string' && Object.hasOwn(refusals, value)

function factsOf(value: unknown): RefusalFacts {
  if (!isRecord(value)) return {}
  const facts: Record<string, string | number> = {}
  for (const [name, fact] of Object.entries(value))
    if (typeof fact === 'string' || typeof fact === 'number') facts[name] = fact
  return facts
}

function fieldsOf(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map((field) => ({
    path: Array.isArray(field['path']) ? field['path'].join('.') : String(field['path'] ?? ''),
    code: String(field['code'] ?? 'custom'),
    facts: factsOf(field['facts']),
  }))
}

/** The body may lie in the error, in its data, or (when the client did not know its shape) in data.body. */
function bodyOf(error: unknown): Record<string, unknown> | null {
  if (!isRecord(error)) return null
  const data = isRecord(error['data']) ? error['data'] : {}
  const places = [data['body'], data, error]
  for (const place of places) if (isRecord(place) && isCode(place['code'])) return place
  return null
}

/** Reads any thrown value as a refusal, so that every screen can say what happened in the reader's words. */
export function refusalOf(error: unknown): Refused {
  const body = bodyOf(error)
  if (body && isCode(body['code'])) {
    const inner = isRecord(body['data']) ? body['data'] : {}
    return {
      code: body['code'],
      facts: factsOf(body['facts'] ?? inner['facts']),
      fields: fieldsOf(body['fields'] ?? inner['fields']),
      traceId: typeof body['traceId'] === 'string' ? body['traceId'] : null,
    }
  }
  const status = isRecord(error) ? error['status'] : undefined
  return { code: codeOfStatus(status), facts: {}, fields: [], traceId: null }
}

function codeOfStatus(status: unknown): Refused['code'] {
  if (status === 400) return 'request.invalid'
  if (status === 401) return 'access.unauthenticated'
  if (status === 403) return 'access.forbidden'
  if (status === 404) return 'request.not_found'
  if (status === 413) return 'request.too_large'
  if (status === 429) return 'request.too_many'
  if (typeof status === 'number') return 'system.failed'
  return 'network'
}
