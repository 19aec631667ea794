import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bounded, GraphError, invalid, record } from './answers.ts'
import type { Arrived, Chat, PlayedAccount, State } from './state.ts'
import { type Tell, tellStatus } from './telling.ts'
import { headerHandles, type PlayedTemplate, type Templates } from './templates.ts'
import { checkMessage } from './whatsapp-rules.ts'

const DAY = 24 * 3_600_000
const PAGE = 25

export type SendingFaults = {
  /** Digits of numbers that have no WhatsApp. */
  unreachable: Set<string>
}

export type Played = Readonly<{
  state: State
  now: () => Date
  tell: Tell
  templates: Templates
  faults: SendingFaults
  /** Where files are fetched from. */
  place: string
  accountOf: (c: Context) => PlayedAccount
}>

/** WhatsApp's part of Graph, below the version. */
export function whatsappApi(played: Played): Hono {
  const { state, templates, accountOf, place, now } = played
  const app = new Hono()

  app.post('/:number/messages', async (c) => {
    const account = accountOf(c)
    const body = record(await c.req.json())
    if (body['messaging_product'] !== 'whatsapp') throw invalid('messaging_product is required.')
    if (body['status'] === 'read') return c.json(markRead(state, body))
    return c.json(sendMessage(played, account, body))
  })

  app.post('/:number/media', async (c) => {
    accountOf(c)
    const form = await c.req.formData()
    const file = form.get('file')
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof File))
      throw invalid('messaging_product and file are required.')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const mime = String(form.get('type') ?? file.type)
    if (bytes.byteLength > mostOf(mime))
      throw new GraphError(400, 131053, 'Media upload error', { details: 'The file is too large.' })
    return c.json({ id: state.keep({ bytes, mime, fileName: file.name, locked: true }).id })
  })

  app.route('/', samplesApi(played))

  app.get('/media/:id', (c) => {
    accountOf(c)
    const file = state.file(c.req.param('id'))
    if (!file) throw new GraphError(400, 100, 'Unsupported get request', { subCode: 33 })
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    const url = `${place}/files/${file.id}?until=${now().getTime() + 5 * 60_000}`
    const { id, mime: mime_type, bytes } = file
    return c.json({
      messaging_product: 'whatsapp',
      url,
      mime_type,
      sha256,
      file_size: bytes.byteLength,
      id,
    })
  })

  app.delete('/:id', (c) => {
    accountOf(c)
    if (!state.dropFile(c.req.param('id')))
      throw new GraphError(400, 100, 'Unsupported delete request', { subCode: 33 })
    return c.json({ success: true })
  })

  app.post('/:waba/message_templates', async (c) => {
    const { waba = '' } = accountOf(c)
    const draft = record(await c.req.json())
    for (const handle of headerHandles(draft))
      if (!state.file(handle.replace(/^4::/, '')))
        throw invalid('header_handle: the sample is not known.')
    const template = templates.create(waba, draft)
    return c.json({ id: template.id, status: template.status, category: template.category })
  })
  app.get('/:waba/message_templates', (c) => {
    const { waba = '' } = accountOf(c)
    const all = templates.list(waba)
    const start = Number.parseInt(c.req.query('after') ?? '0', 10) || 0
    const limit = Math.min(Number.parseInt(c.req.query('limit') ?? '', 10) || PAGE, 100)
    const page = all.slice(start, start + limit)
    const next = start + limit < all.length && { next: `${place}/next?after=${start + limit}` }
    const cursors = { before: String(start), after: String(start + limit) }
    return c.json({ data: page.map(shown), paging: { cursors, ...next } })
  })
  app.delete('/:waba/message_templates', (c) => {
    const { waba = '' } = accountOf(c)
    templates.remove(waba, c.req.query('name') ?? '', c.req.query('hsm_id'))
    return c.json({ success: true })
  })
  return app
}

/** The samples that a review looks at, lifted in two steps. */
function samplesApi({ state, accountOf }: Played): Hono {
  const app = new Hono()
  app.post('/app/uploads', (c) => {
    accountOf(c)
    const length = Number(c.req.query('file_length'))
    const mime = c.req.query('file_type') ?? ''
    if (!(length > 0) || !/^(image\/(png|jpeg)|video\/mp4|application\/pdf)$/.test(mime))
      throw invalid('file_length and a file_type that templates may show are required.')
    const fileName = c.req.query('file_name') ?? 'file'
    const { id } = state.keep({ bytes: new Uint8Array(), mime, fileName, locked: true })
    return c.json({ id: `upload:${id}?sig=${length}` })
  })

  app.post('/:upload{upload:.+}', async (c) => {
    accountOf(c)
    const begun = state.file(c.req.param('upload').slice('upload:'.length))
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    if (!begun || c.req.header('file_offset') !== '0')
      throw new GraphError(400, 100, 'The upload session is not known')
    if (bytes.byteLength !== Number(c.req.query('sig')))
      throw new GraphError(400, 100, 'The file is not as long as was said')
    const { mime, fileName } = begun
    return c.json({ h: `4::${state.keep({ bytes, mime, fileName, locked: true }).id}` })
  })

  return app
}

