import { z } from 'zod'
import { type MessageLanguage, textKeys, textPlaceholders } from '#core/messaging/texts.ts'
import { variablesIn, withValues } from './template-draft.ts'

/** A template in a form that no vendor's payload shows through. */
export const TemplateParts = z.object({
  header: z
    .object({
      format: z.string(),
      text: z.string().optional(),
      /** Our own file that the review saw as a sample: a picture goes with every message as it is. */
      fileId: z.uuid().optional(),
    })
    .optional(),
  body: z.string(),
  footer: z.string().optional(),
  buttons: z.array(z.object({ kind: z.string(), text: z.string(), url: z.string().optional() })),
})
export type TemplateParts = z.infer<typeof TemplateParts>

/** The texts of the house that a template can stand for; `free` is a person's alone. */
export const standingTexts = [...textKeys, 'pay_link', 'free'] as const
export const StandingText = z.enum(standingTexts)
export type StandingText = z.infer<typeof StandingText>

/** The texts that bring a document with them, which a template's header can hold. */
export const documentTexts: ReadonlySet<StandingText> = new Set([
  'invoice_sent',
  'receipt_sent',
  'statement_sent',
  'statement_clear',
])

/** What a press of a quick reply asks of us. */
export const choices = ['pay', 'paid', 'promise', 'statement', 'call'] as const
export const Choice = z.enum(choices)
export type Choice = z.infer<typeof Choice>

/** The end of the address where a customer pays: what a button of an address may vary. */
export const linkEnd = 'link_end'

/** A place of a template, and what stands in it in the house's words; null: a person fills it. */
export const TemplateVariable = z.object({
  /** `reply`: a quick reply, whose press comes back with what `means` says. */
  part: z.enum(['header', 'body', 'button', 'reply']),
  name: z.string(),
  button: z.int().min(0).optional(),
  example: z.string().max(200),
  means: z.string().max(60).nullable(),
})
export type TemplateVariable = z.infer<typeof TemplateVariable>

/** What a place of a template for this text may mean. */
export function meaningsOf(text: StandingText, part: TemplateVariable['part']): readonly string[] {
  if (part === 'reply') return choices
  const names: readonly string[] =
    text === 'free'
      ? ['name', 'company']
      : text === 'pay_link'
        ? ['name', 'company', 'total', 'link']
        : textPlaceholders[text]
  if (part === 'button') return names.includes('link') ? [linkEnd] : []
  return names
}

/** Every place of a template in the order of its parts, with what it meant before where it still stands. */
export function placesOf(
  parts: TemplateParts,
  before: readonly TemplateVariable[] = [],
): TemplateVariable[] {
  const place = (part: TemplateVariable['part'], name: string, button?: number) => {
    const known = before.find(
      (each) => each.part === part && each.name === name && each.button === button,
    )
    const bare = { part, name, ...(button !== undefined && { button }) }
    return known ?? { ...bare, example: '', means: null }
  }
  return [
    ...variablesIn(parts.header?.text ?? '').map((name) => place('header', name)),
    ...variablesIn(parts.body).map((name) => place('body', name)),
    ...parts.buttons.flatMap(({ kind, url, text }, index) => {
      if (kind === 'quick_reply') return [place('reply', text, index)]
      return variablesIn(url ?? '').map((name) => place('button', name, index))
    }),
  ]
}

/** The language of the house that a vendor's code of a language is read as. */
export const houseLanguage = (code: string): MessageLanguage | undefined =>
  code.startsWith('ar') ? 'ar' : code.startsWith('en') ? 'en' : undefined

/** A template as it would be read, its places filled; those without a value stay visible. */
export function previewOf(
  parts: TemplateParts,
  variables: readonly TemplateVariable[],
  values: Readonly<Record<string, string>>,
): { header: string | null; body: string; footer: string | null; buttons: string[] } {
  const named = (part: TemplateVariable['part']) =>
    Object.fromEntries(
      variables.flatMap((each) => {
        if (each.part !== part) return []
        const value = values[each.means ?? ''] ?? each.example
        return value === '' ? [] : [[each.name, value]]
      }),
    )
  return {
    header: parts.header?.text ? withValues(parts.header.text, named('header')) : null,
    body: withValues(parts.body, named('body')),
    footer: parts.footer ?? null,
    buttons: parts.buttons.map(({ text }) => text),
  }
}
