import { cleanParameter } from '#core/messaging/template-draft.ts'
import type { OutgoingContent } from '#integrations/meta/port.ts'
import { type Fields, known } from '#integrations/meta/read.ts'

type Template = Extract<OutgoingContent, { kind: 'template' }>

/** A template as it is sent: parts without variables are not mentioned at all. */
export function templateBody(template: Template): Fields {
  const components = [
    ...headerOf(template.header),
    ...bodyOf(template.body),
    ...template.buttons.map(buttonOf),
  ]
  return {
    name: template.name,
    language: { code: template.language },
    ...(components.length > 0 && { components }),
  }
}

function headerOf(header: Template['header']): readonly Fields[] {
  if (!header) return []
  if ('text' in header)
    return [{ type: 'header', parameters: [{ type: 'text', text: cleanParameter(header.text) }] }]
  const { media, as } = header
  const filename = as === 'document' ? media.fileName : undefined
  const file = known({
    id: media.id,
    link: media.id === undefined ? media.url : undefined,
    filename,
  })
  return [{ type: 'header', parameters: [{ type: as, [as]: file }] }]
}

function bodyOf(parameters: Template['body']): readonly Fields[] {
  if (parameters.length === 0) return []
  return [
    {
      type: 'body',
      parameters: parameters.map(({ name, text }) =>
        known({ type: 'text', parameter_name: name, text: cleanParameter(text) }),
      ),
    },
  ]
}

/** An address's variable is text, a quick reply carries what comes back with the press. */
function buttonOf({ index, kind, text }: Template['buttons'][number]): Fields {
  const parameter = kind === 'url' ? { type: 'text', text } : { type: 'payload', payload: text }
  return { type: 'button', sub_type: kind, index: String(index), parameters: [parameter] }
}
