import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SaveAccount } from '#core/messaging/accounts-api.ts'
import { checkAccountsJob } from '#modules/messaging/accounts/health.ts'
import { listAccounts } from '#modules/messaging/accounts/list.ts'
import { removeAccount } from '#modules/messaging/accounts/remove.ts'
import { saveAccount } from '#modules/messaging/accounts/save.ts'
import { openMailbox } from '#modules/messaging/accounts/sender.ts'
import { testAccount } from '#modules/messaging/accounts/test-account.ts'
import { beginGrant, endGrant, finishGrant } from '#modules/messaging/grants/agree.ts'
import { tokenSource } from '#modules/messaging/grants/token.ts'
import { mailAuthority } from '#modules/messaging/index.ts'
import type { ArrivedMail, MailTrouble } from '#modules/messaging/mail-reader.ts'
import { mailReader } from '#modules/messaging/mail-reader.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { newId, openHouse } from './house.ts'
import { authorityUrl, openMailProvider } from './mail-authority.ts'

const the = openHouse({ now: '2026-11-22T08:00:00Z' })
const user = 'billing@rawafid.example'
let provider: Awaited<ReturnType<typeof openMailProvider>>

beforeAll(async () => {
  provider = await openMailProvider({ id: 'wasl-app', secret: 'sirr-al-tatbiq' })
  provider.answerIn(the.house)
})
afterAll(() => provider.close())

const mail = (more: object = {}): SaveAccount => ({
  id: newId(),
  name: 'بريد المنشأة',
  vendor: {
    provider: 'smtp',
    host: '127.0.0.1',
    port: provider.smtp.port,
    secure: false,
    user,
    fromName: 'روافد',
    fromAddress: user,
    replyTo: null,
    imap: { host: '127.0.0.1', port: provider.imap.port, secure: false, user, folder: 'INBOX' },
    grant: {
      provider: 'other',
      clientId: 'wasl-app',
      tenant: null,
      authorizeUrl: `${authorityUrl}/authorize`,
      tokenUrl: `${authorityUrl}/token`,
      revokeUrl: `${authorityUrl}/revoke`,
      scope: 'mail.read mail.send',
    },
    secrets: { client_secret: 'sirr-al-tatbiq' },
    ...more,
  },
})

async function company() {
  const owner = await the.anotherCompany()
  const session: Session = { ...the.session(undefined, owner), sessionId: newId() }
  const shown = async (id: string) =>
    (await listAccounts(session, {})).rows.find((row) => row.id === id)
  return { owner, session, shown }
}

/** The same person at another node, which knows nothing of what this one is about. */
const otherNode = (session: Session): Session => ({ ...session, house: { ...session.house } })

/** How often people were told that a channel is in trouble. */
const told = async (companyId: string): Promise<number> =>
  (
    await the.sql(
      "select 1 from event where company_id = $1 and name = 'messaging.account_troubled'",
      [companyId],
    )
  ).length

/** A company whose mailbox is entered by a grant. */
async function granted(more: object = {}) {
  const one = await company()
  const account = mail(more)
  await saveAccount(one.session, account)
  const { url } = await beginGrant(one.session, { id: account.id })
  await finishGrant(one.session, { id: account.id, ...provider.agree(url, user) })
  return { ...one, account, id: account.id, token: tokenSource(one.session, account.id) }
}

test('a mailbox is entered by a grant: both ways work, and no secret is told', async () => {
  const { session, id, shown, account, owner } = await granted()
  const { health } = await testAccount(session, { id, to: 'sara@example.com' })
  expect(health).toMatchObject({ outcome: 'sent' })
  expect(await shown(id)).toMatchObject({
    state: 'good',
    kept: ['client_secret'],
    missing: [],
    mail: { grant: { clientId: 'wasl-app' } },
  })
  const told = JSON.stringify(await shown(id))
  const written = JSON.stringify(
    await the.sql('select * from audit where company_id = $1', [owner.companyId]),
  )
  const [row] = await the.sql<{ secrets_sealed: string }>(
    'select * from channel_account where id = $1',
    [id],
  )
  const secrets = the.house.safe.open(
    row?.secrets_sealed ?? '',
    `channel_account|secrets_sealed|${id}`,
  )
  const { access_token: access, refresh_token: refresh } = JSON.parse(secrets)
  for (const secret of [access, refresh, 'sirr-al-tatbiq'])
    for (const words of [told, written, JSON.stringify(row)]) expect(words).not.toContain(secret)
  // What changes nothing about whom it lets in keeps it; another server gets none of it.
  await saveAccount(session, { ...account, name: 'اسم آخر' })
  expect(await shown(id)).toMatchObject({ missing: [] })
  const moved = { ...account, vendor: { ...account.vendor, host: 'localhost', secrets: {} } }
  await saveAccount(session, moved as SaveAccount)
  expect(await shown(id)).toMatchObject({ state: 'incomplete', missing: ['grant'] })
})

