import { beforeAll, expect, test } from 'vitest'
import { DeskSegment, defaultDeskSettings } from '#core/collections/desk/settings.ts'
import { DeskInput, RecordContact } from '#core/collections/desk-api.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { addUser } from '#modules/people/index.ts'
import { deactivateUser } from '#modules/people/users.ts'
import { systemSession } from '#platform/jobs.ts'
import type { Session } from '#platform/session.ts'
import { now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { showChase } from '../chase.ts'
import { pauseChase } from '../pauses.ts'
import { makePromise } from '../promises.ts'
import { assignDebtors, skipDebtor } from './assign.ts'
import { rebuildDesk, sweepDeskJob } from './build.ts'
import { showCard } from './card.ts'
import { listContacts } from './contacts.ts'
import { leaveLock, showLock, takeLock } from './lock.ts'
import { showProgress } from './progress.ts'
import { listDesk } from './queue.ts'
import { recordContact } from './record-contact.ts'
import { changeDeskSettings } from './settings.ts'

const { the, debtor, mailsTo, run, rowsOf, codes, on } = openChase()

const rowOf = async (customerId: string, whose = 'all', when: 'now' | 'later' = 'now') => {
  const { rows } = await listDesk(the.session(), DeskInput.parse({ whose, when, limit: 200 }))
  return rows.find((row) => row.customerId === customerId)
}
const record = (
  over: Partial<RecordContact> & Pick<RecordContact, 'customerId' | 'outcome'>,
  session: Session = the.session(),
) => recordContact(session, RecordContact.parse({ id: newId(), ...over }))

const refused = async (attempt: Promise<unknown>) => {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof Refusal ? error.code : error
}

const atDesk: Permission[] = [
  'collections.read',
  'collections.work',
  'collections.promise',
  'collections.dispute',
  'collections.pause',
  'contacts.read',
]
let colleagueId = ''
/** Somebody else who works at the desk. */
const colleague = (grants = atDesk): Session => ({
  ...the.session(grants),
  actor: { kind: 'user', id: colleagueId, name: 'ماجد العتيبي' },
})

beforeAll(async () => {
  the.setNow(now)
  await on()
  colleagueId = await addUser(the.session(), {
    name: 'ماجد العتيبي',
    email: 'majed@example.com',
    role: 'collector',
    password: 'صباح الخير يا جدة',
  })
  await the.drain()
})

test('who is late stands in the queue with a reason, what they owe, and what a call may bring', async () => {
  const late = await debtor([
    { due: '2026-08-15', riyals: 800 },
    { due: '2026-11-12', riyals: 200 },
    { due: '2026-12-30', riyals: 900 },
  ])
  const row = await rowOf(late.id)
  expect(row?.late).toEqual(sar(1000))
  expect(row?.invoices).toBe(2)
  expect(row?.why[0]?.code).toBe('over_90_never')
  expect(row?.parts.reduce((sum, { minor }) => sum + minor, 0)).toBe(row?.expected.minor)
  const notYet = await debtor([{ due: '2026-12-30' }])
  expect(await rowOf(notYet.id)).toBeUndefined()
})

test('paid, a customer leaves the queue with the job that the payment sets off', async () => {
  const late = await debtor([{ due: '2026-11-12', riyals: 500 }])
  expect(await rowOf(late.id)).toBeDefined()
  await recordPayment(the.session(), {
    id: newId(),
    customerId: late.id,
    amount: sar(500),
    method: 'transfer',
    paidOn: '2026-11-22',
    sendReceipt: false,
  })
  await the.drain()
  expect(await rowOf(late.id)).toBeUndefined()
  expect(await rowOf(late.id, 'all', 'later')).toBeUndefined()
})

test('a promise on the phone is one record with the contact, and rests until its grace is over', async () => {
  const late = await debtor([{ due: '2026-11-02', riyals: 640 }])
  const made = await record({
    customerId: late.id,
    outcome: 'promised',
    spokenTo: 'فهد العنزي',
    promise: { id: newId(), amount: sar(640), dueOn: '2026-11-26' },
  })
  expect(made.promised).toEqual(sar(640))
  // Thursday and three days of grace end on Sunday the 29th; Monday at ten is the next contact.
  expect(made.followUpAt).toBe('2026-11-30T07:00:00.000Z')
  await the.drain()
  expect(await rowOf(late.id)).toBeUndefined()
  expect(await rowOf(late.id, 'all', 'later')).toMatchObject({
    waits: 'promise',
    dueAt: '2026-11-30T07:00:00.000Z',
    stepUntil: '2026-11-29',
  })
  const progress = await showProgress(the.session(), {})
  expect(progress.promised[0]?.minor).toBeGreaterThanOrEqual(64_000)
  the.setNow('2026-11-30T08:00:00Z')
  await the.sql("update promise set state = 'broken', judged_at = now() where customer_id = $1", [
    late.id,
  ])
  await rebuildDesk(the.session(), {})
  await the.drain()
  expect((await rowOf(late.id))?.why[0]?.code).toBe('promise_broken')
  the.setNow(now)
})

test('nobody answered: the rules set the time, and a third try asks for another way', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  const first = await record({ customerId: late.id, outcome: 'no_answer' })
  expect(first.followUpAt).toBe('2026-11-22T11:00:00.000Z')
  the.setNow('2026-11-22T11:05:00Z')
  const second = await record({ customerId: late.id, outcome: 'no_answer' })
  expect(second.followUpAt).toBe('2026-11-23T07:00:00.000Z')
  await the.drain()
  expect(await rowOf(late.id)).toBeUndefined()
  the.setNow('2026-11-23T07:05:00Z')
  expect((await rowOf(late.id))?.why.map(({ code }) => code)).toContain('no_answer')
  await record({ customerId: late.id, outcome: 'no_answer' })
  await the.drain()
  expect((await rowOf(late.id, 'all', 'later'))?.step).toBe('write')
  the.setNow(now)
})

