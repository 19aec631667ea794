import { placesOf, type TemplateParts, type TemplateVariable } from './channel-template.ts'
import {
  problemsOf,
  type TemplateDraft,
  type TemplateProblem,
  variablesIn,
} from './template-draft.ts'
import type { ChannelTemplate, SaveChannelTemplate } from './templates-api.ts'

type Written = Pick<ChannelTemplate, 'name' | 'language' | 'category' | 'parts' | 'variables'>

const exampleOf = (
  places: readonly TemplateVariable[],
  part: TemplateVariable['part'],
  name: string,
): string => places.find((each) => each.part === part && each.name === name)?.example ?? ''

/** What was written, as it is kept: a number to call stands where an address does. */
export const partsOf = (
  input: Pick<SaveChannelTemplate, 'header' | 'body' | 'footer' | 'buttons'>,
): TemplateParts => ({
  ...(input.header && { header: input.header }),
  body: input.body,
  ...(input.footer && { footer: input.footer }),
  buttons: input.buttons.map((button) => ({
    kind: button.kind,
    text: button.text,
    ...(button.kind === 'url' && { url: button.url }),
    ...(button.kind === 'phone' && { url: button.phone }),
  })),
})

function headerOf(
  { header }: TemplateParts,
  places: readonly TemplateVariable[],
  handle: string | undefined,
): TemplateDraft['header'] {
  if (header?.format === 'image' || header?.format === 'document')
    return { format: header.format, handle: handle ?? header.fileId ?? '' }
  if (!header?.text) return undefined
  const [name] = variablesIn(header.text)
  const example = name && { example: exampleOf(places, 'header', name) }
  return { format: 'text', text: header.text, ...example }
}

/**
 * A kept template as its vendor's review takes it.
 * @param handle what the vendor's upload gave for the sample of a header; until then the file stands for it
 */
export function draftOf(row: Written, handle?: string): TemplateDraft {
  const { body, footer, buttons } = row.parts
  const header = headerOf(row.parts, row.variables, handle)
  return {
    name: row.name,
    language: row.language,
    category: row.category,
    ...(header && { header }),
    body,
    examples: variablesIn(body).map((name) => exampleOf(row.variables, 'body', name)),
    ...(footer && { footer }),
    buttons: buttons.flatMap((button, index): TemplateDraft['buttons'] => {
      const { kind, text, url = '' } = button
      if (kind === 'quick_reply') return [{ kind, text }]
      if (kind === 'phone') return [{ kind, text, phone: url }]
      if (kind !== 'url') return []
      const [name] = variablesIn(url)
      const end = row.variables.find((each) => each.part === 'button' && each.button === index)
      const sample = end?.example ? url.replace(/\{\{[^}]*\}\}$/, end.example) : ''
      return [{ kind, text, url, ...(name && { example: sample }) }]
    }),
  }
}

/** What the review would refuse about a template that is being written. */
export function wrongWith(
  input: Omit<SaveChannelTemplate, 'id' | 'accountId'>,
): readonly TemplateProblem[] {
  const parts = partsOf(input)
  return problemsOf(draftOf({ ...input, parts, variables: placesOf(parts, input.variables) }))
}