function shown(template: PlayedTemplate) {
  const { id, name, language, category, status, components, rejectedReason } = template
  const quality_score = { score: 'UNKNOWN' }
  const rejected_reason = rejectedReason
  return { id, name, language, category, status, components, quality_score, rejected_reason }
}

const MEGABYTE = 1024 * 1024

function mostOf(mime: string): number {
  if (mime.startsWith('image/webp')) return MEGABYTE / 2
  if (mime.startsWith('image/')) return 5 * MEGABYTE
  return (mime.startsWith('video/') || mime.startsWith('audio/') ? 16 : 100) * MEGABYTE
}

function markRead(state: State, body: Readonly<Record<string, unknown>>) {
  const id = bounded(body['message_id'], 512, 'message_id')
  const chat = [...state.accounts.values()]
    .flatMap((account) => state.chatsOf(account.id))
    .find(({ seen }) => seen.includes(`wrote ${id}`))
  if (!chat) throw invalid('message_id: no such message.')
  chat.seen.push(id)
  chat.typing = record(body['typing_indicator'])['type'] === 'text'
  return { success: true }
}

function sendMessage(
  played: Played,
  account: PlayedAccount,
  body: Readonly<Record<string, unknown>>,
) {
  const { state, now, templates } = played
  const type = String(body['type'] ?? 'text')
  checkMessage(type, body[type])
  const content = record(body[type])
  const template =
    type === 'template' ? templates.forSending(account.waba ?? '', content) : undefined
  const ours = body['biz_opaque_callback_data']
  if (ours !== undefined) bounded(ours, 512, 'biz_opaque_callback_data')
  const chat = chatFor(state, account, body)
  const answers = record(body['context'])['message_id']
  const arrived: Arrived = {
    id: state.newId('wamid.PLAYED'),
    at: now(),
    type,
    content: body[type],
    ...(typeof ours === 'string' && { ours }),
    ...(typeof answers === 'string' && { answers }),
    tick: 'sent',
    reaction: null,
  }
  carry(played, chat, arrived, template)
  const input = String(body['to'] ?? body['recipient'])
  const { waId, userId, hidden } = chat.person
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input, ...(!hidden && { wa_id: waId }), ...(userId && { user_id: userId }) }],
    messages: [{ id: arrived.id, ...(template && { message_status: 'accepted' }) }],
  }
}

/** By number if there is one, else by the id; a stranger's telephone begins to exist. */
function chatFor(
  state: State,
  account: PlayedAccount,
  { to, recipient }: Readonly<Record<string, unknown>>,
): Chat {
  const digits = typeof to === 'string' ? to.replaceAll(/[^\d]/g, '') : ''
  if (digits === '' && typeof recipient !== 'string') throw invalid('to or recipient is required.')
  const known = state.chatBy(account.id, digits || String(recipient))
  if (known) return known
  if (digits === '') throw new GraphError(400, 131009, 'Parameter value is not valid')
  return state.open(account, { id: digits, name: `+${digits}`, waId: digits, hidden: false })
}

/** Accepted it is in any case; whether it arrives is told afterwards, as the vendor does. */
function carry(
  { state: _state, now, tell, faults }: Played,
  chat: Chat,
  arrived: Arrived,
  template: PlayedTemplate | undefined,
): void {
  const { id } = arrived
  const ours = arrived.ours === undefined ? {} : { biz_opaque_callback_data: arrived.ours }
  const refusal = refusalOf(faults, chat, template, now())
  if (refusal) {
    const [code, title] = refusal
    const errors = [{ code, title, message: title, error_data: { details: title } }]
    tellStatus(tell, chat, now(), { id, status: 'failed', errors, ...ours })
    return
  }
  if (arrived.type === 'reaction') {
    const { message_id, emoji } = record(arrived.content)
    chat.seen.push(`reaction ${String(message_id)} ${String(emoji)}`)
    return
  }
  chat.typing = false
  chat.arrived.push(arrived)
  const category = template?.category.toLowerCase() ?? 'service'
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category }
  tellStatus(tell, chat, now(), { id, status: 'sent', pricing, ...ours })
  if (!chat.online) return
  arrived.tick = 'delivered'
  tellStatus(tell, chat, now(), { id, status: 'delivered', ...ours })
}

function refusalOf(
  faults: SendingFaults,
  chat: Chat,
  template: PlayedTemplate | undefined,
  now: Date,
): readonly [number, string] | undefined {
  if (chat.person.waId && faults.unreachable.has(chat.person.waId))
    return [131026, 'Message undeliverable']
  if (template?.category === 'MARKETING' && chat.optedOut)
    return [131050, 'User has stopped marketing messages']
  if (!template && now.getTime() - chat.lastWroteAt >= DAY) return [131047, 'Re-engagement message']
  return undefined
}