test('while a debt is open, nobody is left without a day to come back to', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  expect(await refused(record({ customerId: late.id, outcome: 'refuses' }))).toBe(
    'collections.follow_up_needed',
  )
  expect(
    await refused(
      record({ customerId: late.id, outcome: 'refuses', followUp: { on: '2026-11-21' } }),
    ),
  ).toBe('collections.follow_up_past')
  const kept = await record({
    customerId: late.id,
    outcome: 'refuses',
    followUp: { on: '2026-11-25', minute: 13 * 60 },
  })
  expect(kept.followUpAt).toBe('2026-11-25T10:00:00.000Z')
})

test('an answered call is enough for a day, unless somebody who may says why not', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  const again = { customerId: late.id, outcome: 'forgot', followUp: { on: '2026-11-24' } } as const
  await record(again)
  expect(await refused(record(again))).toBe('collections.called_enough')
  expect(await refused(record({ ...again, override: 'طلب هو' }, colleague()))).toBe(
    'collections.called_enough',
  )
  await record({ ...again, override: 'طلب أن نتصل ثانية' })
  await record({ ...again, direction: 'in' })
  await record({ ...again, channel: 'whatsapp' })
  const { rows } = await listContacts(the.session(), { id: late.id, limit: 50 })
  expect(rows).toHaveLength(4)
})

test('who asked to be called back is called back on the same day, and then it is enough', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  const customerId = late.id
  await record({ customerId, outcome: 'call_back', followUp: { on: '2026-11-22', minute: 900 } })
  await record({ customerId, outcome: 'refuses', followUp: { on: '2026-11-29' } })
  const third = record({ customerId, outcome: 'forgot', followUp: { on: '2026-11-24' } })
  expect(await refused(third)).toBe('collections.called_enough')
})

test('ten tries in thirty days are enough, whoever made them', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  for (let n = 0; n < 10; n++)
    await record({ customerId: late.id, outcome: 'no_answer' }, n % 2 ? colleague() : the.session())
  expect(await refused(record({ customerId: late.id, outcome: 'no_answer' }))).toBe(
    'collections.called_enough',
  )
})

test('outside the hours of contact no call is written down, but one that came in is', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  the.setNow('2026-11-22T19:00:00Z')
  const call = { customerId: late.id, outcome: 'forgot', followUp: { on: '2026-11-24' } } as const
  expect(await refused(record(call))).toBe('collections.not_a_time_to_call')
  await record({ ...call, direction: 'in' })
  the.setNow(now)
})

