import { expect, test } from 'vitest'
import type { SaveAccount } from '#core/messaging/accounts-api.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse } from '#test/house.ts'
import { chooseAccount } from './choose.ts'
import { listAccounts } from './list.ts'
import { openAccount } from './opened.ts'
import { removeAccount } from './remove.ts'
import { saveAccount } from './save.ts'
import { currentSender, emailReady, mailboxesOf, openSender } from './sender.ts'
import { testAccount } from './test-account.ts'
import { tryAccount } from './try.ts'

const the = openHouse({ now: '2026-11-22T08:00:00Z' })

/** A company of its own, so that no account of another test stands beside. */
async function company() {
  const session = the.session(undefined, await the.anotherCompany())
  return {
    session,
    open: (id: string) => look(session, (from) => openAccount(from, id)),
    list: async () => (await listAccounts(session, {})).rows,
  }
}

const number = () => String(Math.floor(Math.random() * 1e15) + 1e15)
const whatsapp = (more: object = {}): SaveAccount => ({
  id: newId(),
  name: 'واتساب المبيعات',
  vendor: {
    provider: 'whatsapp_cloud',
    address: number(),
    settings: { waba_id: '102290129340398' },
    secrets: { token: 'EAAG-sirr-1', app_secret: 'sirr-2' },
    ...more,
  },
})
const mail = (more: object = {}): SaveAccount => ({
  id: newId(),
  name: 'بريد المنشأة',
  vendor: {
    provider: 'smtp',
    host: '127.0.0.1',
    port: the.simulators.mail.port,
    secure: false,
    user: 'billing@rawafid.example',
    fromName: 'روافد',
    fromAddress: 'billing@rawafid.example',
    replyTo: null,
    imap: null,
    grant: null,
    secrets: { password: 'sirr-al-barid' },
    ...more,
  },
})
const changed = (account: SaveAccount, more: object): SaveAccount => ({
  ...account,
  vendor: { ...account.vendor, ...more } as SaveAccount['vendor'],
})

test('secrets are kept sealed, never told, and opened for a sending alone', async () => {
  const { session, open } = await company()
  const account = whatsapp()
  const saved = await saveAccount(session, account)
  expect([saved.kept, saved.missing, saved.chosen]).toEqual([['token', 'app_secret'], [], true])
  const rows = await the.sql<{ text: string }>(
    `select row_to_json(a)::text as text from channel_account a where id = $1
     union all select row_to_json(a)::text from audit a where about_id = $1`,
    [account.id],
  )
  expect(rows).toHaveLength(2)
  const all = rows.map(({ text }) => text).join()
  expect(all).not.toContain('sirr-')
  expect(all).not.toContain('/hooks/')
  expect((await open(account.id))?.secrets).toMatchObject({
    token: 'EAAG-sirr-1',
    app_secret: 'sirr-2',
    verify_token: saved.webhook?.verifyToken,
  })
})

test('what is not sent stays, an empty secret goes, and another address drops them all', async () => {
  const { session } = await company()
  const account = whatsapp()
  await saveAccount(session, account)
  const kept = await saveAccount(session, changed(account, { secrets: {} }))
  expect(kept.kept).toEqual(['token', 'app_secret'])
  const less = await saveAccount(session, changed(account, { secrets: { app_secret: '' } }))
  expect([less.kept, less.missing, less.state]).toEqual([['token'], ['app_secret'], 'incomplete'])
  const moved = changed(account, { baseUrl: 'https://graph.evil.example', secrets: {} })
  expect((await saveAccount(session, moved)).kept).toEqual([])
  const back = changed(account, { baseUrl: 'https://graph.facebook.com/', secrets: {} })
  expect((await saveAccount(session, back)).kept).toEqual([])
})

