import { afterEach, describe, expect, test, vi } from 'vitest'
import type {
  ArrivedMail,
  MailboxAccount,
  MailboxPosition,
  MailTrouble,
  MailWatch,
} from '#modules/messaging/index.ts'
import { startImapSimulator } from '#server/simulators/mail/imap.ts'
import { foreignMailbox, ourMailbox, type TestMailbox } from '#test/mailbox.ts'
import { imap } from './imap.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

const quick = {
  privateHosts: true,
  pollMs: 50,
  firstPauseMs: 10,
  longestPauseMs: 40,
  refusedPauseMs: 60_000,
  random: () => 0.5,
}

const raw = (subject: string, body = 'مرحبًا') =>
  `From: a@example.com\r\nTo: us@example.com\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`

const accountOf = ({ port, user, password }: TestMailbox): MailboxAccount => ({
  host: '127.0.0.1',
  port,
  secure: false,
  user,
  password,
})

const subjectOf = ({ raw: bytes }: ArrivedMail) =>
  /Subject: (.*)/.exec(Buffer.from(bytes).toString('utf8'))?.[1] ?? ''

/** A watch that writes down what it hears, and a way to wait for it. */
function listen(
  account: MailboxAccount,
  position: MailboxPosition | null,
  more: Partial<MailWatch> = {},
  parts: Partial<Parameters<typeof imap>[0]> = {},
) {
  const mails: ArrivedMail[] = []
  const positions: MailboxPosition[] = []
  const troubles: MailTrouble[] = []
  const stopping = new AbortController()
  let changed = () => {}
  const done = imap({ ...quick, ...parts }).watch(account, {
    position,
    onMail: async (mail) => {
      mails.push(mail)
      changed()
    },
    onPosition: async (at) => {
      positions.push(at)
      changed()
    },
    onTrouble: (trouble) => {
      troubles.push(trouble)
      changed()
    },
    signal: stopping.signal,
    ...more,
  })
  const stop = async () => {
    stopping.abort()
    await done
  }
  ends.push(stop)
  const until = async (happened: () => boolean) => {
    while (!happened()) {
      await new Promise<void>((resolve) => {
        changed = resolve
      })
    }
  }
  return { mails, positions, troubles, until, stop, subjects: () => mails.map(subjectOf) }
}

async function open(make: () => Promise<TestMailbox>) {
  const mailbox = await make()
  ends.push(mailbox.close)
  return mailbox
}