test('two collectors at once: one has the customer, the other is told and saves nothing', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  const ask = { customerId: late.id, takeOver: false }
  const [mine, theirs] = await Promise.all([
    takeLock(the.session(), ask),
    takeLock(colleague(), ask),
  ])
  expect([mine.lock?.mine, theirs.lock?.mine].toSorted()).toEqual([false, true])
  const loser = mine.lock?.mine ? colleague() : the.session()
  const outcome = { customerId: late.id, outcome: 'no_answer' } as const
  expect(await refused(record(outcome, loser))).toBe('collections.desk_held')
  expect((await listContacts(the.session(), { id: late.id, limit: 9 })).rows).toEqual([])
})

test('a lead takes a customer over, others may not, and after ten silent minutes nobody holds them', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  await takeLock(the.session(), { customerId: late.id, takeOver: false })
  expect((await showLock(colleague(), { id: late.id })).lock?.by.name).toBe('نورة السبيعي')
  const over = { customerId: late.id, takeOver: true }
  expect(await refused(takeLock(colleague(), over))).toBe('collections.desk_held')
  const lead = colleague([...atDesk, 'collections.lead'])
  expect((await takeLock(lead, over)).lock?.mine).toBe(true)
  const outcome = { customerId: late.id, outcome: 'no_answer' } as const
  expect(await refused(record(outcome))).toBe('collections.desk_held')
  the.setNow('2026-11-22T08:11:00Z')
  expect((await showLock(the.session(), { id: late.id })).lock).toBeNull()
  await record(outcome)
  the.setNow(now)
})

test('while a colleague has a customer in hand no reminder goes out, and after that it does', async () => {
  const late = await debtor([{ due: '2026-11-19' }])
  await takeLock(the.session(), { customerId: late.id, takeOver: false })
  await run()
  expect(mailsTo(late)).toEqual([])
  const [held] = await rowsOf(late)
  expect(codes(held)).toContain('desk_lock')
  await leaveLock(the.session(), { customerId: late.id })
  await run()
  expect(mailsTo(late)).toHaveLength(1)
})

test('a dispute is opened with the contact, and both or neither are kept', async () => {
  const late = await debtor([{ due: '2026-11-12' }, { due: '2026-11-10' }])
  const [invoiceId = ''] = late.invoices
  const dispute = { id: newId(), invoiceId, reason: 'quality' } as const
  await record({
    customerId: late.id,
    outcome: 'disputes',
    dispute,
    followUp: { on: '2026-11-25' },
  })
  expect((await showChase(the.session(), { id: late.id })).disputes).toHaveLength(1)
  const again = record({
    customerId: late.id,
    outcome: 'disputes',
    dispute: { ...dispute, id: newId() },
    followUp: { on: '2026-11-25' },
    channel: 'whatsapp',
  })
  expect(await refused(again)).toBe('collections.already_disputed')
  expect((await listContacts(the.session(), { id: late.id, limit: 9 })).rows).toHaveLength(1)
  const card = await showCard(the.session(), { id: late.id })
  expect(card.invoices.filter(({ disputed }) => disputed.minor > 0)).toHaveLength(1)
  expect(card.talk.avoid).toContain('avoid_disputed')
})

test('who says that they paid is left alone until the money can be there', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  const said = await record({ customerId: late.id, outcome: 'says_paid' })
  expect(said.followUpAt).toBe('2026-11-26T07:00:00.000Z')
  expect((await showChase(the.session(), { id: late.id })).pauses).toHaveLength(1)
})

test('passed over with a reason, a customer comes up again tomorrow', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  await skipDebtor(the.session(), { id: newId(), customerId: late.id, reason: 'مديرهم في سفر' })
  await the.drain()
  expect(await rowOf(late.id)).toBeUndefined()
  expect((await rowOf(late.id, 'all', 'later'))?.waits).toBe('skipped')
  the.setNow('2026-11-23T08:00:00Z')
  expect(await rowOf(late.id)).toBeDefined()
  the.setNow(now)
})