test('a mail account forgets its password when the server changes, for each of its two servers', async () => {
  const { session } = await company()
  const imap = { host: 'imap.rawafid.example', port: 993, secure: true, user: 'x', folder: 'INBOX' }
  const account = mail({ imap, secrets: { password: 'sirr', imap_password: 'sirr-2' } })
  const saved = await saveAccount(session, account)
  expect([saved.kept, saved.chosen]).toEqual([['password', 'imap_password'], true])
  const [box] = await look(session, mailboxesOf)
  expect(box).toMatchObject({ ...imap, password: 'sirr-2', played: false })
  const out = await saveAccount(session, changed(account, { host: 'mx.evil.example', secrets: {} }))
  expect(out.kept).toEqual(['imap_password'])
  const other = { ...imap, host: 'imap.evil.example' }
  const both = await saveAccount(
    session,
    changed(account, { host: 'mx.evil.example', imap: other, secrets: {} }),
  )
  expect([both.kept, both.missing]).toEqual([[], ['imap_password']])
  expect(await look(session, mailboxesOf)).toEqual([])
})

test('a test mail leaves through the account and its answer is kept', async () => {
  const { session } = await company()
  const account = mail()
  await saveAccount(session, account)
  const tested = await testAccount(session, { id: account.id, to: 'me@example.com' })
  expect([tested.health?.outcome, tested.state]).toEqual(['sent', 'good'])
  await expect(testAccount(session, { id: account.id })).rejects.toMatchObject({
    code: 'request.invalid',
  })
})

test('the played mailbox stands in until the company has an account of its own', async () => {
  const { session, list } = await company()
  expect((await list()).map(({ played, channel }) => [played, channel])).toEqual([[true, 'email']])
  expect(await look(session, emailReady)).toBe(true)
  const account = mail()
  await saveAccount(session, account)
  expect((await list()).map(({ played }) => played)).toEqual([false])
  const sender = await look(session, currentSender)
  expect([sender?.id, sender?.from.address]).toEqual([account.id, 'billing@rawafid.example'])
  expect((await look(session, (from) => openSender(from, account.id)))?.account.password).toBe(
    'sirr-al-barid',
  )
  await removeAccount(session, { id: account.id })
  expect((await look(session, currentSender))?.id).toBe(null)
  expect(await look(session, (from) => openSender(from, account.id))).toBe(undefined)
})

test('each channel has one account that messages leave through', async () => {
  const { session, list } = await company()
  const [first, second] = [whatsapp(), whatsapp()]
  await Promise.all([
    saveAccount(session, first),
    saveAccount(session, second),
    saveAccount(session, mail()),
  ])
  const chosen = async () => (await list()).filter((row) => row.chosen)
  expect((await chosen()).map(({ channel }) => channel).sort()).toEqual(['email', 'whatsapp'])
  await Promise.all([first, second].map(({ id }) => chooseAccount(session, { id })))
  expect(await chosen()).toHaveLength(2)
  await chooseAccount(session, { id: second.id })
  expect((await chosen()).map(({ id }) => id)).toContain(second.id)
})

test('one number has one account, and an account keeps its vendor', async () => {
  const { session } = await company()
  const account = whatsapp()
  await saveAccount(session, account)
  await expect(saveAccount(session, { ...account, id: newId() })).rejects.toMatchObject({
    code: 'messaging.account_taken',
  })
  await expect(
    saveAccount(session, {
      ...account,
      vendor: { provider: 'messenger', address: '682000', settings: {}, secrets: {} },
    }),
  ).rejects.toMatchObject({ code: 'messaging.vendor_fixed' })
  await removeAccount(session, { id: account.id })
  await saveAccount(session, { ...account, id: newId() })
  await expect(saveAccount(session, account)).rejects.toMatchObject({
    code: 'messaging.account_not_found',
  })
})

