import type { TemplateParts } from '#core/messaging/channel-template.ts'
import { variablesIn } from '#core/messaging/template-draft.ts'
import type { TemplateFill } from '#core/messaging/thread.ts'

/** A place in a template that must be filled; `name` is a number where the vendor counts. */
export type TemplateVariable = Readonly<{
  in: 'header' | 'body' | 'button'
  name: string
  button?: number
}>

/** A vendor's template as a person reads it before they send it. */
export type TemplateText = Readonly<{
  header: string | null
  headerMedia: 'image' | 'video' | 'document' | null
  body: string
  footer: string | null
  buttons: readonly string[]
  variables: readonly TemplateVariable[]
}>

const medias: readonly TemplateText['headerMedia'][] = ['image', 'video', 'document']

/** A template of the vendor, with the places that somebody must fill before it leaves. */
export function templateText({ header, body, footer, buttons }: TemplateParts): TemplateText {
  const media = medias.find((each) => each === header?.format) ?? null
  const headerText = media === null ? (header?.text ?? null) : null
  return {
    header: headerText,
    headerMedia: media,
    body,
    footer: footer ?? null,
    buttons: buttons.map(({ text }) => text),
    variables: [
      ...variablesIn(headerText ?? '').map((name) => ({ in: 'header' as const, name })),
      ...variablesIn(body).map((name) => ({ in: 'body' as const, name })),
      ...buttons.flatMap(({ url }, button) =>
        variablesIn(url ?? '').map((name) => ({ in: 'button' as const, name, button })),
      ),
    ],
  }
}

type Naming = Readonly<{ name: string; language: string }>

/** A template with its places filled in their order; undefined when one is left empty. */
export function fillOffer(
  { name, language }: Naming,
  text: TemplateText,
  values: readonly string[],
): TemplateFill | undefined {
  if (text.variables.some((_, at) => (values[at] ?? '').trim() === '')) return undefined
  const filled = text.variables.map((variable, at) => ({ variable, text: values[at] ?? '' }))
  const of = (place: TemplateVariable['in']) =>
    filled.filter(({ variable }) => variable.in === place)
  const [header] = of('header')
  const named = (variable: TemplateVariable) =>
    /^\d+$/.test(variable.name) ? {} : { name: variable.name }
  return {
    kind: 'template',
    name,
    language,
    ...(header && { header: { text: header.text } }),
    body: of('body').map(({ variable, text: said }) => ({ ...named(variable), text: said })),
    buttons: of('button').map(({ variable, text: said }) => ({
      index: variable.button ?? 0,
      kind: 'url' as const,
      text: said,
    })),
  }
}
