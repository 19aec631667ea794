import { bounded, GraphError, invalid, listOf, record } from './answers.ts'

/** What a message may be, checked as the vendor checks it. Throws the refusal. */
export function checkMessage(type: string, body: unknown): void {
  const check = checks.get(type)
  if (!check)
    throw new GraphError(400, 131009, 'Parameter value is not valid', { details: `type: ${type}` })
  check(type === 'contacts' ? { list: body } : record(body), type)
}

type Parts = Readonly<Record<string, unknown>>
type Check = (body: Parts, type: string) => void

const checks = new Map<string, Check>([
  ['text', (body) => void bounded(body['body'], 4096, 'text.body')],
  ['image', checkFile],
  ['video', checkFile],
  ['document', checkFile],
  ['audio', checkFile],
  ['sticker', checkFile],
  ['location', checkPlace],
  ['contacts', checkCards],
  ['reaction', (body) => void bounded(body['message_id'], 512, 'reaction.message_id')],
  ['interactive', checkInteractive],
  // Checked against what was approved, where the templates are.
  ['template', (body) => void bounded(body['name'], 512, 'template.name')],
])

function checkFile(body: Parts, type: string): void {
  const { id, link, caption } = body
  if ((typeof id === 'string') === (typeof link === 'string'))
    throw invalid(`Exactly one of ${type}.id and ${type}.link is required.`)
  if (caption === undefined) return
  if (type === 'audio' || type === 'sticker') throw invalid(`Unexpected key ${type}.caption.`)
  bounded(caption, 1024, `${type}.caption`)
}

function checkPlace({ latitude, longitude }: Parts): void {
  if (typeof latitude !== 'number' || typeof longitude !== 'number')
    throw invalid('location.latitude and location.longitude are required.')
}

function checkCards({ list }: Parts): void {
  const cards = listOf(list)
  if (cards.length === 0) throw invalid('contacts must not be empty.')
  for (const card of cards) {
    const name = record(record(card)['name'])
    bounded(name['formatted_name'], 512, 'contacts.name.formatted_name')
    const others = Object.keys(name).filter((key) => key !== 'formatted_name')
    if (others.length === 0) throw invalid('contacts.name needs one more of its parts.')
  }
}

function checkInteractive(body: Parts): void {
  const { type, header, footer } = body
  bounded(record(body['body'])['text'], 1024, 'interactive.body.text')
  const head = record(header)
  if (head['type'] === 'text') bounded(head['text'], 60, 'interactive.header.text')
  if (footer !== undefined) bounded(record(footer)['text'], 60, 'interactive.footer.text')
  const action = record(body['action'])
  if (type === 'button') checkButtons(listOf(action['buttons']))
  else if (type === 'list') checkList(action)
  else if (type === 'cta_url') checkLink(record(action['parameters']))
  else throw invalid(`interactive.type: ${String(type)}`)
}

function checkLink({ display_text, url }: Parts): void {
  bounded(display_text, 20, 'interactive.action.parameters.display_text')
  if (!URL.canParse(String(url))) throw invalid('interactive.action.parameters.url is no address.')
}

function checkButtons(buttons: readonly unknown[]): void {
  if (buttons.length < 1 || buttons.length > 3) throw invalid('Between 1 and 3 buttons.')
  const replies = buttons.map((button) => record(record(button)['reply']))
  for (const reply of replies) {
    bounded(reply['id'], 256, 'reply.id')
    bounded(reply['title'], 20, 'reply.title')
  }
  unique(replies.map((reply) => reply['id']))
}

function checkList(action: Parts): void {
  bounded(action['button'], 20, 'interactive.action.button')
  const sections = listOf(action['sections']).map(record)
  const rows = sections.flatMap((section) => listOf(section['rows'])).map(record)
  if (rows.length < 1 || rows.length > 10) throw invalid('Between 1 and 10 rows in all.')
  if (sections.length > 1)
    for (const section of sections) bounded(section['title'], 24, 'section.title')
  for (const row of rows) {
    bounded(row['id'], 200, 'row.id')
    bounded(row['title'], 24, 'row.title')
    if (row['description'] !== undefined) bounded(row['description'], 72, 'row.description')
  }
  unique(rows.map((row) => row['id']))
}

function unique(ids: readonly unknown[]): void {
  if (new Set(ids).size !== ids.length) throw invalid('Every id must be used once.')
}
