import { type Context, Hono } from 'hono'
import { type Desk, fieldsOf, isNumber, MOST_TEXT, textOf } from './vendor.ts'

const says: Readonly<Record<string, readonly [400 | 401 | 429 | 500, object]>> = {
  auth: [401, { statusCode: 401, message: 'Unauthorized' }],
  server: [500, { statusCode: 500, message: 'Internal error' }],
  sender: [400, { statusCode: 400, message: 'Sender is not active' }],
  number: [400, { statusCode: 400, message: 'Invalid recipients' }],
  balance: [400, { statusCode: 400, message: 'Insufficient balance' }],
  content: [400, { statusCode: 400, message: 'body is empty' }],
  rate: [429, { statusCode: 429, message: 'Too many requests' }],
}

/** Taqnyat's gateway, below its address. */
export function taqnyatDesk({ state, carry, refusal, answer }: Desk): Hono {
  const app = new Hono()
  const refuse = (why: string) => {
    const [status, body] = says[why] ?? [500 as const, {}]
    return Response.json(body, { status })
  }
  const accountOf = (c: Context) => {
    const token = c.req.header('authorization')?.match(/^Bearer (.+)$/)?.[1]
    return state.accounts.find(({ vendor, key }) => vendor === 'taqnyat' && key === token)
  }

  app.post('/v1/messages', async (c) => {
    const account = accountOf(c)
    const said = await fieldsOf(c)
    const switched = refusal()
    if (switched || !account) return answer(refuse(switched ?? 'auth'))
    const text = textOf(said['body'])
    if (said['sender'] !== account.sender) return answer(refuse('sender'))
    if (text === '' || text.length > MOST_TEXT) return answer(refuse('content'))
    const all = Array.isArray(said['recipients']) ? said['recipients'].map(textOf) : []
    if (all.length === 0) return answer(refuse('number'))
    const accepted = all.filter(isNumber)
    const [first] = accepted.map((to) => carry(account, { to, text }))
    const body = {
      statusCode: 201,
      messageId: Number(first?.id ?? 5_452_899_970),
      cost: (0.05 * (first?.segments ?? 0)).toFixed(4),
      currency: 'SAR',
      totalCount: accepted.length,
      msgLength: first?.segments ?? 0,
      accepted: listed(accepted),
      rejected: listed(all.filter((number) => !isNumber(number))),
    }
    return answer(Response.json(body, { status: 201 }))
  })
  app.get('/v1/messages/senders', (c) => {
    const account = accountOf(c)
    if (!account) return refuse('auth')
    return c.json({ statusCode: 200, senders: [{ senderName: account.sender, status: 'active' }] })
  })
  app.get('/account/balance', (c) => {
    const account = accountOf(c)
    if (!account) return refuse('auth')
    const balance = (account.balance ?? 100).toFixed(2)
    return c.json({ statusCode: 200, accountStatus: 'active', balance, currency: 'SAR' })
  })
  return app
}

/** The vendor writes its lists as text, with a comma behind each. */
const listed = (numbers: readonly string[]) => `[${numbers.map((each) => `${each},`).join('')}]`
