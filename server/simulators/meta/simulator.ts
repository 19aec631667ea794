import type { Hono } from 'hono'
import { type Attempt, createDeliveries, type Send, type TellingFaults } from './deliveries.ts'
import { type AnswerFaults, graphApp } from './graph-app.ts'
import { type Phone, phoneOf } from './phone.ts'
import { createState, type Person, type PlayedAccount } from './state.ts'
import { tellTemplate } from './telling.ts'
import { createTemplates, type PlayedTemplate, type ReviewSwitch } from './templates.ts'
import type { SendingFaults } from './whatsapp.ts'

export type MetaFaults = TellingFaults & SendingFaults & ReviewSwitch & AnswerFaults

export type NewPerson = Readonly<{
  name: string
  /** Digits for WhatsApp; the id of the page or account for the others. */
  id: string
  userId?: string
  username?: string
  /** Gives no number: is known by the id alone. */
  hidden?: boolean
}>

export type MetaSimulator = Readonly<{
  /** Mount it anywhere; an account's base address is that place. */
  app: Hono
  faults: MetaFaults
  register: (account: PlayedAccount) => void
  accounts: () => readonly PlayedAccount[]
  /** The telephone of a person who talks with this account; the same one each time. */
  phone: (accountId: string, person: NewPerson) => Phone
  /** Everyone who talks with this account. */
  people: (accountId: string) => readonly Readonly<Person>[]
  setTemplate: (id: string, status: PlayedTemplate['status']) => void
  /** Ends the reviews that are due, and sends the webhooks that are. */
  deliver: () => Promise<void>
  start: (everyMs?: number) => void
  close: () => Promise<void>
  attempts: () => readonly Attempt[]
  waiting: () => number
}>

export type MetaSimulatorParts = Readonly<{
  now: () => Date
  random: () => number
  /** Where others reach it: files lie below, too. */
  publicUrl: string
  fetch?: Send
}>

/** Meta on this machine: WhatsApp, Messenger and Instagram behind one Graph, and their customers. */
export function createMetaSimulator(parts: MetaSimulatorParts): MetaSimulator {
  const { now, random, publicUrl: place } = parts
  const faults: MetaFaults = noFaults()
  const state = createState(now, random)
  const fetch = parts.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const deliveries = createDeliveries({ now, fetch, faults })
  const tell = deliveries.tell
  const templates = createTemplates({
    now,
    newId: state.numberId,
    review: faults,
    changed: (template) => {
      const account = [...state.accounts.values()].find(({ waba }) => waba === template.waba)
      if (account) tellTemplate(tell, account, now(), template)
    },
  })
  const deliver = () => {
    templates.judge()
    return deliveries.deliver()
  }
  const app = graphApp({ state, now, tell, templates, faults, place })

  let timer: NodeJS.Timeout | undefined
  return {
    app,
    faults,
    register: (account) => void state.accounts.set(account.id, account),
    accounts: () => [...state.accounts.values()],
    phone: (accountId, wanted) => {
      const account = state.accounts.get(accountId)
      if (!account) throw new Error('No such account is played')
      const chat =
        state.chatBy(accountId, wanted.id) ?? state.open(account, personOf(account, wanted))
      return phoneOf({ state, now, tell, place }, chat)
    },
    people: (accountId) => state.chatsOf(accountId).map(({ person }) => ({ ...person })),
    setTemplate: templates.set,
    deliver,
    start: (everyMs = 500) => {
      clearInterval(timer)
      timer = setInterval(() => void deliver(), everyMs).unref()
    },
    close: async () => {
      clearInterval(timer)
      await deliveries.idle()
    },
    attempts: deliveries.attempts,
    waiting: deliveries.waiting,
  }
}

const noFaults = (): MetaFaults => ({
  duplicate: false,
  reorder: false,
  batch: false,
  lose: 0,
  delayMs: 0,
  wrongSignature: false,
  unreachable: new Set(),
  reviewMs: 2_000,
  refuse: null,
  refusals: [],
  lost: [],
})

function personOf({ kind }: PlayedAccount, wanted: NewPerson): Person {
  const { id, name, userId, username, hidden = false } = wanted
  return {
    id,
    name,
    hidden,
    ...(kind === 'whatsapp' && { waId: id }),
    ...(userId !== undefined && { userId }),
    ...(username !== undefined && { username }),
  }
}
