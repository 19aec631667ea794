import { Hono } from 'hono'
import { type Desk, fieldsOf, isNumber, MOST_TEXT, textOf, type Words } from './vendor.ts'

const says: Readonly<Record<string, readonly [string, string]>> = {
  auth: ['M0002', 'Invalid login info'],
  sender: ['1110', 'Sender name is missing or incorrect'],
  number: ['1120', 'Mobile numbers is not correct'],
  balance: ['1060', 'Balance is not enough'],
  content: ['1050', 'MSG body is empty'],
  length: ['1140', 'MSG length is too long'],
  twice: ['1061', 'MSG duplicated'],
  rate: ['1061', 'MSG duplicated'],
}

/** Msegat's gateway, below its address: whatever happens, its status is 200. */
export function msegatDesk({ state, carry, refusal, answer }: Desk): Hono {
  const app = new Hono()
  const refuse = (why: string) => {
    if (why === 'server') return new Response('<html>', { status: 503 })
    const [code, message] = says[why] ?? ['M0001', 'Variables missing']
    return Response.json({ code, message })
  }
  const accountOf = ({ userName, apiKey }: Words) =>
    state.accounts.find(
      ({ vendor, user, key }) => vendor === 'msegat' && user === userName && key === apiKey,
    )

  app.post('/gw/sendsms.php', async (c) => {
    const said = await fieldsOf(c)
    const account = accountOf(said)
    const switched = refusal()
    if (switched || !account) return answer(refuse(switched ?? 'auth'))
    const [text, to] = [textOf(said['msg']), textOf(said['numbers'])]
    const why = wrong(text, to, textOf(said['userSender']), account.sender)
    if (why) return answer(refuse(why))
    const sms = carry(account, { to, text })
    const withId = said['reqBulkId'] === 'true' && { id: Number(sms.id) }
    return answer(Response.json({ code: '1', message: 'Success', ...withId }))
  })
  app.post('/gw/Credits.php', async (c) => {
    const account = accountOf(await fieldsOf(c))
    return account ? c.text(String(account.balance ?? 100)) : refuse('auth')
  })
  app.post('/gw/getSenders.php', async (c) => {
    const account = accountOf(await fieldsOf(c))
    return account ? c.json([{ SenderID: account.sender, Status: 'Active' }]) : refuse('auth')
  })
  return app
}

function wrong(text: string, to: string, sender: string, own: string): string | undefined {
  if (text === '') return 'content'
  if (text.length > MOST_TEXT) return 'length'
  if (sender !== own) return 'sender'
  return isNumber(to) ? undefined : 'number'
}
