import type { z } from 'zod'
import type { RefusalFacts } from '#core/refusal.ts'
import type { FieldProblem } from '#web/refusal.ts'
import { useWords } from '#web/words.ts'

/** A schema's issues in the shape in which the server names bad fields. */
export function problemsOf(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  return issues.map((issue) => {
    const facts: Record<string, string | number> = {}
    for (const name of ['minimum', 'maximum', 'format', 'origin', 'expected'] as const) {
      const fact: unknown = name in issue ? Reflect.get(issue, name) : undefined
      if (typeof fact === 'string' || typeof fact === 'number') facts[name] = fact
    }
    const missing = issue.code === 'invalid_type' && (issue.input ?? null) === null
    return { path: issue.path.join('.'), code: missing ? 'required' : issue.code, facts }
  })
}

type FieldKey = Parameters<ReturnType<typeof useWords<'fields'>>>[0]

function keyOf(code: string, facts: RefusalFacts): FieldKey {
  const { origin, minimum, format } = facts
  if (code === 'required') return 'required'
  if (code === 'too_small' && origin === 'string') return minimum === 1 ? 'required' : 'too_short'
  if (code === 'too_small' && origin === 'array') return 'too_few'
  if (code === 'too_small') return 'too_low'
  if (code === 'too_big') return origin === 'string' ? 'too_long' : 'too_high'
  if (code === 'invalid_format')
    return format === 'email' || format === 'url' || format === 'date'
      ? `format_${format}`
      : 'format_other'
  if (code === 'invalid_value' || code === 'invalid_union') return 'invalid_value'
  return code === 'invalid_type' ? 'invalid_type' : 'custom'
}

/** Says what is wrong with a field in the reader's words. */
export function useProblemWords(): (problem: FieldProblem) => string {
  const t = useWords('fields')
  const refusals = useWords('refusals')
  return ({ code, facts }) =>
    // The server may name a refusal of its own for one field.
    code.includes('.')
      ? refusals(code as Parameters<typeof refusals>[0], facts)
      : t(keyOf(code, facts), { minimum: 0, maximum: 0, ...facts })
}