test('a played account works at once, and never beside a live one', async () => {
  const { session, open, list } = await company()
  const id = newId()
  const tried = await tryAccount(session, { id, provider: 'whatsapp_cloud' })
  expect([tried.played, tried.chosen, tried.state]).toEqual([true, true, 'unchecked'])
  expect(await tryAccount(session, { id, provider: 'whatsapp_cloud' })).toEqual(tried)
  expect((await testAccount(session, { id })).state).toBe('good')
  expect(await open(id)).toMatchObject({
    played: true,
    baseUrl: 'http://localhost/simulators/meta',
  })
  await expect(saveAccount(session, whatsapp())).rejects.toMatchObject({
    code: 'messaging.live_beside_played',
  })
  const stranger = await company()
  await saveAccount(stranger.session, whatsapp())
  await expect(
    tryAccount(stranger.session, { id: newId(), provider: 'whatsapp_cloud' }),
  ).rejects.toMatchObject({ code: 'messaging.played_beside_live' })
  await removeAccount(session, { id })
  await saveAccount(session, whatsapp())
  expect((await list()).map(({ played }) => played)).toEqual([false, true])
})

test('every vendor that can be tried is well as soon as it is asked', async () => {
  const { playable } = await listAccounts(the.session(), {})
  expect(playable).toHaveLength(8)
  for (const provider of playable.filter((name) => name !== 'smtp')) {
    const { session } = await company()
    const id = newId()
    await tryAccount(session, { id, provider })
    expect([provider, (await testAccount(session, { id })).state]).toEqual([provider, 'good'])
  }
})

test('of a trial and an account that are made at once, one is refused', async () => {
  const { session, list } = await company()
  const attempts = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) =>
      n % 2 === 0
        ? saveAccount(session, whatsapp())
        : tryAccount(session, { id: newId(), provider: 'whatsapp_cloud' }),
    ),
  )
  const made = (await list()).filter(({ channel }) => channel === 'whatsapp')
  expect(new Set(made.map(({ played }) => played)).size).toBe(1)
  expect(made.filter(({ chosen }) => chosen)).toHaveLength(1)
  for (const each of attempts)
    if (each.status === 'rejected') expect(each.reason.code).toMatch(/^messaging\..*_beside_/)
})

test('a played mailbox with a row can be written to as well', async () => {
  const { session, list } = await company()
  const id = newId()
  await tryAccount(session, { id, provider: 'smtp' })
  expect((await list()).map((row) => row.id)).toEqual([id])
  expect((await look(session, currentSender))?.id).toBe(id)
  const [box] = await look(session, mailboxesOf)
  expect([box?.id, box?.played, box?.port]).toEqual([id, true, the.simulators.imap.port])
  const test = () => testAccount(session, { id, to: 'me@example.com' })
  expect((await test()).state).toBe('good')
  the.simulators.imap.faults.refuseLogin = true
  expect((await test()).health).toMatchObject({ outcome: 'failed', reason: 'auth' })
  the.simulators.imap.faults.refuseLogin = false
})

test('a removed account opens without its secrets, and is nobody’s to choose', async () => {
  const { session, open } = await company()
  const account = whatsapp()
  await saveAccount(session, account)
  await removeAccount(session, { id: account.id })
  const opened = await open(account.id)
  expect([opened?.removed, opened?.secrets['token']]).toEqual([true, undefined])
  await expect(chooseAccount(session, { id: account.id })).rejects.toMatchObject({
    code: 'messaging.account_not_found',
  })
})

test('who only reads messages is not told where vendors call', async () => {
  const { session } = await company()
  const account = whatsapp()
  await saveAccount(session, account)
  const reader = { ...session, grants: new Map([['messaging.read', 'all'] as const]) }
  expect((await listAccounts(reader, {})).rows[0]?.webhook).toBe(null)
  expect((await listAccounts(session, {})).rows[0]?.webhook?.url).toMatch(
    /^http:\/\/wasl\.test\/hooks\/whatsapp_cloud\/[\w-]{43}$/,
  )
})

test("another company's account is not found, and its id gives no way to its webhook", async () => {
  const [mine, yours] = [await company(), await company()]
  const account = whatsapp()
  const saved = await saveAccount(mine.session, account)
  for (const act of [chooseAccount, removeAccount, testAccount])
    await expect(act(yours.session, { id: account.id })).rejects.toMatchObject({
      code: 'messaging.account_not_found',
    })
  expect(await yours.open(account.id)).toBe(undefined)
  const theirs = await saveAccount(yours.session, account)
  expect(theirs.webhook?.url).not.toBe(saved.webhook?.url)
})
