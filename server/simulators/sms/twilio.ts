import { type Context, Hono } from 'hono'
import type { PlayedSms, PlayedSmsAccount } from './state.ts'
import { type Desk, fieldsOf, MOST_TEXT, textOf } from './vendor.ts'

const says: Readonly<Record<string, readonly [number, number, string]>> = {
  auth: [401, 20003, 'Authenticate'],
  sender: [400, 21212, "The 'From' number is not valid"],
  number: [400, 21211, "The 'To' number is not a valid phone number"],
  balance: [403, 30002, 'Account suspended'],
  content: [400, 21602, 'Message body is required'],
  long: [400, 21617, 'The concatenated message body exceeds the 1600 character limit'],
  rate: [429, 20429, 'Too Many Requests'],
  server: [503, 20503, 'Service unavailable'],
  missing: [404, 20404, 'The requested resource was not found'],
}

/** Twilio's API, below its address. */
export function twilioDesk({ state, carry, refusal, answer }: Desk): Hono {
  const app = new Hono()
  const accountOf = (c: Context) => {
    const sid = c.req.param('sid')?.replace(/\.json$/, '')
    const given = c.req.header('authorization')
    return state.accounts.find(
      ({ vendor, user, key }) =>
        vendor === 'twilio' &&
        user === sid &&
        given === `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`,
    )
  }
  const place = '/2010-04-01/Accounts/:sid'

  app.post(`${place}/Messages.json`, async (c) => {
    const account = accountOf(c)
    const said = await fieldsOf(c)
    const switched = refusal()
    if (switched || !account) return answer(refuse(switched ?? 'auth'))
    const [text, to] = [textOf(said['Body']), textOf(said['To'])]
    const why = wrong(text, to, said, account)
    if (why) return answer(refuse(why))
    const callback = textOf(said['StatusCallback'])
    const sms = carry(account, { to: to.slice(1), text, ...(callback && { callback }) })
    return answer(Response.json(shown(account, sms, 'queued'), { status: 201 }))
  })
  app.get(`${place}/Messages/:message{.+\\.json}`, (c) => {
    const account = accountOf(c)
    if (!account) return refuse('auth')
    const sms = state.messages.get(c.req.param('message').replace(/\.json$/, ''))
    if (!sms || !state.sentBy(sms, account)) return refuse('missing')
    const status = { queued: 'sent', delivered: 'delivered', failed: 'undelivered' }[sms.state]
    return c.json(shown(account, sms, status))
  })
  app.get(`${place}/Balance.json`, (c) => {
    const account = accountOf(c)
    if (!account) return refuse('auth')
    const balance = String(account.balance ?? 100)
    return c.json({ account_sid: account.user, balance, currency: 'USD' })
  })
  app.get('/2010-04-01/Accounts/:sid{.+\\.json}', (c) => {
    const account = accountOf(c)
    if (!account) return refuse('auth')
    return c.json({ sid: account.user, friendly_name: account.sender, status: 'active' })
  })
  return app
}

function refuse(why: string): Response {
  const [status, code, message] = says[why] ?? [500, 20500, 'Internal error']
  const more_info = `https://www.twilio.com/docs/errors/${code}`
  return Response.json({ code, message, more_info, status }, { status })
}

function wrong(
  text: string,
  to: string,
  said: Readonly<Record<string, unknown>>,
  { sender }: PlayedSmsAccount,
): string | undefined {
  if (!/^\+[1-9]\d{7,14}$/.test(to)) return 'number'
  if ((said['MessagingServiceSid'] ?? said['From']) !== sender) return 'sender'
  if (text === '') return 'content'
  return text.length > MOST_TEXT ? 'long' : undefined
}

function shown({ user }: PlayedSmsAccount, sms: PlayedSms, status: string) {
  const at = sms.at.toUTCString().replace('GMT', '+0000')
  const uri = `/2010-04-01/Accounts/${user ?? ''}/Messages/${sms.id}.json`
  return {
    account_sid: user,
    api_version: '2010-04-01',
    body: sms.text,
    date_created: at,
    date_sent: status === 'queued' ? null : at,
    date_updated: at,
    direction: 'outbound-api',
    error_code: status === 'undelivered' ? 30003 : null,
    error_message: status === 'undelivered' ? 'Unreachable destination handset' : null,
    from: sms.from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: String(sms.segments),
    price: null,
    price_unit: null,
    sid: sms.id,
    status,
    subresource_uris: { media: uri.replace('.json', '/Media.json') },
    to: `+${sms.to}`,
    uri,
  }
}
