import { type Context, Hono } from 'hono'
import { bounded, GraphError, invalid, listOf, record } from './answers.ts'
import type { Arrived, Body, Chat, PlayedAccount, State } from './state.ts'
import { type Tell, tellEvent } from './telling.ts'

const DAY = 24 * 3_600_000
const OUR_APP = 1_517_776_481_860_111
const ACTIONS = ['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact']

export type PagesPlayed = Readonly<{
  state: State
  now: () => Date
  tell: Tell
  accountOf: (c: Context) => PlayedAccount
}>

/** Messenger's and Instagram's part of Graph, below the version. */
export function pagesApi({ state, now, tell, accountOf }: PagesPlayed): Hono {
  const app = new Hono()

  app.post('/:page/messages', async (c) => {
    const account = accountOf(c)
    const body = record(await c.req.json())
    const chat = chatOf(state, account, record(body['recipient']))
    const recipient_id = chat.person.id
    if (body['sender_action'] !== undefined) {
      act(chat, body)
      return c.json({ recipient_id })
    }
    checkWindow(chat, body, now())
    const message = record(body['message'])
    checkMessage(account, message)
    const arrived: Arrived = {
      id: state.newId(account.kind === 'messenger' ? 'm_' : 'aWdf'),
      at: now(),
      type: message['attachment'] === undefined ? 'text' : 'attachment',
      content: message,
      ...(typeof message['metadata'] === 'string' && { ours: message['metadata'] }),
      tick: 'sent',
      reaction: null,
    }
    carry(tell, chat, arrived, message, now())
    return c.json({ recipient_id, message_id: arrived.id })
  })

  app.post('/:page/message_attachments', async (c) => {
    const { kind } = accountOf(c)
    if (kind !== 'messenger') throw invalid('Only pages take attachments.')
    const form = await c.req.formData()
    const file = form.get('filedata')
    if (!(file instanceof File)) throw invalid('filedata is required.')
    const bytes = new Uint8Array(await file.arrayBuffer())
    if (bytes.byteLength > 25 * 1024 * 1024)
      throw new GraphError(400, 100, 'Upload attachment failure', { subCode: 2018047 })
    const { id } = state.keep({ bytes, mime: file.type, fileName: file.name, locked: false })
    return c.json({ attachment_id: id })
  })

  return app
}

function chatOf(state: State, account: PlayedAccount, recipient: Body): Chat {
  const chat = state.chatBy(account.id, String(recipient['id']))
  if (!chat) throw new GraphError(400, 100, 'No matching user found', { subCode: 2018001 })
  return chat
}

function act(chat: Chat, body: Body): void {
  const action = String(body['sender_action'])
  if (!ACTIONS.includes(action)) throw invalid('sender_action')
  if (action === 'typing_on' || action === 'typing_off') chat.typing = action === 'typing_on'
  else if (action === 'mark_seen') chat.seen.push('all')
  else {
    const { message_id, reaction } = record(body['payload'])
    chat.seen.push(`reaction ${String(message_id)} ${String(reaction ?? '')}`)
  }
}

/** A day for everything, seven for a person's own words, no other tag since 2026-04-27. */
function checkWindow(chat: Chat, { messaging_type, tag, message }: Body, now: Date): void {
  const age = now.getTime() - chat.lastWroteAt
  if (messaging_type === 'UTILITY' && record(message)['template'] !== undefined) return
  if (messaging_type === 'MESSAGE_TAG' && tag !== 'HUMAN_AGENT')
    throw new GraphError(400, 100, 'Deprecated message tags are no longer allowed')
  const most = messaging_type === 'MESSAGE_TAG' ? 7 * DAY : DAY
  if (age >= most)
    throw new GraphError(400, 10, 'This message is sent outside of allowed window.', {
      subCode: chat.account.kind === 'instagram' ? 2534022 : 2018278,
    })
}

function checkMessage({ kind }: PlayedAccount, message: Body): void {
  const { text, attachment, template, quick_replies, metadata } = message
  const said = [text, attachment, template].filter((each) => each !== undefined)
  if (said.length !== 1) throw invalid('Exactly one of text, attachment and template is required.')
  if (kind === 'instagram' && template !== undefined) throw invalid('template')
  if (text !== undefined) {
    bounded(text, 2000, 'message.text')
    if (kind === 'instagram' && Buffer.byteLength(String(text)) > 1000)
      throw invalid('Length of param message[text] must be less than or equal to 1000 bytes.')
  }
  if (metadata !== undefined) bounded(metadata, 1000, 'message.metadata')
  const replies = listOf(quick_replies).map(record)
  if (replies.length > 13) throw invalid('At most 13 quick replies.')
  for (const reply of replies) {
    bounded(reply['title'], 20, 'quick_reply.title')
    bounded(reply['payload'], 1000, 'quick_reply.payload')
  }
  if (attachment === undefined) return
  const { type, payload } = record(attachment)
  if (!['image', 'video', 'audio', 'file'].includes(String(type))) throw invalid('attachment.type')
  const { url, attachment_id } = record(payload)
  if ((url === undefined) === (attachment_id === undefined)) throw invalid('attachment.payload')
}

function carry(tell: Tell, chat: Chat, arrived: Arrived, message: Body, at: Date): void {
  chat.typing = false
  chat.arrived.push(arrived)
  const { text, attachment } = message
  const messenger = chat.account.kind === 'messenger'
  const echo = {
    mid: arrived.id,
    is_echo: true,
    ...(messenger && { app_id: OUR_APP }),
    ...(messenger && arrived.ours !== undefined && { metadata: arrived.ours }),
    ...(text !== undefined && { text }),
    ...(attachment !== undefined && { attachments: [attachment] }),
  }
  tellEvent(tell, chat, at, { message: echo }, true)
  if (!chat.online) return
  arrived.tick = 'delivered'
  // Instagram tells nothing of arrival.
  if (messenger)
    tellEvent(tell, chat, at, { delivery: { mids: [arrived.id], watermark: at.getTime() } })
}
