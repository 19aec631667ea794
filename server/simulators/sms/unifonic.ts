import { Hono } from 'hono'
import type { PlayedSms } from './state.ts'
import { type Desk, fieldsOf, isNumber, textOf } from './vendor.ts'

const says: Readonly<Record<string, readonly [number, string]>> = {
  auth: [401, 'Authentication failed'],
  sender: [480, 'This user cannot use specified SenderID'],
  number: [482, 'Invalid dest num'],
  balance: [452, 'Insufficient balance'],
  content: [449, 'Message body is empty'],
  rate: [429, 'Too many requests'],
  server: [599, 'Request failed'],
}

/** Unifonic's gateway, below its address. */
export function unifonicDesk({ state, carry, refusal, answer }: Desk): Hono {
  const app = new Hono()
  const refuse = (why: string) => {
    const [status, message] = says[why] ?? [599, 'Request failed']
    const body = { success: false, message, errorCode: `ER-${status}`, data: null }
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    })
  }
  const accountOf = (appSid: unknown) =>
    state.accounts.find(({ vendor, key }) => vendor === 'unifonic' && key === appSid)

  app.post('/rest/SMS/messages', async (c) => {
    const said = await fieldsOf(c)
    const account = accountOf(said['AppSid'])
    const [text, to] = [textOf(said['Body']), textOf(said['Recipient'])]
    const callback = textOf(said['statusCallback'])
    const switched = refusal()
    if (switched || !account) return answer(refuse(switched ?? 'auth'))
    if (said['SenderID'] !== account.sender) return answer(refuse('sender'))
    if (!isNumber(to)) return answer(refuse('number'))
    if (text === '') return answer(refuse('content'))
    const ours = textOf(said['CorrelationID'])
    const sms = carry(account, { to, text, ...(ours && { ours }), ...(callback && { callback }) })
    const data = {
      MessageID: Number(sms.id),
      CorrelationID: ours,
      Status: 'Queued',
      NumberOfUnits: sms.segments,
      Cost: 0.07 * sms.segments,
      Balance: account.balance ?? 100,
      Recipient: to,
      TimeCreated: stamp(sms.at),
      CurrencyCode: 'SAR',
    }
    // The vendor spells this truth as a word.
    return answer(Response.json({ success: 'true', message: '', errorCode: 'ER-00', data }))
  })

  app.post('/rest/SMS/Messages/GetMessagesDetails', async (c) => {
    const said = await fieldsOf(c)
    const account = accountOf(said['AppSid'])
    if (!account) return refuse('auth')
    const id = textOf(said['MessageID'])
    if (!/^\d*$/.test(id)) return new Response('', { status: 432 })
    const ours = textOf(said['CorrelationID'])
    const messages = [...state.messages.values()]
      .filter((sms) => state.sentBy(sms, account))
      .filter((sms) => (!id || sms.id === id) && (!ours || sms.ours === ours))
      .slice(0, Number(said['Limit']) || 100)
      .map(detailed)
    const data = { messages, CurrencyCode: 'SAR', TotalTextMessages: messages.length }
    return c.json({ success: true, message: '', errorCode: 'ER-00', data })
  })
  return app
}

const stamp = (at: Date) => at.toISOString().replace('T', ' ').replace('Z', '')

function detailed({ id, ours, state, text, segments, from, to, at }: PlayedSms) {
  const DLR = { queued: 'Queued', delivered: 'Delivered', failed: 'Undelivered' }[state]
  return {
    MessageID: Number(id),
    CorrelationID: ours ?? '',
    Status: 'Sent',
    DLR,
    MessageBody: text,
    Country: 'Saudi Arabia',
    NumberOfUnits: segments,
    Cost: 0.07 * segments,
    SenderID: from,
    Recipient: to,
    DateCreated: stamp(at),
    DateSent: stamp(at),
  }
}
