import { getConnInfo } from '@hono/node-server/conninfo'
import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { type AnyRouter, ORPCError } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { Hono, type Context as HonoContext, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { Refusal } from '#core/refusal.ts'
import type { Context } from './context.ts'
import type { House } from './house.ts'
import { errorReply } from './http-errors.ts'
import { uuidv7 } from './ids.ts'
import { openApiPage } from './openapi-page.ts'
import type { RateLimits } from './rate-limit.ts'
import type { Realtime } from './realtime.ts'
import { securityHeaders } from './security-headers.ts'
import type { Session } from './session.ts'
import { stream } from './stream.ts'
import type { Web } from './web-files.ts'

export type Env = { Variables: { context: Context } }

/** What the caller showed to prove who they are. */
export type Credentials = Readonly<{ token?: string | undefined; key?: string | undefined }>
export type Authenticate = (
  house: House,
  credentials: Credentials,
  /** `watching`: nobody acted; the session is only looked at, and grows no younger by it. */
  request: { address: string; agent: string; trace: string; watching?: boolean },
) => Promise<Session | undefined>

export type HttpParts = Readonly<{
  house: House
  router: AnyRouter
  authenticate: Authenticate
  realtime: Realtime
  limits: RateLimits
  trustedProxies: readonly string[]
  web: Web | undefined
  /** Lets who holds the token of a public link bring a file; refuses who does not. */
  guest: (door: string, token: string) => Promise<unknown>
  /** Pages and webhooks that stand outside the contract: files, pay links, simulators. */
  extra?: (app: Hono<Env>) => void
}>

const streamPath = '/api/v1/stream'
const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

function addressOf(c: HonoContext, trusted: readonly string[]): string {
  let socket: string
  try {
    socket = getConnInfo(c).remote.address ?? ''
  } catch {
    socket = ''
  }
  if (!trusted.includes(socket)) return socket
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? socket
}

/** A request that changes something must come from our own pages, or carry a key instead of a cookie. */
function checkOrigin(c: HonoContext, house: House, byCookie: boolean): void {
  if (!unsafe.has(c.req.method)) return
  const type = c.req.header('content-type') ?? ''
  const announced = (c.req.header('content-length') ?? '0') !== '0'
  const hasBody = announced || c.req.header('transfer-encoding') !== undefined
  if ((hasBody || type !== '') && !/^application\/json\b/i.test(type))
    throw new Refusal('request.invalid')
  const origin = c.req.header('origin')
  if (!byCookie || origin === undefined) return
  const own = [new URL(house.publicUrl).host, c.req.header('host')]
  if (!URL.canParse(origin) || !own.includes(new URL(origin).host))
    throw new Refusal('request.origin')
}

/** A key in the header goes before the cookie. */
function credentialsOf(c: HonoContext, house: House): Credentials {
  const secure = house.publicUrl.startsWith('https:')
  const key = /^Bearer (\S{20,200})$/.exec(c.req.header('authorization') ?? '')?.[1]
  return { key, token: getCookie(c, 'wasl_sid', secure ? 'host' : undefined) }
}

async function contextOf(c: HonoContext, parts: HttpParts): Promise<Context> {
  const { house } = parts
  const trace = uuidv7(Date.now())
  const address = addressOf(c, parts.trustedProxies)
  const agent = (c.req.header('user-agent') ?? '').slice(0, 300)
  const secure = house.publicUrl.startsWith('https:')
  const credentials = credentialsOf(c, house)
  const { key, token } = credentials
  const session =
    token || key
      ? await parts.authenticate(house, credentials, {
          address,
          agent,
          trace,
          watching: c.req.path === streamPath,
        })
      : undefined
  checkOrigin(c, house, token !== undefined && !key)
  await parts.limits.request(session?.actor.id ?? address)
  return {
    house,
    address,
    agent,
    trace,
    token,
    language: getCookie(c, 'wasl_lang') === 'en' ? 'en' : 'ar',
    signedIn: session !== undefined,
    session: () => {
      if (!session) throw new Refusal('access.unauthenticated')
      return session
    },
    setCookie: (name, value, { maxAge, httpOnly = true }) =>
      setCookie(c, name, value, {
        maxAge,
        httpOnly,
        secure,
        sameSite: 'Lax',
        path: '/',
        ...(secure && name === 'wasl_sid' && { prefix: 'host' as const }),
      }),
  }
}

/** What a program writes, a form, a file of ten megabytes as base64: JSON holds up everyone while it is read. */
const mostBytes = {
  stranger: 64 * 1024,
  form: 1024 * 1024,
  paper: 7 * 1024 * 1024,
  file: 14 * 1024 * 1024,
}
const withFile =
  /^\/api\/v1\/(?:imports(?:\/|$)|company\/logo$|conversation-files$|payment-notices$|agency\/|agencies\/[\w-]+\/update-files$|evidence-papers$|bank-statements(?:\/|$))/
/** The files that someone without a session may bring: a transfer's receipt, a paper to their application. */
const withPaper = /^\/api\/v1\/(pay|credit-form)\/([\w-]{43})\/(?:notices|documents)$/

const limits = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new Refusal('request.too_large')
    },
  })

