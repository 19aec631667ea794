import { createHmac } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { GraphError } from './answers.ts'
import { pagesApi } from './pages.ts'
import type { Person, PlayedAccount } from './state.ts'
import { type Played, whatsappApi } from './whatsapp.ts'

const MOST_BYTES = 101 * 1024 * 1024
const OLDEST = 22
const NEWEST = 26

export type AnswerFaults = {
  /** Refusals given instead of the next answers, before anything is done. */
  refusals: GraphError[]
  /** Statuses without Graph's own words, given although the work was done. */
  lost: number[]
}

type Parts = Omit<Played, 'accountOf' | 'faults'> & { faults: Played['faults'] & AnswerFaults }

/** The one host of WhatsApp, Messenger and Instagram, with its files. */
export function graphApp(parts: Parts): Hono {
  const { state, now, faults } = parts
  const accountOf = (c: Context) => ownAccount(c, [...state.accounts.values()])
  const whatsapp = whatsappApi({ ...parts, accountOf })
  const pages = pagesApi({ ...parts, accountOf })
  for (const inner of [whatsapp, pages])
    inner.onError((error) => {
      throw error
    })

  const app = new Hono()
  app.onError((error, c) => {
    if (error instanceof GraphError) return c.json(error.toJSON(), error.status)
    if (error instanceof SyntaxError)
      return c.json(new GraphError(400, 100, 'The body is no JSON').toJSON(), 400)
    throw error
  })
  app.use(bodyLimit({ maxSize: MOST_BYTES }))
  app.get('/files/:id', (c) => {
    const file = state.file(c.req.param('id'))
    const until = Number(c.req.query('until'))
    if (!file || !(until > now().getTime())) return c.body(null, 404)
    if (file.locked) accountOf(c)
    return c.body(file.bytes, 200, { 'content-type': file.mime })
  })
  app.get('/refresh_access_token', (c) => {
    const token = c.req.query('access_token')
    const account = [...state.accounts.values()].find((each) => each.token === token)
    const refusal = faults.refusals.shift()
    if (refusal) throw refusal
    if (!account || c.req.query('grant_type') !== 'ig_refresh_token')
      throw new GraphError(400, 190, 'Error validating access token')
    const renewed = `${account.token}r`
    state.accounts.set(account.id, { ...account, token: renewed })
    return c.json({ access_token: renewed, token_type: 'bearer', expires_in: 60 * 86_400 })
  })
  app.all('/:version{v[0-9]+\\.[0-9]+}/*', async (c) => {
    // An old or a future version is silently answered by the nearest one that lives.
    const asked = Number(c.req.param('version').match(/\d+/)?.[0])
    c.header('facebook-api-version', `v${Math.min(Math.max(asked, OLDEST), NEWEST)}.0`)
    const refusal = faults.refusals.shift()
    if (refusal) throw refusal
    const account = accountOf(c)
    const { pathname, search } = new URL(c.req.url)
    const below = pathname.replace(/^.*?\/v\d+\.\d+\//, '')
    const node = c.req.method === 'GET' && !below.includes('/')
    const known = node ? nodeOf(parts, account, below) : undefined
    if (known) return c.json(known)
    const to = new URL(`http://graph/${node ? 'media/' : ''}${below}${search}`)
    const inner = account.kind === 'whatsapp' ? whatsapp : pages
    const answer = await inner.fetch(new Request(to, c.req.raw))
    const lost = faults.lost.shift()
    if (lost !== undefined) return new Response('<html>', { status: lost })
    if (answer.status === 404)
      throw new GraphError(400, 100, 'Unsupported request', { subCode: 33 })
    return c.body(await answer.text(), 200, { 'content-type': 'application/json' })
  })
  return app
}

/** One node of the graph by its id: an account, or a person who wrote to a page. */
function nodeOf({ state }: Parts, account: PlayedAccount, id: string): object | undefined {
  if (id === account.id || id === 'me') return described(account)
  const person = state.chatBy(account.id, id)?.person
  return person && account.kind !== 'whatsapp' ? profileOf(account, person) : undefined
}

/** The account that the token and the address name together. */
function ownAccount(c: Context, accounts: readonly PlayedAccount[]): PlayedAccount {
  const token = c.req.header('authorization')?.match(/^(?:Bearer|OAuth) (.+)$/)?.[1]
  const mine = accounts.filter((account) => account.token === token)
  const [first] = mine
  if (!first || !token) throw new GraphError(401, 190, 'Invalid OAuth access token.')
  const proof = new URL(c.req.url).searchParams.get('appsecret_proof')
  if (proof !== null && proof !== createHmac('sha256', first.appSecret).update(token).digest('hex'))
    throw new GraphError(400, 100, 'Invalid appsecret_proof provided in the API argument')
  const steps = new URL(c.req.url).pathname.split('/')
  return mine.find(({ id, waba }) => steps.includes(id) || (waba && steps.includes(waba))) ?? first
}

function described(account: PlayedAccount) {
  const { id, kind, name = 'Played', display = '15550783881' } = account
  if (kind !== 'whatsapp') return { id, name, ...(kind === 'instagram' && { username: 'played' }) }
  return {
    id,
    display_phone_number: display,
    verified_name: name,
    quality_rating: 'GREEN',
    status: 'CONNECTED',
    throughput: { level: 'STANDARD' },
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
  }
}

function profileOf({ kind }: PlayedAccount, { id, name, username }: Person) {
  if (kind === 'instagram') return { id, name, ...(username && { username }) }
  const [first_name, ...rest] = name.split(' ')
  return { id, first_name, last_name: rest.join(' ') }
}