test('before anybody agreed nothing is asked for, and the account says what it lacks', async () => {
  const { session, shown } = await company()
  const account = mail()
  await saveAccount(session, account)
  expect(await shown(account.id)).toMatchObject({ state: 'incomplete', missing: ['grant'] })
  // What the form tells a person to register is what the provider will be given.
  const { url } = await beginGrant(session, { id: account.id })
  const { returnTo } = await listAccounts(session, {})
  expect(new URL(url).searchParams.get('redirect_uri')).toBe(returnTo)
  const before = provider.seen.refreshes
  const { health } = await testAccount(session, { id: account.id, to: 'sara@example.com' })
  expect(health).toMatchObject({ outcome: 'failed', reason: 'auth' })
  expect(provider.seen.refreshes).toBe(before)
})

test('a state is good once, in the session that began it, for its own account, and for a while', async () => {
  const { session, owner } = await company()
  const [one, other] = [mail(), mail()]
  for (const account of [one, other]) await saveAccount(session, account)
  const begin = async () => {
    const { url } = await beginGrant(session, { id: one.id })
    return provider.agree(url, user)
  }
  const refused = { code: 'messaging.grant_state' }
  const back = await begin()
  const before = provider.seen.exchanges
  const another = { ...the.session(undefined, owner), sessionId: newId() }
  await expect(finishGrant(another, { id: one.id, ...back })).rejects.toMatchObject(refused)
  await expect(finishGrant(session, { id: other.id, ...back })).rejects.toMatchObject(refused)
  await expect(
    finishGrant(session, { id: one.id, ...back, state: `${back.state}x` }),
  ).rejects.toMatchObject(refused)
  const stranger = await company()
  await expect(finishGrant(stranger.session, { id: one.id, ...back })).rejects.toMatchObject({
    code: 'messaging.account_not_found',
  })
  await expect(beginGrant(stranger.session, { id: one.id })).rejects.toMatchObject({
    code: 'messaging.account_not_found',
  })
  expect(provider.seen.exchanges).toBe(before)

  await finishGrant(session, { id: one.id, ...back })
  await expect(finishGrant(session, { id: one.id, ...back })).rejects.toMatchObject(refused)
  // A new way with an old code: the provider knows that it was spent.
  const { state } = await begin()
  await expect(finishGrant(session, { id: one.id, state, code: back.code })).rejects.toMatchObject({
    code: 'messaging.grant_refused',
  })

  const late = await begin()
  the.setNow('2026-11-22T08:16:00Z')
  await expect(finishGrant(session, { id: one.id, ...late })).rejects.toMatchObject(refused)
})

test('a token is had anew before it ends, once however many ask, and a grant that changes is kept', async () => {
  const { token, session, id } = await granted()
  const first = await token()
  expect(await token()).toEqual(first)
  provider.state.rotates = true
  const before = provider.seen.refreshes
  const stale = first.ok ? first.token : ''
  const answers = await Promise.all(
    [token, tokenSource(session, id), tokenSource(otherNode(session), id), token].map((ask) =>
      ask(stale),
    ),
  )
  expect(new Set(answers.map((each) => each.ok && each.token)).size).toBe(1)
  expect(provider.seen.refreshes).toBe(before + 1)
  the.setNow('2026-11-22T09:30:00Z')
  expect(await token()).not.toEqual(answers[0])
  provider.state.rotates = false
})

test('a mail that is refused because its token ended leaves with another, once', async () => {
  const { session, id } = await granted()
  const before = provider.smtp.inbox().list().length
  provider.endTokens()
  const { health } = await testAccount(session, { id, to: 'sara@example.com' })
  expect(health).toMatchObject({ outcome: 'sent' })
  expect(provider.smtp.inbox().list()).toHaveLength(before + 1)
})

