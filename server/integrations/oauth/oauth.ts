import { z } from 'zod'
import type { GrantApp, Granted, MailAuthority } from '#modules/messaging/index.ts'

type Fetch = (url: string, init: RequestInit) => Promise<Response>

const Tokens = z.object({
  access_token: z.string().min(1).max(8_000),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().int().positive().catch(3_600),
  refresh_token: z.string().min(1).max(8_000).optional(),
})
const Refused = z.object({
  error: z.string().max(100),
  error_description: z.string().catch(''),
})

/** RFC 6749 §5.2, and what Microsoft says besides when a person must agree anew. */
const gone = new Set(['invalid_grant', 'interaction_required', 'consent_required', 'access_denied'])

/** Providers that let us into mailboxes by OAuth 2, all in the same words. */
export function mailAuthorityOver({ fetch }: Readonly<{ fetch: Fetch }>): MailAuthority {
  const ask = async (app: GrantApp, words: Readonly<Record<string, string>>): Promise<Granted> => {
    let answer: Response
    try {
      answer = await post(fetch, app.tokenUrl, app, words)
    } catch (error) {
      return { outcome: 'unavailable', detail: said(error) }
    }
    const body: unknown = await answer.json().catch(() => undefined)
    return answer.ok ? grantedBy(body) : refusedBy(answer.status, body)
  }
  return {
    exchange: (app, { code, verifier, returnTo }) =>
      ask(app, {
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: returnTo,
      }),
    refresh: (app, refreshToken) =>
      ask(app, { grant_type: 'refresh_token', refresh_token: refreshToken, scope: app.scope }),
    revoke: async (app, token) => {
      if (app.revokeUrl !== null) await post(fetch, app.revokeUrl, app, { token })
    },
  }
}

/** Secrets are sent to the address that was given, and to no other that it points at. */
const post = (fetch: Fetch, url: string, app: GrantApp, words: Readonly<Record<string, string>>) =>
  fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      ...words,
      client_id: app.clientId,
      ...(app.clientSecret !== undefined && { client_secret: app.clientSecret }),
    }).toString(),
  })

function grantedBy(body: unknown): Granted {
  const tokens = Tokens.safeParse(body)
  if (!tokens.success) return { outcome: 'unavailable', detail: 'an answer without a token' }
  const {
    access_token: accessToken,
    expires_in: seconds,
    refresh_token: refreshToken,
  } = tokens.data
  return {
    outcome: 'granted',
    accessToken,
    lastsMs: seconds * 1_000,
    ...(refreshToken !== undefined && { refreshToken }),
  }
}

function refusedBy(status: number, body: unknown): Granted {
  const refused = Refused.safeParse(body)
  if (!refused.success || status >= 500 || status === 429)
    return { outcome: 'unavailable', detail: `HTTP ${status}` }
  const { error, error_description: more } = refused.data
  const detail = `${error} ${more}`
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 300)
  return { outcome: gone.has(error) ? 'gone' : 'app', detail }
}

const said = (error: unknown): string =>
  error instanceof Error ? error.message.slice(0, 300) : 'the provider did not answer'
