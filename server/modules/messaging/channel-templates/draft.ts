import type { TemplateVariable } from '#core/messaging/channel-template.ts'
import { type TemplateDraft, variablesIn } from '#core/messaging/template-draft.ts'
import type { SaveChannelTemplate } from '#core/messaging/templates-api.ts'
import type { TemplateRow } from './row.ts'

type Places = readonly TemplateVariable[]

const exampleOf = (places: Places, part: TemplateVariable['part'], name: string): string =>
  places.find((each) => each.part === part && each.name === name)?.example ?? ''

/** A kept template as its vendor's review takes it. */
export function draftOf(
  row: Pick<TemplateRow, 'name' | 'language' | 'category' | 'parts' | 'variables'>,
): TemplateDraft {
  const { header, body, footer, buttons } = row.parts
  const example = (name: string) => exampleOf(row.variables, 'body', name)
  const [headerName] = variablesIn(header?.text ?? '')
  return {
    name: row.name,
    language: row.language,
    category: row.category,
    ...(header?.text && {
      header: {
        format: 'text' as const,
        text: header.text,
        ...(headerName && { example: exampleOf(row.variables, 'header', headerName) }),
      },
    }),
    body,
    examples: variablesIn(body).map(example),
    ...(footer && { footer }),
    buttons: buttons.flatMap((button, index): TemplateDraft['buttons'] => {
      const { kind, text, url = '' } = button
      if (kind === 'quick_reply') return [{ kind, text }]
      if (kind === 'phone') return [{ kind, text, phone: url }]
      if (kind !== 'url') return []
      const [name] = variablesIn(url)
      const end = row.variables.find((each) => each.part === 'button' && each.button === index)
      return [
        {
          kind,
          text,
          url,
          ...(name && { example: url.replace(/\{\{[^}]*\}\}$/, end?.example ?? '') }),
        },
      ]
    }),
  }
}

/** What was written, as it is kept: a number to call stands where an address does. */
export const partsOf = (input: SaveChannelTemplate): TemplateRow['parts'] => ({
  ...(input.header?.text && { header: { format: 'text', text: input.header.text } }),
  body: input.body,
  ...(input.footer && { footer: input.footer }),
  buttons: input.buttons.map((button) => ({
    kind: button.kind,
    text: button.text,
    ...(button.kind === 'url' && { url: button.url }),
    ...(button.kind === 'phone' && { url: button.phone }),
  })),
})