describe.each([
  ['ours', ourMailbox],
  ['a foreign one', foreignMailbox],
] as const)('a mailbox on %s', (_name, make) => {
  test('is found well, and a wrong password is called by its name', async () => {
    const mailbox = await open(make)
    const reader = imap(quick)
    expect(await reader.check(accountOf(mailbox))).toEqual({ ok: true, messages: 0, idle: true })
    const refused = await reader.check({ ...accountOf(mailbox), password: 'wrong' })
    expect(refused).toMatchObject({ ok: false, kind: 'auth' })
    const missing = await reader.check({ ...accountOf(mailbox), folder: 'Nowhere' })
    expect(missing).toMatchObject({ ok: false, kind: 'folder' })
  })

  test('gives what came while nobody looked, then what comes, in order and once', async () => {
    const mailbox = await open(make)
    mailbox.deliver(raw('one'))
    mailbox.deliver(raw('two'))
    const heard = listen(
      accountOf(mailbox),
      null,
      { since: new Date('2020-01-01') },
      { pollMs: 1e9 },
    )
    await heard.until(() => heard.mails.length === 2)
    mailbox.deliver(raw('three'))
    await heard.until(() => heard.positions.at(-1)?.lastUid === 3)
    expect(heard.subjects()).toEqual(['one', 'two', 'three'])
    expect(Buffer.from(heard.mails[0]?.raw ?? []).toString()).toBe(raw('one'))
    expect(heard.troubles).toEqual([])
    await heard.stop()

    const [at] = heard.positions.slice(-1)
    const again = listen(accountOf(mailbox), at ?? null)
    mailbox.deliver(raw('four'))
    await again.until(() => again.positions.at(-1)?.lastUid === 4)
    expect(again.subjects()).toEqual(['four'])
  })

  test('a mail that cannot be kept holds up nothing for ever: its head is tried, then it is passed', async () => {
    const mailbox = await open(make)
    mailbox.deliver(raw('before'))
    mailbox.deliver(raw('poison'))
    mailbox.deliver(raw('after'))
    const tried: boolean[] = []
    const skipped: number[] = []
    const kept: string[] = []
    const heard = listen(
      accountOf(mailbox),
      null,
      {
        since: new Date('2020-01-01'),
        onMail: async (mail) => {
          if (subjectOf(mail) !== 'poison') {
            kept.push(subjectOf(mail))
            return
          }
          tried.push(mail.cut)
          throw Object.assign(new Error('invalid byte sequence'), { code: '22021' })
        },
        onSkipped: ({ uid }) => skipped.push(uid),
      },
      { pollMs: 1e9 },
    )
    await heard.until(() => heard.positions.at(-1)?.lastUid === 3)
    expect(kept).toEqual(['before', 'after'])
    expect(tried).toEqual([false, false, false, false, false, true])
    expect(skipped).toEqual([2])
  })

  test('a mail that our database cannot take just now is never passed over', async () => {
    const mailbox = await open(make)
    mailbox.deliver(raw('one'))
    let away = 12
    const heard = listen(accountOf(mailbox), null, {
      since: new Date('2020-01-01'),
      onMail: async () => {
        away -= 1
        if (away > 0) throw Object.assign(new Error('terminated'), { code: '57P01' })
      },
    })
    await heard.until(() => heard.positions.at(-1)?.lastUid === 1)
    expect(away).toBe(0)
  })

  test('without a position begins with what comes from now on', async () => {
    const mailbox = await open(make)
    mailbox.deliver(raw('old'))
    const heard = listen(accountOf(mailbox), null)
    await heard.until(() => heard.positions.length > 0)
    mailbox.deliver(raw('new'))
    await heard.until(() => heard.mails.length > 0)
    expect(heard.subjects()).toEqual(['new'])
  })

  test('comes back after the server hung up, and reads what came meanwhile', async () => {
    const mailbox = await open(make)
    const heard = listen(accountOf(mailbox), null)
    await heard.until(() => heard.positions.length > 0)
    mailbox.drop()
    mailbox.deliver(raw('meanwhile'))
    await heard.until(() => heard.mails.length > 0)
    expect(heard.subjects()).toEqual(['meanwhile'])
    expect(heard.troubles[0]?.kind).toBe('unreachable')
  })
})

const ours = async (logins = { sara: 'secret' }) => {
  const simulator = await startImapSimulator({ logins })
  ends.push(simulator.close)
  const { port } = simulator
  const account = { host: '127.0.0.1', port, secure: false, user: 'sara', password: 'secret' }
  return {
    simulator,
    account,
    send: (subject: string, body?: string) =>
      simulator.deliver('sara', Buffer.from(raw(subject, body))),
  }
}

test('reads everything anew under another validity, and leaves every mail unread', async () => {
  const { simulator, account, send } = await ours()
  send('one')
  send('two')
  const heard = listen(account, { uidValidity: 1000, lastUid: 1 })
  await heard.until(() => heard.mails.length === 1)
  simulator.changeUidValidity('sara')
  await heard.until(() => heard.mails.length === 3)
  expect(heard.subjects()).toEqual(['two', 'one', 'two'])
  await heard.until(() => heard.positions.at(-1)?.lastUid === 2)
  expect(heard.positions.at(-1)).toEqual({ uidValidity: 1001, lastUid: 2 })
  expect(simulator.seen().flags).toEqual([])
})

test('a position at the end takes nothing again, although the server names the last mail', async () => {
  const { simulator, account, send } = await ours()
  send('one')
  const heard = listen(account, { uidValidity: 1000, lastUid: 1 }, {}, { pollMs: 1e9 })
  await vi.waitFor(() => expect(simulator.seen().idle).toBe(1), { timeout: 10_000 })
  send('two')
  await heard.until(() => heard.mails.length > 0)
  expect(heard.subjects()).toEqual(['two'])
  expect(simulator.seen().connections).toBe(1)
})

test('of a mail that is too large only the head comes, and it is said', async () => {
  const { account, send } = await ours()
  send('large', 'x'.repeat(5000))
  send('small')
  const heard = listen(account, { uidValidity: 1000, lastUid: 0 }, {}, { largestBytes: 1000 })
  await heard.until(() => heard.mails.length === 2)
  const [large, small] = heard.mails
  expect(large?.cut).toBe(true)
  expect(Buffer.from(large?.raw ?? []).toString()).toMatch(/charset=utf-8$/)
  expect(large?.bytes).toBeGreaterThan(5000)
  expect(small?.cut).toBe(false)
})