test('a token that ends while the mailbox is waited at is replaced, and no mail is missed', async () => {
  const { session, id } = await granted()
  const box = await look(session, (from) => openMailbox(from, id))
  if (!box) throw new Error('there is a mailbox')
  const mails: ArrivedMail[] = []
  const troubles: MailTrouble[] = []
  const ending = new AbortController()
  const until = async (happened: () => boolean) => {
    for (let n = 0; n < 400 && !happened(); n++) await new Promise((go) => setTimeout(go, 25))
    expect(happened()).toBe(true)
  }
  const write = (subject: string) =>
    provider.imap.deliver(user, Buffer.from(`From: a@b.sa\r\nSubject: ${subject}\r\n\r\nx\r\n`))
  const done = the.house.plugs.get(mailReader).watch(box, {
    position: null,
    onMail: async (arrived) => {
      mails.push(arrived)
    },
    onPosition: async () => undefined,
    onTrouble: (trouble) => troubles.push(trouble),
    signal: ending.signal,
  })
  await until(() => provider.imap.seen().idle > 0)
  write('one')
  await until(() => mails.length === 1)
  provider.endTokens()
  provider.imap.drop()
  write('two')
  await until(() => mails.length === 2)
  expect(troubles.map(({ kind }) => kind)).not.toContain('auth')
  ending.abort()
  await done
})

test('a grant that was taken back is said once, with what to do, and agreeing anew mends it', async () => {
  const { session, id, shown, owner } = await granted()
  provider.takeBack()
  const system = systemSession(the.house, owner.companyId)
  const check = () => checkAccountsJob.run(system, { companyId: owner.companyId })
  the.setNow('2026-11-22T11:30:00Z')
  await check()
  await check()
  expect(await shown(id)).toMatchObject({
    state: 'failing',
    missing: [],
    grantedAt: null,
    health: { outcome: 'failed', reason: 'grant_gone' },
  })
  expect(await told(owner.companyId)).toBe(1)
  expect(await look(session, (from) => openMailbox(from, id))).toBe(undefined)

  const { url } = await beginGrant(session, { id })
  await finishGrant(session, { id, ...provider.agree(url, user) })
  const { health } = await testAccount(session, { id, to: 'sara@example.com' })
  expect(health).toMatchObject({ outcome: 'sent' })
  expect(await shown(id)).toMatchObject({ state: 'good' })
})

test('a provider that does not answer costs no grant, and an ended secret of the app says so', async () => {
  const { token, id, shown, owner } = await granted()
  const first = await token()
  const stale = first.ok ? first.token : ''
  provider.state.down = true
  expect(await token(stale)).toMatchObject({ ok: false, reason: 'unavailable' })
  provider.state.down = false
  provider.state.secret = 'another'
  for (let n = 0; n < 2; n++)
    expect(await token(stale)).toMatchObject({ ok: false, reason: 'auth' })
  expect(await told(owner.companyId)).toBe(1)
  expect(await shown(id)).toMatchObject({ state: 'failing', health: { reason: 'grant_app' } })
  provider.state.secret = 'sirr-al-tatbiq'
  expect(await token(stale)).toMatchObject({ ok: true })
  expect(await shown(id)).toMatchObject({ state: 'unchecked', health: null })
})

// The tokens of an account that changed meanwhile were thrown away, and stayed good at the provider.
test('what nobody keeps, because the account changed on the way, is given back there', async () => {
  const one = await company()
  const account = mail()
  await saveAccount(one.session, account)
  const { url } = await beginGrant(one.session, { id: account.id })
  const back = provider.agree(url, user)
  const before = provider.seen.revocations
  const real = the.house.plugs.get(mailAuthority)
  the.house.plugs.plug(mailAuthority, {
    ...real,
    exchange: async (...asked) => {
      const got = await real.exchange(...asked)
      await removeAccount(one.session, { id: account.id })
      return got
    },
  })
  await expect(finishGrant(one.session, { id: account.id, ...back })).rejects.toMatchObject({
    code: 'messaging.account_not_found',
  })
  the.house.plugs.plug(mailAuthority, real)
  expect(provider.seen.revocations).toBe(before + 1)
})

test('what is ended or removed here is given back there', async () => {
  const one = await granted()
  const before = provider.seen.revocations
  expect(await endGrant(one.session, { id: one.id })).toMatchObject({ missing: ['grant'] })
  expect(await one.token()).toMatchObject({ ok: false, reason: 'auth' })
  const other = await granted()
  await removeAccount(other.session, { id: other.id })
  expect(provider.seen.revocations).toBe(before + 2)
})
