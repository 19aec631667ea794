import { type Context, Hono } from 'hono'
import { latinDigits } from '#core/arabic/digits.ts'
import { parsePhone } from '#core/phone.ts'
import type { MetaSimulator } from '../meta/simulator.ts'
import type { PlayedAccount } from '../meta/state.ts'
import { Act, Called, perform } from './acts.ts'
import { createDiaries } from './diary.ts'
import { businessFile, templatesOf } from './vendor-files.ts'
import { inOrder, shownArrived, shownOwn } from './view.ts'

export type ChatParts = Readonly<{ meta: MetaSimulator; now: () => Date }>

/** The customer's chats on WhatsApp, Messenger and Instagram. */
export function chatsApi({ meta, now }: ChatParts): Hono {
  const app = new Hono()
  const diaries = createDiaries()
  const chatOf = (c: Context) => {
    const account = meta.accounts().find(({ id }) => id === c.req.param('account'))
    return account && { account, who: personId(account, c.req.param('person') ?? '') }
  }

  app.get('/accounts', (c) =>
    c.json({ accounts: meta.accounts().map((each) => listed(meta, each)) }),
  )

  app.get('/chats/:account/:person', async (c) => {
    const chat = chatOf(c)
    if (!chat) return c.json({ problem: 'no such account' }, 404)
    return c.json(await shownChat(meta, diaries, chat))
  })

  app.post('/chats/:account/:person', async (c) => {
    const chat = chatOf(c)
    if (!chat) return c.json({ problem: 'no such account' }, 404)
    const json: unknown = await c.req.json().catch(() => undefined)
    const act = Act.safeParse(json)
    const called = Called.safeParse(json)
    if (!act.success || !called.success) return c.json({ problem: 'not understood' }, 400)
    const diary = diaries.of(chat.account.id, chat.who)
    diary.name = called.data.person || diary.name || chat.who
    try {
      const phone = meta.phone(chat.account.id, { id: chat.who, name: diary.name })
      return c.json({ id: perform({ diaries, now }, phone, diary, act.data) ?? null })
    } catch (error) {
      // A press on what was never offered, a reaction to what never came.
      return c.json({ problem: error instanceof Error ? error.message : '' }, 409)
    }
  })

  app.get('/chats/:account/:person/files/:message', async (c) => {
    const chat = chatOf(c)
    if (!chat) return c.body(null, 404)
    const message = c.req.param('message')
    const own = diaries.find(chat.account.id, chat.who)?.own.find(({ id }) => id === message)?.file
    const file = own ?? (await businessFile(meta, chat.account, chat.who, message))
    if (!file) return c.body(null, 404)
    const shown = /^(image|audio|video)\//.test(file.mime)
    c.header('content-type', shown ? file.mime : 'application/octet-stream')
    c.header('content-security-policy', 'sandbox')
    return c.body(new Uint8Array(file.bytes))
  })
  return app
}

function listed(meta: MetaSimulator, { id, kind, name, display }: PlayedAccount) {
  const people = meta.people(id).map((person) => ({ id: person.id, name: person.name }))
  return { id, kind, name: name ?? display ?? id, people }
}

async function shownChat(
  meta: MetaSimulator,
  diaries: ReturnType<typeof createDiaries>,
  { account, who }: { account: PlayedAccount; who: string },
) {
  const known = meta.people(account.id).find((person) => person.id === who)
  const { online = true, stopped = false, own = [] } = diaries.find(account.id, who) ?? {}
  const person = { id: who, name: known?.name ?? '' }
  // Looking at a stranger's telephone must not bring the stranger into being.
  if (!known) return { person, online, stopped, typing: false, messages: [] }
  const phone = meta.phone(account.id, known)
  const { typing, read } = phone.sees()
  const files = `api/chats/${encodeURIComponent(account.id)}/${encodeURIComponent(who)}/files`
  const arrived = phone.arrived()
  const hasTemplates = arrived.some(({ type }) => type === 'template')
  const templates = await templatesOf(meta, account, hasTemplates)
  const messages = inOrder(
    own.map((each) => shownOwn(each, read, files)),
    arrived.map((each) => shownArrived(each, templates, files)),
  )
  return { person, online, stopped, typing, messages }
}

/** WhatsApp knows people by their digits, however a number was typed here. */
function personId({ kind }: PlayedAccount, typed: string): string {
  if (kind !== 'whatsapp') return typed
  return (parsePhone(typed)?.slice(1) ?? latinDigits(typed).replaceAll(/\D/g, '')) || typed
}
