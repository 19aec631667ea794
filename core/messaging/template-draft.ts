/** A template as a company writes it: the words, and an example for every variable of them. */
export type TemplateDraft = Readonly<{
  name: string
  language: string
  category: 'utility' | 'marketing' | 'authentication'
  header?:
    | Readonly<{ format: 'text'; text: string; example?: string }>
    /** `handle` is what the vendor's upload of examples gave for a sample file. */
    | Readonly<{ format: 'image' | 'video' | 'document'; handle: string }>
    | Readonly<{ format: 'location' }>
  body: string
  /** In the order of the variables in the body. */
  examples: readonly string[]
  footer?: string
  buttons: readonly TemplateButton[]
}>

export type TemplateButton =
  | Readonly<{ kind: 'quick_reply'; text: string }>
  /** The address may end in one variable. */
  | Readonly<{ kind: 'url'; text: string; url: string; example?: string }>
  | Readonly<{ kind: 'phone'; text: string; phone: string }>
  | Readonly<{ kind: 'copy_code'; example: string }>
  /** Asks a customer who hid their number for it. */
  | Readonly<{ kind: 'request_contact' }>

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g

/** The variables of some words, in their order, each once. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => name ?? ''))]
}

/** What the words would look like with these values; a variable without one stays as it is. */
export function withValues(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(VARIABLE, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}

/**
 * A value as WhatsApp takes it: no line break, no tab, and never four spaces in a row, for which it
 * refuses the whole message (132012). Descriptions of invoices come with all three.
 */
export function cleanParameter(text: string): string {
  return text
    .replaceAll(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(/ {4,}/g, ' ')
    .trim()
}

/** What is wrong with a draft. */
export const draftProblems = [
  'name',
  'body_empty',
  'body_too_long',
  'variable_at_edge',
  'variables_not_in_order',
  'names_and_numbers_mixed',
  'examples_missing',
  'header_too_long',
  'header_variables',
  'header_file',
  'footer_too_long',
  'footer_variables',
  'too_many_buttons',
  'button_text',
  'button_url',
] as const
export type TemplateProblem = (typeof draftProblems)[number]

/** What Meta's review would refuse about a draft without reading a word of it. */
export function problemsOf(draft: TemplateDraft): readonly TemplateProblem[] {
  const found = new Set<TemplateProblem>()
  const check = (good: boolean, problem: TemplateProblem) => {
    if (!good) found.add(problem)
  }
  check(/^[a-z0-9_]{1,512}$/.test(draft.name), 'name')
  const body = draft.body.trim()
  check(body !== '', 'body_empty')
  check(body.length <= 1024, 'body_too_long')
  check(!/^\{\{[^}]*\}\}|\{\{[^}]*\}\}$/.test(body), 'variable_at_edge')
  const names = variablesIn(body)
  const numbered = names.filter((name) => /^\d+$/.test(name))
  check(numbered.length === 0 || numbered.length === names.length, 'names_and_numbers_mixed')
  check(inOrder(numbered), 'variables_not_in_order')
  check(draft.examples.length === names.length && draft.examples.every(Boolean), 'examples_missing')
  checkHeader(draft.header, check)
  check((draft.footer?.length ?? 0) <= 60, 'footer_too_long')
  check(variablesIn(draft.footer ?? '').length === 0, 'footer_variables')
  check(draft.buttons.length <= 10, 'too_many_buttons')
  for (const button of draft.buttons) checkButton(button, check)
  return [...found]
}

type Check = (good: boolean, problem: TemplateProblem) => void

const inOrder = (numbered: readonly string[]) => {
  const sorted = numbered.map(Number).toSorted((a, b) => a - b)
  return sorted.every((number, index) => number === index + 1)
}

function checkHeader(header: TemplateDraft['header'], check: Check): void {
  if (header && 'handle' in header) check(header.handle !== '', 'header_file')
  if (header?.format !== 'text') return
  check(header.text.length <= 60, 'header_too_long')
  const names = variablesIn(header.text)
  check(names.length <= 1, 'header_variables')
  check(names.length === 0 || Boolean(header.example), 'examples_missing')
}

function checkButton(button: TemplateButton, check: Check): void {
  if ('text' in button) check(button.text !== '' && button.text.length <= 25, 'button_text')
  if (button.kind !== 'url') return
  const names = variablesIn(button.url)
  check(/^https?:\/\//.test(button.url) && button.url.length <= 2000, 'button_url')
  check(names.length === 0 || (names.length === 1 && button.url.endsWith('}}')), 'button_url')
  check(names.length === 0 || Boolean(button.example), 'examples_missing')
}
