import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { mailAuthorityOver } from '#integrations/oauth/oauth.ts'
import { mailAuthority } from '#modules/messaging/index.ts'
import type { House } from '#platform/house.ts'
import { startImapSimulator } from '#server/simulators/mail/imap.ts'
import { startMailSimulator } from '#server/simulators/mail/simulator.ts'

/** The name under which the house knows the provider; tests lead it here. */
export const authorityUrl = 'https://login.mail.example'

type Asked = Readonly<{ user: string; challenge: string; returnTo: string; clientId: string }>

const made = () => randomBytes(24).toString('base64url')

/**
 * A provider of mailboxes on this machine: its authorization server (code with PKCE, refresh,
 * revocation), and IMAP and SMTP servers that let in by its tokens alone.
 */
export async function openMailProvider(client: { id: string; secret: string }) {
  const codes = new Map<string, Asked>()
  const grants = new Map<string, string>()
  const tokens = new Map<string, { user: string; grant: string }>()
  const seen = { exchanges: 0, refreshes: 0, revocations: 0 }
  const state = { down: false, rotates: false, lastsS: 3_600, secret: client.secret }

  const give = (user: string, grant: string) => {
    const token = made()
    tokens.set(token, { user, grant })
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: state.lastsS,
    }
  }
  const refuse = (c: Context, error: string) => c.json({ error, error_description: 'refused' }, 400)
  const drop = (grant: string) => {
    grants.delete(grant)
    for (const [token, held] of tokens) if (held.grant === grant) tokens.delete(token)
  }

  const exchange = (c: Context, form: Readonly<Record<string, unknown>>) => {
    seen.exchanges += 1
    const code = String(form['code'])
    const asked = codes.get(code)
    codes.delete(code)
    const verified = createHash('sha256').update(String(form['code_verifier'])).digest('base64url')
    if (!asked || asked.returnTo !== form['redirect_uri'] || asked.challenge !== verified)
      return refuse(c, 'invalid_grant')
    const grant = made()
    grants.set(grant, asked.user)
    return c.json({ ...give(asked.user, grant), refresh_token: grant })
  }
  const refresh = (c: Context, form: Readonly<Record<string, unknown>>) => {
    seen.refreshes += 1
    const grant = String(form['refresh_token'])
    const user = grants.get(grant)
    if (user === undefined) return refuse(c, 'invalid_grant')
    if (!state.rotates) return c.json(give(user, grant))
    drop(grant)
    const next = made()
    grants.set(next, user)
    return c.json({ ...give(user, next), refresh_token: next })
  }

  const app = new Hono()
  app.post('/token', async (c) => {
    if (state.down) return c.text('down', 503)
    const form = await c.req.parseBody()
    if (form['client_id'] !== client.id || form['client_secret'] !== state.secret)
      return c.json({ error: 'invalid_client' }, 401)
    if (form['grant_type'] === 'authorization_code') return exchange(c, form)
    return form['grant_type'] === 'refresh_token'
      ? refresh(c, form)
      : refuse(c, 'unsupported_grant_type')
  })
  app.post('/revoke', async (c) => {
    seen.revocations += 1
    drop(String((await c.req.parseBody())['token']))
    return c.body(null, 200)
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  const place = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`

  const admitsToken = (login: string, token: string) => tokens.get(token)?.user === login
  const imap = await startImapSimulator({ admitsToken })
  const smtp = await startMailSimulator({ admitsToken })
  return {
    imap,
    smtp,
    seen,
    state,
    /** Leads a house's calls of the provider's name here, and nothing else anywhere. */
    answerIn: ({ plugs }: House) => {
      const here = (url: string, init: RequestInit) => {
        if (!url.startsWith(`${authorityUrl}/`)) throw new Error(`${url} is not the provider`)
        return fetch(url.replace(authorityUrl, place), init)
      }
      plugs.plug(mailAuthority, mailAuthorityOver({ fetch: here }))
    },
    /** A person stands at the provider's page and agrees: the code and state that come back. */
    agree: (consent: string, user: string) => {
      const { searchParams: asked, origin, pathname } = new URL(consent)
      const word = (name: string) => asked.get(name) ?? ''
      if (`${origin}${pathname}` !== `${authorityUrl}/authorize`) throw new Error('another page')
      if (word('response_type') !== 'code' || word('code_challenge_method') !== 'S256')
        throw new Error('not a code with PKCE')
      const code = made()
      codes.set(code, {
        user,
        challenge: word('code_challenge'),
        returnTo: word('redirect_uri'),
        clientId: word('client_id'),
      })
      return { code, state: word('state') }
    },
    /** The access tokens of a mailbox end before their time. */
    endTokens: () => tokens.clear(),
    /** The owner of the mailbox takes back what they agreed to. */
    takeBack: () => {
      for (const grant of grants.keys()) drop(grant)
    },
    close: async () => {
      await imap.close()
      await smtp.close()
      server.close()
    },
  }
}
