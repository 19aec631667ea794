import { bounded, GraphError, listOf, record } from './answers.ts'

export type PlayedTemplate = {
  readonly id: string
  readonly waba: string
  readonly name: string
  readonly language: string
  readonly category: string
  readonly components: readonly unknown[]
  readonly reviewAt: number
  status: 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED'
  rejectedReason: string
}

export type ReviewSwitch = {
  /** How long a review takes. */
  reviewMs: number
  /** Refuses what is handed in from now on, for this reason. */
  refuse: string | null
}

type Parts = Readonly<{
  now: () => Date
  newId: () => string
  review: ReviewSwitch
  /** Hears of every change of a template's state. */
  changed: (template: PlayedTemplate) => void
}>

/** Templates and their review, as WhatsApp does it. */
export type Templates = ReturnType<typeof createTemplates>

export function createTemplates({ now, newId, review, changed }: Parts) {
  const all = new Map<string, PlayedTemplate>()
  const verdicts = new Map<string, string | null>()
  const own = (waba: string) => [...all.values()].filter((each) => each.waba === waba)
  /** Ends the reviews that are due; who asks for a template never sees one that is overdue. */
  const judge = (): void => {
    for (const template of all.values()) {
      if (template.status !== 'PENDING' || template.reviewAt > now().getTime()) continue
      const refusal = verdicts.get(template.id) ?? null
      template.status = refusal === null ? 'APPROVED' : 'REJECTED'
      template.rejectedReason = refusal ?? 'NONE'
      changed(template)
    }
  }

  return {
    create(waba: string, body: Readonly<Record<string, unknown>>): PlayedTemplate {
      const name = bounded(body['name'], 512, 'name')
      const language = bounded(body['language'], 10, 'language')
      const category = String(body['category'])
      checkDraft(name, category, listOf(body['components']))
      if (own(waba).some((each) => each.name === name && each.language === language))
        throw new GraphError(400, 100, 'Invalid parameter', {
          subCode: 2388024,
          details: 'There is already content in this language for this template.',
        })
      const template: PlayedTemplate = {
        id: newId(),
        waba,
        name,
        language,
        category,
        components: listOf(body['components']),
        reviewAt: now().getTime() + review.reviewMs,
        status: 'PENDING',
        rejectedReason: 'NONE',
      }
      all.set(template.id, template)
      verdicts.set(template.id, review.refuse)
      return template
    },

    list: (waba: string): readonly PlayedTemplate[] => {
      judge()
      return own(waba)
    },

    remove(waba: string, name: string, id: string | undefined): void {
      const found = own(waba).filter((each) => each.name === name && (!id || each.id === id))
      if (found.length === 0)
        throw new GraphError(404, 100, 'Invalid parameter', { details: 'Template not found.' })
      for (const each of found) all.delete(each.id)
    },

    judge,

    set(id: string, status: PlayedTemplate['status']): void {
      const template = all.get(id)
      if (!template) return
      template.status = status
      changed(template)
    },

    /** The approved template that a sending names, its parameters counted. Throws the refusal. */
    forSending(waba: string, sending: Readonly<Record<string, unknown>>): PlayedTemplate {
      judge()
      const { code } = record(sending['language'])
      const template = own(waba).find(
        (each) => each.name === sending['name'] && each.language === code,
      )
      if (!template || template.status === 'PENDING' || template.status === 'REJECTED')
        throw new GraphError(404, 132001, 'Template name does not exist in the translation')
      if (template.status === 'PAUSED') throw new GraphError(400, 132015, 'Template is paused')
      if (template.status === 'DISABLED') throw new GraphError(400, 132016, 'Template is disabled')
      checkParameters(template, listOf(sending['components']).map(record))
      return template
    },
  }
}

type Component = Readonly<Record<string, unknown>>

/** The handles of the samples that a draft names. */
export const headerHandles = (draft: Component): string[] =>
  listOf(draft['components'])
    .map(record)
    .flatMap((each) => listOf(record(each['example'])['header_handle']).map(String))

const typeOf = (component: Component) => String(component['type']).toUpperCase()

const placeholders = (text: unknown): readonly string[] => [
  ...new Set(String(text ?? '').match(/\{\{\w+\}\}/g) ?? []),
]

function checkDraft(name: string, category: string, components: readonly unknown[]): void {
  const refuse = (details: string) => new GraphError(400, 100, 'Invalid parameter', { details })
  if (!/^[a-z0-9_]+$/.test(name)) throw refuse('name: lower-case letters, digits, underscores.')
  if (!['UTILITY', 'MARKETING', 'AUTHENTICATION'].includes(category)) throw refuse('category')
  const body = components.map(record).find((each) => typeOf(each) === 'BODY')
  if (!body) throw refuse('A BODY component is required.')
  const header = components.map(record).find((each) => typeOf(each) === 'HEADER')
  if (header && ['IMAGE', 'VIDEO', 'DOCUMENT'].includes(String(header['format'])))
    if (listOf(record(header['example'])['header_handle']).length !== 1)
      throw refuse('A header of a file needs its sample.')
  const text = bounded(body['text'], 1024, 'body.text')
  if (text.startsWith('{{') || text.endsWith('}}'))
    throw refuse('Variables cannot be at the start or end of the template.')
  const example = record(body['example'])
  const given =
    listOf(listOf(example['body_text'])[0]).length ||
    listOf(example['body_text_named_params']).length
  if (given !== placeholders(text).length) throw refuse('Every variable needs an example.')
}

function checkParameters(template: PlayedTemplate, sent: readonly Component[]): void {
  for (const part of template.components.map(record)) {
    const type = typeOf(part)
    if (type === 'BUTTONS') checkButtons(listOf(part['buttons']).map(record), sent)
    if (type !== 'BODY' && type !== 'HEADER') continue
    const media = type === 'HEADER' && part['format'] !== 'TEXT'
    const wanted = media ? 1 : placeholders(part['text']).length
    const given = listOf(sent.find((each) => typeOf(each) === type)?.['parameters']).map(record)
    if (given.length !== wanted)
      throw new GraphError(400, 132000, 'Number of parameters does not match', {
        details: `${type.toLowerCase()}: number of localizable_params (${given.length}) does not match the expected number of params (${wanted})`,
      })
    for (const parameter of given) checkText(parameter, media ? String(part['format']) : 'TEXT')
  }
}

function checkText(parameter: Component, format: string): void {
  const mismatch = (details: string) =>
    new GraphError(400, 132012, 'Parameter format does not match', { details })
  const type = String(parameter['type']).toUpperCase()
  if (type !== format) throw mismatch(`Expected ${format}, received ${type}`)
  if (type !== 'TEXT') return
  const text = bounded(parameter['text'], 1024, 'parameter.text')
  if (/[\n\t\r]| {5,}/.test(text))
    throw mismatch(
      'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
    )
}

function checkButtons(buttons: readonly Component[], sent: readonly Component[]): void {
  buttons.forEach((button, index) => {
    if (button['type'] !== 'URL' || placeholders(button['url']).length === 0) return
    const given = sent.find((each) => typeOf(each) === 'BUTTON' && Number(each['index']) === index)
    if (listOf(given?.['parameters']).length !== 1)
      throw new GraphError(400, 131008, 'Required parameter is missing', {
        details: `buttons: Button at index ${index} of type Url requires a parameter`,
      })
  })
}