test('a follow-up that has come gives its reason, and a pause after it gives rest', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  const sweep = () => sweepDeskJob.run(systemSession(the.house, the.company.companyId), {})
  await sweep()
  await record({
    customerId: late.id,
    outcome: 'call_back',
    followUp: { on: '2026-11-22', minute: 15 * 60 },
  })
  await the.drain()
  the.setNow('2026-11-22T12:01:00Z')
  await sweep()
  await the.drain()
  expect((await rowOf(late.id))?.why[0]?.code).toBe('call_back_now')
  await pauseChase(the.session(), {
    ...{ id: newId(), customerId: late.id, reason: 'طلب مهلة', until: '2026-11-26' },
  })
  await the.drain()
  expect(await rowOf(late.id)).toBeUndefined()
  expect((await rowOf(late.id, 'all', 'later'))?.waits).toBe('paused')
  the.setNow(now)
})

test('who has money on account and promised all the rest is not asked for it', async () => {
  const late = await debtor([{ due: '2026-11-12', riyals: 1000 }])
  await recordPayment(the.session(), {
    ...{ id: newId(), customerId: late.id, amount: sar(400), method: 'transfer' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false, shares: [] },
  })
  await makePromise(the.session(), {
    ...{ id: newId(), customerId: late.id, amount: sar(600), dueOn: '2026-11-26' },
    ...{ invoiceIds: [], source: 'meeting', note: '', saidBy: '' },
  })
  await the.drain()
  const row = await rowOf(late.id, 'all', 'later')
  expect([row?.late, row?.expected, row?.waits]).toEqual([sar(600), sar(0), 'promise'])
})

test('the settings are saved though somebody whom they name works here no more', async () => {
  const gone = await addUser(the.session(), {
    ...{ name: 'فهد الدوسري', email: 'fahad@example.com', role: 'collector' as const },
    password: 'صباح الخير يا تبوك',
  })
  const segment = DeskSegment.parse({})
  const rules = [{ name: 'الكل', userIds: [gone, colleagueId], segment }]
  await changeDeskSettings(the.session(), { ...defaultDeskSettings, rules })
  await deactivateUser(the.session(), { id: gone })
  await changeDeskSettings(the.session(), {
    ...{ ...defaultDeskSettings, rules, caps: { callsADay: 2, attemptsIn30Days: 12 } },
  })
  const stranger = [{ name: 'الكل', userIds: [newId()], segment }]
  expect(
    await refused(changeDeskSettings(the.session(), { ...defaultDeskSettings, rules: stranger })),
  ).toBe('people.user_not_found')
  await changeDeskSettings(the.session(), defaultDeskSettings)
  await the.drain()
})

test('given by hand or by a rule, a customer stands in that collector’s queue alone', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  await assignDebtors(the.session(), { customerIds: [late.id], userId: colleagueId })
  await the.drain()
  expect((await rowOf(late.id, colleagueId))?.homeBecause).toBe('hand')
  expect(await rowOf(late.id, 'mine')).toBeUndefined()
  await assignDebtors(the.session(), { customerIds: [late.id], userId: null })
  await the.drain()
  expect((await rowOf(late.id, 'mine'))?.collector).toBeNull()
  const rule = {
    name: 'الكل',
    userIds: [colleagueId],
    segment: {
      tagsAnyOf: [],
      kindsAnyOf: [],
      languagesAnyOf: [],
      lateFrom: null,
      lateTo: null,
      daysFrom: null,
      daysTo: null,
    },
  }
  await changeDeskSettings(the.session(), { ...defaultDeskSettings, rules: [rule] })
  await the.drain()
  expect((await rowOf(late.id, colleagueId))?.homeBecause).toBe('rule')
  await changeDeskSettings(the.session(), defaultDeskSettings)
  await the.drain()
})

test('pages of the queue hold every customer once, whoever is expected to bring most first', async () => {
  for (let n = 1; n <= 7; n++) await debtor([{ due: '2026-11-12', riyals: 100 * n }])
  const seen: number[] = []
  const ids = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await listDesk(
      the.session(),
      DeskInput.parse({ whose: 'all', limit: 3, ...(cursor && { cursor }) }),
    )
    for (const row of page.rows) {
      seen.push(row.expected.minor)
      ids.add(row.customerId)
    }
    cursor = page.nextCursor ?? undefined
    if (!cursor) expect(ids.size).toBe(page.total)
  } while (cursor)
  expect(seen).toEqual(seen.toSorted((a, b) => b - a))
})
