import { fold } from '#core/arabic/fold.ts'

/** What a canned reply may speak of, by the name that stands in braces. */
export const cannedVariables = [
  'customer.name',
  'agent.name',
  'company.name',
  'balance',
  'overdue',
  'overdue.days',
  'pay_link',
  'invoice.number',
  'invoice.amount',
  'invoice.due',
  'hours',
  'iban',
] as const
export type CannedVariable = (typeof cannedVariables)[number]

/** What is known at this moment, already in words; nothing, or nothing but spaces, is missing. */
export type CannedValues = Readonly<Partial<Record<CannedVariable, string | null>>>

/** A reply that cannot be saved: it names what nobody knows, or a brace has no other. */
export type CannedProblem = Readonly<
  { code: 'unknown_variable'; name: string; at: number } | { code: 'lone_brace'; at: number }
>

/** A reply ready to be sent, or what is still missing; never one with a hole in it. */
export type Prepared =
  | Readonly<{ kind: 'ready'; text: string }>
  | Readonly<{
      kind: 'missing'
      missing: readonly CannedVariable[]
      problems: readonly CannedProblem[]
      /** The text with what is known, the names of the rest left in their braces, for a person to finish. */
      draft: string
    }>

/** What a canned reply is found by. */
export type Findable = Readonly<{ id: string; shortcut: string; title: string; text: string }>

const pieces = /\{([^{}]*)\}|[{}]/gu

const known = (name: string): CannedVariable | undefined =>
  cannedVariables.find((variable) => variable === name.trim())

/** What would stop this reply from being saved; nothing, when it is good. */
export const checkCanned = (text: string): CannedProblem[] =>
  Array.from(text.matchAll(pieces)).flatMap(({ 1: name, index }): CannedProblem[] => {
    if (name === undefined) return [{ code: 'lone_brace', at: index }]
    return known(name) ? [] : [{ code: 'unknown_variable', name: name.trim(), at: index }]
  })

/** The variables that a reply speaks of, each once, in their order. */
export const variablesOf = (text: string): CannedVariable[] => [
  ...new Set(Array.from(text.matchAll(pieces)).flatMap(({ 1: name }) => known(name ?? '') ?? [])),
]

/** Puts what is known into a reply. A value is put in as it is and never read for variables. */
export function prepareCanned(text: string, values: CannedValues): Prepared {
  const missing = variablesOf(text).filter((name) => isMissing(values[name]))
  const problems = checkCanned(text)
  const filled = text.replace(pieces, (piece, name: string | undefined) => {
    const variable = known(name ?? '')
    const value = variable && values[variable]
    return isMissing(value) ? piece : (value ?? piece)
  })
  if (missing.length === 0 && problems.length === 0) return { kind: 'ready', text: filled }
  return { kind: 'missing', missing, problems, draft: filled }
}

const isMissing = (value: string | null | undefined): boolean => (value ?? '').trim() === ''

/**
 * Replies whose shortcut begins with what was typed (the `/` may stand before it), then those with
 * a word of the title that does, then those that merely hold it; spelling as in every search.
 */
export function findCanned<Reply extends Findable>(
  replies: readonly Reply[],
  typed: string,
  most = 8,
): Reply[] {
  const wanted = fold(typed).replace(/^\/ */, '')
  return replies
    .map((reply) => ({ reply, rank: rankOf(reply, wanted), key: fold(reply.shortcut) }))
    .filter(({ rank }) => rank < nowhere)
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        a.key.length - b.key.length ||
        (a.key === b.key ? (a.reply.id < b.reply.id ? -1 : 1) : a.key < b.key ? -1 : 1),
    )
    .slice(0, most)
    .map(({ reply }) => reply)
}

const nowhere = 4

function rankOf({ shortcut, title, text }: Findable, wanted: string): number {
  const key = fold(shortcut)
  if (key === wanted) return 0
  if (key.startsWith(wanted)) return 1
  if (` ${fold(title)}`.includes(` ${wanted}`)) return 2
  return fold(`${title} ${text}`).includes(wanted) ? 3 : nowhere
}
