/** The longest template that a company may write, in characters. */
export const maxTemplateLength = 4_000
/** The longest text that a template may grow to once filled. */
export const maxFilledLength = 20_000

/** What is wrong with a template or its values; `at` counts characters from its beginning. */
export type TemplateProblem =
  | Readonly<{ code: 'unknown_placeholder'; name: string; at: number }>
  | Readonly<{ code: 'malformed_placeholder'; at: number }>
  | Readonly<{ code: 'missing_value'; name: string; at: number }>
  | Readonly<{ code: 'too_long'; length: number; max: number }>

export type FilledTemplate =
  | Readonly<{ kind: 'filled'; text: string }>
  | Readonly<{ kind: 'refused'; problems: readonly TemplateProblem[] }>

/** What a placeholder may stand for: a text or a figure already in words, never an object. */
export type TemplateValues = Readonly<Record<string, string | number>>

type Piece =
  | Readonly<{ kind: 'text'; text: string }>
  | Readonly<{ kind: 'placeholder'; name: string; at: number }>
  | Readonly<{ kind: 'malformed'; at: number }>

/** What would stop this template from being saved; nothing, when it is good. */
export function checkTemplate(template: string, allowed: readonly string[]): TemplateProblem[] {
  if (template.length > maxTemplateLength)
    return [{ code: 'too_long', length: template.length, max: maxTemplateLength }]
  return piecesOf(template).flatMap((piece): TemplateProblem[] => {
    if (piece.kind === 'malformed') return [{ code: 'malformed_placeholder', at: piece.at }]
    if (piece.kind === 'text' || allowed.includes(piece.name)) return []
    return [{ code: 'unknown_placeholder', name: piece.name, at: piece.at }]
  })
}

/**
 * Puts the values in the places of `{name}` or `{{name}}`. There is no logic in a template and a
 * value is never read as one, so no text can reach more than the values it was given.
 */
export const fillTemplate = (
  template: string,
  values: TemplateValues,
  allowed: readonly string[],
): FilledTemplate => fill(template, values, allowed, (text) => text)

/** As `fillTemplate`, for a page of HTML: template and values both arrive as text, never markup. */
export const fillTemplateAsHtml = (
  template: string,
  values: TemplateValues,
  allowed: readonly string[],
): FilledTemplate => fill(template, values, allowed, escapeHtml)

/** The text as HTML shows it, safe between tags and inside a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

function fill(
  template: string,
  values: TemplateValues,
  allowed: readonly string[],
  write: (text: string) => string,
): FilledTemplate {
  const problems = checkTemplate(template, allowed)
  if (problems.length > 0) return { kind: 'refused', problems }

  const written: string[] = []
  for (const piece of piecesOf(template)) {
    if (piece.kind === 'text') written.push(write(piece.text))
    if (piece.kind !== 'placeholder') continue
    const value = Object.hasOwn(values, piece.name) ? values[piece.name] : undefined
    if (typeof value === 'string' || typeof value === 'number') written.push(write(String(value)))
    else problems.push({ code: 'missing_value', name: piece.name, at: piece.at })
  }

  const text = written.join('')
  if (text.length > maxFilledLength)
    problems.push({ code: 'too_long', length: text.length, max: maxFilledLength })
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'filled', text }
}

/** A name is letters of any script, digits and underscores, so «{الاسم}» can be allowed too. */
const placeholder =
  /^\{\{\s*([\p{L}_][\p{L}\p{M}\p{N}_]{0,59})\s*\}\}|^\{\s*([\p{L}_][\p{L}\p{M}\p{N}_]{0,59})\s*\}/u

/** A placeholder with both braces and the spaces in them is shorter than this. */
const LONGEST_PLACEHOLDER = 80

/** Reads once from left to right; what a value brings in is never read again. */
function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  while (at < template.length) {
    const brace = template.indexOf('{', at)
    const end = brace === -1 ? template.length : brace
    if (end > at) pieces.push({ kind: 'text', text: template.slice(at, end) })
    if (brace === -1) break

    const match = placeholder.exec(template.slice(brace, brace + LONGEST_PLACEHOLDER))
    const name = match?.[1] ?? match?.[2]
    pieces.push(
      name === undefined
        ? { kind: 'malformed', at: brace }
        : { kind: 'placeholder', name, at: brace },
    )
    at = brace + (match?.[0].length ?? 1)
  }
  return pieces
}
