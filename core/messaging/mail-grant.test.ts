import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atTenant, consentUrl, MailGrant, mailGrantPresets, stillGood } from './mail-grant.ts'

const asked = {
  state: 'id.nonce',
  challenge: 'c',
  returnTo: 'https://wasl.example/x',
  user: 'a@b.sa',
}

test('the presets are whole grants, and Google is asked for a token that lasts', () => {
  for (const provider of ['google', 'microsoft'] as const) {
    const grant = MailGrant.parse({ provider, clientId: 'app', ...mailGrantPresets[provider] })
    const url = new URL(consentUrl(grant, asked))
    expect(url.protocol).toBe('https:')
    expect(url.href).not.toContain('{tenant}')
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(url.searchParams.get('access_type')).toBe(provider === 'google' ? 'offline' : null)
  }
})

test('nothing that is typed as a tenant, an id or a name leaves its own place in the address', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (tenant, clientId, user) => {
      const grant = { provider: 'other', ...mailGrantPresets.microsoft, tenant, clientId } as const
      const url = new URL(consentUrl(grant, { ...asked, user }))
      expect(url.origin).toBe('https://login.microsoftonline.com')
      expect(url.searchParams.get('client_id')).toBe(clientId)
      expect(url.searchParams.get('login_hint')).toBe(user)
      expect(url.searchParams.get('state')).toBe(asked.state)
    }),
  )
})

test('a token is not used when it ends within minutes', () => {
  expect(stillGood(null, 0)).toBe(false)
  expect(stillGood(5 * 60_000, 0)).toBe(false)
  expect(stillGood(5 * 60_000 + 1, 0)).toBe(true)
  expect(atTenant('https://x/{tenant}/a', { tenant: null })).toBe('https://x/common/a')
})