/** Refuses a body that is longer than its sender may need, before any of it is read. */
function bodyLimits({ guest }: HttpParts): MiddlewareHandler<Env> {
  const stranger = limits(mostBytes.stranger)
  const form = limits(mostBytes.form)
  const file = limits(mostBytes.file)
  const paper = limits(mostBytes.paper)
  return async (c, next) => {
    const [, door, token] = withPaper.exec(c.req.path) ?? []
    if (door !== undefined && token !== undefined) {
      await guest(door, token)
      return paper(c, next)
    }
    if (!c.get('context').signedIn) return stranger(c, next)
    return withFile.test(c.req.path) ? file(c, next) : form(c, next)
  }
}

function handlerOf(parts: HttpParts): OpenAPIHandler<Context> {
  return new OpenAPIHandler<Context>(parts.router, {
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
    clientInterceptors: [
      async ({ next, context }) => {
        try {
          return await next()
        } catch (error) {
          const { status, body } = errorReply(error, context.trace, parts.house.log)
          throw new ORPCError(body.code, { status, data: body, cause: error })
        }
      },
    ],
    // What fails before a route is reached (a body that is no JSON) has no reply of ours yet.
    customErrorResponseBodyEncoder: (error) =>
      error.data ?? errorReply(error, uuidv7(Date.now()), parts.house.log).body,
  })
}

/** The description of the whole API, made once from the same contract that serves it. */
async function describe(parts: HttpParts): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(parts.router, {
    info: { title: 'Wasl', version: '1' },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  })
}

/** Joins everything that answers HTTP: one port for pages, API, live stream and public links. */
export function createHttp(parts: HttpParts): Hono<Env> {
  const app = new Hono<Env>()
  const handler = handlerOf(parts)
  let description: Promise<object> | undefined
  const described = () => {
    description ??= describe(parts)
    return description
  }
  app.onError((error, c) => {
    const trace = c.get('context')?.trace ?? uuidv7(Date.now())
    const { status, body } = errorReply(error, trace, parts.house.log)
    return c.json(body, status as 400)
  })
  app.use(securityHeaders)
  app.get('/health/live', (c) => c.text('ok'))
  app.get('/health/ready', async (c) => {
    await parts.house.pool.query('select 1')
    return c.text('ok')
  })
  parts.extra?.(app)
  app.use('/api/*', async (c, next) => {
    c.set('context', await contextOf(c, parts))
    await next()
  })
  app.use('/api/*', bodyLimits(parts))
  app.get('/api/v1/openapi.json', async (c) => c.json(await described()))
  app.get('/api/v1', async (c) => c.html(openApiPage(await described())))
  app.get(streamPath, (c) =>
    stream(c, c.get('context').session(), credentialsOf(c, parts.house), parts),
  )
  app.all('/api/*', async (c) => {
    const { matched, response } = await handler.handle(c.req.raw, {
      prefix: '/api/v1',
      context: c.get('context'),
    })
    if (!matched) throw new Refusal('request.not_found')
    return c.newResponse(response.body, response)
  })
  if (parts.web) parts.web(app)
  return app
}
