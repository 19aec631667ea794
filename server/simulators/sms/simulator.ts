import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { msegatDesk } from './msegat.ts'
import { createReports, type ReportFaults, type Send, type SmsAttempt } from './reports.ts'
import { createSmsState, type PlayedSms, type PlayedSmsAccount, type SmsRefusal } from './state.ts'
import { taqnyatDesk } from './taqnyat.ts'
import { twilioDesk } from './twilio.ts'
import { unifonicDesk } from './unifonic.ts'
import type { Desk } from './vendor.ts'

export type SmsFaults = ReportFaults & {
  /** Refusals given instead of the next sendings, before anything is done. */
  refusals: SmsRefusal[]
  /** Statuses without the vendor's own word, given although the text was taken. */
  lost: number[]
  /** So many of the next sendings are taken and never answered. */
  silent: number
  /** Digits of numbers that no text reaches. */
  unreachable: Set<string>
}

export type SmsSimulator = Readonly<{
  /** Mount it anywhere; an account's base address is that place and the vendor's name. */
  app: Hono
  faults: SmsFaults
  /** Takes the place of an earlier account with the same key. */
  register: (account: PlayedSmsAccount) => void
  accounts: () => readonly PlayedSmsAccount[]
  /** What a telephone received, oldest first; its number in any form with digits. */
  inboxOf: (number: string) => readonly Readonly<PlayedSms>[]
  /** Every number that was written to. */
  numbers: () => readonly string[]
  /** A telephone without a network leaves texts on their way; back in it, they arrive. */
  online: (number: string, online: boolean) => void
  isOnline: (number: string) => boolean
  /** The fate of one text, as the telephone's network reports it. */
  report: (id: string, state: 'delivered' | 'failed') => boolean
  /** Sends the reports that are due. */
  deliver: () => Promise<void>
  start: (everyMs?: number) => void
  close: () => Promise<void>
  attempts: () => readonly SmsAttempt[]
  waiting: () => number
}>

export type SmsSimulatorParts = Readonly<{
  now: () => Date
  random: () => number
  fetch?: Send
}>

const MOST_BYTES = 256 * 1024

const digitsOf = (number: string) => number.replaceAll(/\D/g, '')

/** Four SMS vendors on this machine, and the telephones that they write to. */
export function createSmsSimulator(parts: SmsSimulatorParts): SmsSimulator {
  const { now, random } = parts
  const faults = noFaults()
  const state = createSmsState(now, random)
  const fetch = parts.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const reports = createReports({ now, fetch, faults })
  const silent = new Set<() => void>()

  const accountOf = (sms: PlayedSms) => state.accounts.find((account) => state.sentBy(sms, account))
  const report = (id: string, tick: 'delivered' | 'failed'): boolean => {
    const sms = state.messages.get(id)
    const account = sms && accountOf(sms)
    if (!sms || !account) return false
    sms.state = tick
    reports.tell(account, sms, tick)
    return true
  }
  const desk: Desk = {
    state,
    carry: (account, said) => {
      const sms = state.take(account, said)
      if (account.vendor === 'twilio') reports.tell(account, sms, 'sent')
      if (faults.unreachable.has(sms.to)) report(sms.id, 'failed')
      else if (!state.offline.has(sms.to)) report(sms.id, 'delivered')
      return sms
    },
    refusal: () => faults.refusals.shift(),
    answer: async (given) => {
      if (faults.silent > 0) {
        faults.silent -= 1
        await new Promise<void>((release) => silent.add(release))
      }
      const status = faults.lost.shift()
      return status === undefined ? given : new Response('<html>', { status })
    },
  }
  let timer: NodeJS.Timeout | undefined
  return {
    app: vendorsApp(desk),
    faults,
    register: (account) => {
      const same = state.accounts.findIndex(
        ({ vendor, key }) => vendor === account.vendor && key === account.key,
      )
      state.accounts.splice(same < 0 ? state.accounts.length : same, 1, account)
    },
    accounts: () => [...state.accounts],
    inboxOf: (number) =>
      [...state.messages.values()]
        .filter(({ to }) => to === digitsOf(number))
        .map((sms) => ({ ...sms })),
    numbers: () => [...new Set([...state.messages.values()].map(({ to }) => to))],
    isOnline: (number) => !state.offline.has(digitsOf(number)),
    online: (number, online) => {
      const digits = digitsOf(number)
      if (!online) return void state.offline.add(digits)
      state.offline.delete(digits)
      for (const sms of state.messages.values())
        if (sms.to === digits && sms.state === 'queued') report(sms.id, 'delivered')
    },
    report,
    deliver: reports.deliver,
    start: (everyMs = 500) => {
      clearInterval(timer)
      timer = setInterval(() => void reports.deliver(), everyMs).unref()
    },
    close: async () => {
      clearInterval(timer)
      for (const release of silent) release()
      await reports.idle()
    },
    attempts: reports.attempts,
    waiting: reports.waiting,
  }
}

function vendorsApp(desk: Desk): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: MOST_BYTES }))
  app.route('/unifonic', unifonicDesk(desk))
  app.route('/taqnyat', taqnyatDesk(desk))
  app.route('/msegat', msegatDesk(desk))
  app.route('/twilio', twilioDesk(desk))
  return app
}

const noFaults = (): SmsFaults => ({
  duplicate: false,
  reorder: false,
  lose: 0,
  delayMs: 0,
  wrongSignature: false,
  refusals: [],
  lost: [],
  silent: 0,
  unreachable: new Set(),
})