test('a refused password is said once and not tried again soon', async () => {
  const { simulator, account, send } = await ours()
  send('one')
  const heard = listen({ ...account, password: 'wrong' }, null)
  await heard.until(() => heard.troubles.length > 0)
  expect(heard.troubles[0]).toMatchObject({ kind: 'auth', againInMs: 60_000 })
  expect(heard.troubles[0]?.detail).toContain('Wrong login')
  await heard.stop()
  await vi.waitFor(() => expect(simulator.seen()).toMatchObject({ logins: 1, open: 0 }))
})

test('waits longer after each failure, and from the beginning once it was well', async () => {
  const { simulator, account, send } = await ours()
  simulator.faults.hangUp = 4
  const heard = listen(account, null)
  await heard.until(() => heard.positions.length > 0)
  expect(heard.troubles.map(({ againInMs }) => againInMs)).toEqual([10, 20, 40, 40])
  simulator.faults.dropAtFetch = 1
  send('one')
  await heard.until(() => heard.mails.length > 0)
  expect(heard.troubles.at(-1)?.againInMs).toBe(10)
  expect(heard.subjects()).toEqual(['one'])
})

test('a mail that we failed to take is not passed over', async () => {
  const { account, send } = await ours()
  send('one')
  send('two')
  let failures = 2
  const taken: string[] = []
  const heard = listen(
    account,
    { uidValidity: 1000, lastUid: 0 },
    {
      onMail: async (mail) => {
        if (failures-- > 0) throw new Error('the database is away')
        taken.push(subjectOf(mail))
      },
    },
  )
  await heard.until(() => heard.positions.at(-1)?.lastUid === 2)
  expect(taken).toEqual(['one', 'two'])
  expect(heard.troubles.map(({ kind }) => kind)).toEqual(['taking', 'taking'])
})

test('reads only as far back as it was told', async () => {
  let now = new Date('2026-01-01T12:00:00Z')
  const simulator = await startImapSimulator({ now: () => now })
  ends.push(simulator.close)
  simulator.deliver('sara', Buffer.from(raw('old')))
  now = new Date('2026-11-01T12:00:00Z')
  simulator.deliver('sara', Buffer.from(raw('recent')))
  const account = {
    host: '127.0.0.1',
    port: simulator.port,
    secure: false,
    user: 'sara',
    password: 'any',
  }
  const heard = listen(account, null, { since: new Date('2026-10-01') })
  await heard.until(() => heard.mails.length > 0)
  expect(heard.subjects()).toEqual(['recent'])
  expect(heard.mails[0]?.internalDate).toEqual(now)
})

test('each login has a mailbox of its own', async () => {
  const { simulator, account, send } = await ours()
  simulator.deliver('another', Buffer.from(raw('not for her')))
  send('hers')
  const heard = listen(account, { uidValidity: 1000, lastUid: 0 }, { since: new Date(0) })
  await heard.until(() => heard.mails.length > 0)
  expect(heard.subjects()).toEqual(['hers'])
})

test('does not ask a server that stands in a private network', async () => {
  const { simulator, account } = await ours()
  const reader = imap({ ...quick, privateHosts: false })
  expect(await reader.check(account)).toMatchObject({ ok: false, kind: 'address' })
  expect(await reader.check({ ...account, host: 'localhost' })).toMatchObject({ kind: 'address' })
  expect(simulator.seen().connections).toBe(0)
})

test('sends no password to a server that offers no safe line', async () => {
  const { simulator, account } = await ours()
  const health = await imap(quick).check({ ...account, host: '127.0.0.2', secure: false })
  expect(health).toMatchObject({ ok: false })
  const tls = await imap(quick).check({ ...account, secure: true })
  expect(tls).toMatchObject({ ok: false, kind: 'tls' })
  expect(simulator.seen().logins).toBe(0)
})

test('stops at once, in the middle of anything', async () => {
  const { simulator, account, send } = await ours()
  send('one')
  simulator.faults.slowMs = 30
  const heard = listen(account, { uidValidity: 1000, lastUid: 0 })
  await heard.stop()
  const later = listen(account, { uidValidity: 1000, lastUid: 0 })
  await later.until(() => later.mails.length > 0)
  await later.stop()
  expect(later.troubles).toEqual([])
})
