import { ORPCError, ValidationError } from '@orpc/server'
import { Refusal, type RefusalCode, type RefusalFacts, refusals } from '#core/refusal.ts'
import type { Log } from './log.ts'

export type FieldProblem = Readonly<{
  path: string
  code: string
  facts: Record<string, string | number>
}>

/** What every reply that is not a success looks like, on every route. The prose is the browser's. */
export type ErrorBody = Readonly<{
  code: RefusalCode
  facts: RefusalFacts
  fields?: readonly FieldProblem[]
  traceId: string
}>

type Issue = {
  readonly path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined
  readonly code?: unknown
} & Record<string, unknown>

const shown = ['minimum', 'maximum', 'format', 'expected', 'origin'] as const

function fieldProblem(issue: Issue): FieldProblem {
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step))
  const facts: Record<string, string | number> = {}
  for (const name of shown) {
    const value = issue[name]
    if (typeof value === 'string' || typeof value === 'number') facts[name] = value
  }
  return {
    path: path.join('.'),
    code: typeof issue.code === 'string' ? issue.code : 'invalid',
    facts,
  }
}

/** An id that the client chose and that something else already has. */
const isTakenId = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === '23505' &&
  'constraint' in error &&
  /_(?:pkey|id_key)$/.test(String(error.constraint))

const unreadable = new Set(['2201W', '2201X', '22003', '22007', '22008', '22021', '22P02', '22P05'])

/** A number too large, a page before the first, a text that is no date, a zero byte: the caller's value, not our mistake. */
const isUnreadableValue = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && unreadable.has(String(error.code))

/** The status and body that an error travels as. What we did not expect is logged, and told nothing of. */
export function errorReply(
  error: unknown,
  traceId: string,
  log: Log,
): { status: number; body: ErrorBody } {
  if (error instanceof Refusal)
    return {
      status: refusals[error.code],
      body: { code: error.code, facts: error.facts, traceId },
    }
  if (error instanceof ORPCError && error.status < 500) {
    const code =
      error.status === 404 || error.status === 405
        ? 'request.not_found'
        : error.status === 413
          ? 'request.too_large'
          : 'request.invalid'
    const issues =
      error.cause instanceof ValidationError
        ? (error.cause.issues as unknown as readonly Issue[])
        : []
    const fields = issues.map(fieldProblem)
    return {
      status: refusals[code],
      body: { code, facts: {}, ...(fields.length > 0 && { fields }), traceId },
    }
  }
  if (isTakenId(error))
    return { status: 409, body: { code: 'request.id_reused', facts: {}, traceId } }
  if (isUnreadableValue(error)) {
    log.warn({ err: error, traceId }, 'a value that the database cannot hold')
    return { status: 400, body: { code: 'request.invalid', facts: {}, traceId } }
  }
  log.error({ err: error, traceId }, 'a request failed')
  return { status: 500, body: { code: 'system.failed', facts: {}, traceId } }
}
