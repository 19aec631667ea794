import { createHmac } from 'node:crypto'
import type { PlayedSms, PlayedSmsAccount } from './state.ts'

/** How the played vendors misbehave when they report. */
export type ReportFaults = {
  /** Sends every report twice. */
  duplicate: boolean
  /** Sends what is waiting in the opposite order. */
  reorder: boolean
  /** Forgets so many of the next reports. */
  lose: number
  /** Waits this long before the first try. */
  delayMs: number
  /** Twilio signs with another token than the account's. */
  wrongSignature: boolean
}

export type Send = (url: string, init: RequestInit) => Promise<Response>
export type SmsAttempt = Readonly<{ url: string; status: number | 'no_answer' }>

type Waiting = Readonly<{ url: string; init: () => RequestInit; tries: number; dueAt: number }>

type Parts = Readonly<{ now: () => Date; fetch: Send; faults: ReportFaults }>

const RETRY_AFTER = [1, 5, 30].map((minutes) => minutes * 60_000)
const MOST_WAITING = 5_000
const MOST_REMEMBERED = 500
const TIMEOUT_MS = 10_000

/** Reports that are still to be sent, and those that were; they leave only by `deliver`. */
export function createReports({ now, fetch, faults }: Parts) {
  const waiting: Waiting[] = []
  const attempts: SmsAttempt[] = []
  let busy: Promise<void> = Promise.resolve()

  const attempt = async (one: Waiting) => {
    const status = await post(fetch, one)
    attempts.push({ url: one.url, status })
    attempts.splice(0, Math.max(0, attempts.length - MOST_REMEMBERED))
    const wait = RETRY_AFTER[one.tries]
    if ((typeof status === 'number' && status < 300) || wait === undefined) return
    waiting.push({ ...one, tries: one.tries + 1, dueAt: now().getTime() + wait })
  }
  const pass = async () => {
    const at = now().getTime()
    const due = waiting.filter(({ dueAt }) => dueAt <= at)
    for (const one of due) waiting.splice(waiting.indexOf(one), 1)
    for (const one of faults.reorder ? due.reverse() : due) await attempt(one)
  }

  return {
    /** Reports that a text has come so far, in the vendor's words. */
    tell: (account: PlayedSmsAccount, sms: PlayedSms, word: string): void => {
      const url = sms.callback ?? account.webhookUrl
      if (!url) return
      if (faults.lose > 0) {
        faults.lose -= 1
        return
      }
      const key = faults.wrongSignature ? `${account.key}?` : account.key
      const init = reportOf({ ...account, key }, sms, word, url)
      const one = { url, init, tries: 0, dueAt: now().getTime() + faults.delayMs }
      waiting.push(one, ...(faults.duplicate ? [{ ...one }] : []))
      waiting.splice(0, Math.max(0, waiting.length - MOST_WAITING))
    },
    deliver: (): Promise<void> => {
      busy = busy.then(pass)
      return busy
    },
    idle: (): Promise<void> => busy,
    attempts: (): readonly SmsAttempt[] => [...attempts],
    waiting: (): number => waiting.length,
  }
}

async function post(fetch: Send, { url, init }: Waiting): Promise<number | 'no_answer'> {
  try {
    const response = await fetch(url, {
      ...init(),
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return 'no_answer'
  }
}

const json = (body: object) => (): RequestInit => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** The report of each vendor; only Twilio's is signed, and only Twilio publishes its form. */
function reportOf(account: PlayedSmsAccount, sms: PlayedSms, word: string, url: string) {
  const { id, ours, to, from } = sms
  if (account.vendor === 'twilio') return twilioReport(account, sms, word, url)
  if (account.vendor === 'unifonic')
    return json({
      MessageID: Number(id),
      CorrelationID: ours ?? '',
      Status: 'Sent',
      DLR: word === 'delivered' ? 'Delivered' : 'Undelivered',
      Recipient: to,
      SenderID: from,
    })
  if (account.vendor === 'taqnyat')
    return json({ messageId: Number(id), recipient: to, sender: from, status: word })
  return json({
    id: Number(id),
    number: to,
    userSender: from,
    status: word === 'delivered' ? 'DELIVRD' : 'UNDELIV',
  })
}

function twilioReport(account: PlayedSmsAccount, sms: PlayedSms, word: string, url: string) {
  const fields: Record<string, string> = {
    MessageSid: sms.id,
    SmsSid: sms.id,
    MessageStatus: word === 'failed' ? 'undelivered' : word,
    SmsStatus: word === 'failed' ? 'undelivered' : word,
    To: `+${sms.to}`,
    From: sms.from,
    AccountSid: account.user ?? '',
    ApiVersion: '2010-04-01',
    ...(word === 'failed' && { ErrorCode: '30003' }),
  }
  const text = Object.keys(fields)
    .sort()
    .reduce((sum, name) => `${sum}${name}${fields[name]}`, url)
  const signature = createHmac('sha1', account.key).update(text).digest('base64')
  return (): RequestInit => ({
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signature,
    },
    body: new URLSearchParams(fields).toString(),
  })
}
