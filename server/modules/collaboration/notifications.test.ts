import { expect, test } from 'vitest'
import type { NotificationKind } from '#core/collaboration/notification.ts'
import { ReminderHeld } from '#core/collections/events.ts'
import type { Event } from '#core/event.ts'
import { ImportFinished } from '#core/importing/events.ts'
import { BooksProblemFound } from '#core/ledger/events.ts'
import { MessageFailed } from '#core/messaging/events.ts'
import { PaymentRecorded } from '#core/payments/events.ts'
import type { Permission, Scope } from '#core/permission.ts'
import { reaction, type Work } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import type { Actor, Session } from '#platform/session.ts'
import { client } from '#test/browserless.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import {
  countUnread,
  listNotifications,
  listSettings,
  readAll,
  readNotification,
  setKind,
} from './notifications.ts'
import { notify } from './notify.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
const system: Actor = { kind: 'system', id: null, name: 'وصل' }
const firstPage = { limit: 50 }

/** A user who works here, with one role of exactly these permissions, signed in. */
async function hire(grants: Partial<Record<Permission, Scope>>): Promise<Session> {
  const [id, roleId] = [newId(), newId()]
  const { companyId } = house.company
  const given = { 'collaboration.read': 'all', ...grants }
  await house.sql('insert into role (company_id, id, name, grants) values ($1, $2, $3, $4)', [
    companyId,
    roleId,
    roleId.slice(-12),
    JSON.stringify(given),
  ])
  await house.sql(
    `insert into member (company_id, id, person_id, name, email, created_at)
     values ($1, $2, $2, 'سلمان العتيبي', $3, now())`,
    [companyId, id, `${id}@example.com`],
  )
  await house.sql('insert into member_role values ($1, $2, $3)', [companyId, id, roleId])
  const session = house.session(given as Partial<Record<Permission, Scope>>)
  return { ...session, actor: { kind: 'user', id, name: 'سلمان العتيبي' }, teamIds: [id] }
}

async function customerOf(
  ownerId: string | null,
  name = 'مؤسسة الرواد للمقاولات',
): Promise<string> {
  const call = client(house)
  await call('POST', '/sessions', { email: house.company.email, password: 'صباح الخير يا جدة' })
  const id = newId()
  const added = await call('POST', '/customers', { id, kind: 'company', name, ownerId })
  expect(added.status).toBe(200)
  return id
}

/** Says something aloud as another module would, and lets everyone hear it. */
async function say(event: Event, facts: object, actor = system) {
  const about = { kind: 'test', id: newId() }
  const speak = reaction('test.say', async (work: Work) => work.publish(event, about, facts))
  await speak({ ...house.session(), actor }, undefined)
  await house.drain()
}
const paid = (customerId: string, riyals: number) => ({
  paymentId: newId(),
  customerId,
  amount: sar(riyals),
  paidOn: '2026-11-22',
  settled: [],
})
const kindsOf = async (reader: Session): Promise<NotificationKind[]> =>
  (await listNotifications(reader, firstPage)).rows.map(({ kind }) => kind)

test('tells of a payment whoever may record one, and the owner of the customer', async () => {
  const accountant = await hire({ 'payments.record': 'all', 'contacts.read': 'all' })
  const seller = await hire({ 'payments.read': 'own', 'contacts.read': 'own' })
  const stranger = await hire({ 'payments.read': 'own', 'contacts.read': 'own' })
  const customerId = await customerOf(seller.actor.id, 'شركة النخيل')

  await say(PaymentRecorded, paid(customerId, 400))

  const [line] = (await listNotifications(accountant, firstPage)).rows
  expect(line).toMatchObject({
    kind: 'payment_received',
    customer: { id: customerId, name: 'شركة النخيل' },
    facts: { amount: sar(400) },
    times: 1,
    readAt: null,
  })
  expect(await kindsOf(seller)).toEqual(['payment_received'])
  expect(await kindsOf(stranger)).toEqual([])
})

test('a permission over one’s own customers hears of no other’s', async () => {
  const seller = await hire({ 'payments.record': 'own', 'contacts.read': 'own' })
  await say(PaymentRecorded, paid(await customerOf(null), 10))
  expect(await kindsOf(seller)).toEqual([])
  await say(PaymentRecorded, paid(await customerOf(seller.actor.id, 'مطعم البحر'), 10))
  expect(await kindsOf(seller)).toEqual(['payment_received'])
})

test('tells nobody what they have just done themselves', async () => {
  const accountant = await hire({ 'payments.record': 'all' })
  await say(PaymentRecorded, paid(await customerOf(null, 'ورشة التقدم'), 10), accountant.actor)
  expect(await kindsOf(accountant)).toEqual([])
})

test('an import tells the one who began it, and the others when nobody did', async () => {
  const one = await hire({ 'importing.run': 'all' })
  const other = await hire({ 'importing.run': 'all' })
  const facts = { importId: newId(), customers: 12, invoices: 40, payments: 0 }
  await say(ImportFinished, facts, one.actor)
  expect([await kindsOf(one), await kindsOf(other)]).toEqual([['import_finished'], []])
  await say(ImportFinished, { ...facts, importId: newId() })
  expect(await kindsOf(other)).toEqual(['import_finished'])
})

test('work of one kind that waits is one line with a count, until it is read', async () => {
  const manager = await hire({ 'collections.approve': 'all' })
  const customerId = await customerOf(null, 'أسواق الفجر')
  const held = (riyals: number, reason = 'needs_approval') => ({
    reminderId: newId(),
    customerId,
    stepKey: 'last',
    amount: sar(riyals),
    verdict: 'hold',
    reasons: [reason],
  })
  await say(ReminderHeld, held(5, 'opted_out'))
  expect(await kindsOf(manager)).toEqual([])
  for (const riyals of [10, 20, 30]) await say(ReminderHeld, held(riyals))
  const { rows } = await listNotifications(manager, firstPage)
  expect(rows).toMatchObject([{ kind: 'reminder_waiting', times: 3, facts: { amount: sar(30) } }])

  await readNotification(manager, { id: rows[0]?.id ?? '' })
  await say(ReminderHeld, held(40))
  const after = await listNotifications(manager, firstPage)
  expect(after.rows.map(({ times, readAt }) => [times, readAt === null])).toEqual([
    [1, true],
    [3, false],
  ])
  expect(await countUnread(manager, {})).toEqual({ count: 1 })
})

test('twenty pieces of news at once make one line that counts them all', async () => {
  const readers = await Promise.all([1, 2, 3].map(() => hire({ 'messaging.manage': 'all' })))
  const news = () => ({
    kind: 'message_failed' as const,
    about: { kind: 'message', id: newId() },
    customerId: null,
    facts: { reason: 'rejected' },
  })
  const tell = reaction('test.tell', (work) => notify(work, news()))
  await Promise.all(
    Array.from({ length: 20 }, () => tell({ ...house.session(), actor: system }, undefined)),
  )
  for (const reader of readers)
    expect((await listNotifications(reader, firstPage)).rows).toMatchObject([{ times: 20 }])
})

test('who turned a kind off does not hear of it; only kinds one can hear are offered', async () => {
  const reader = await hire({ 'messaging.manage': 'all', 'ledger.read': 'all' })
  expect((await listSettings(reader, {})).rows).toEqual([
    { kind: 'message_failed', on: true },
    { kind: 'message_unknown', on: true },
    { kind: 'account_troubled', on: true },
    { kind: 'books_problem', on: true },
  ])
  await setKind(reader, { kind: 'message_failed', on: false })
  await setKind(reader, { kind: 'message_failed', on: false })
  const about = { kind: 'invoice', id: newId() }
  const failed = { messageId: newId(), customerId: null, category: 'invoice', about }
  await say(MessageFailed, { ...failed, reason: 'rejected' })
  await say(BooksProblemFound, { invariants: ['balanced', 'settled'] })
  expect(await kindsOf(reader)).toEqual(['books_problem'])
  await setKind(reader, { kind: 'message_failed', on: true })
  await say(MessageFailed, { ...failed, reason: 'rejected' })
  expect(await kindsOf(reader)).toContain('message_failed')
})

test('nobody reads another’s, and reading all leaves what came later', async () => {
  const [one, other] = [
    await hire({ 'payments.record': 'all' }),
    await hire({ 'payments.record': 'all' }),
  ]
  const customerId = await customerOf(null, 'مخبز السنابل')
  await say(PaymentRecorded, paid(customerId, 1))
  await say(PaymentRecorded, paid(customerId, 2))
  const { rows, total } = await listNotifications(one, { limit: 1 })
  expect([rows.length, total]).toEqual([1, 2])
  await expect(readNotification(other, { id: rows[0]?.id ?? '' })).rejects.toMatchObject({
    code: 'collaboration.notification_not_found',
  })

  const older = await listNotifications(one, { limit: 1, cursor: await nextOf(one) })
  expect(older.rows[0]?.facts.amount).toEqual(sar(1))
  await readAll(one, { through: older.rows[0]?.at ?? '' })
  expect(await countUnread(one, {})).toEqual({ count: 1 })
  expect(await countUnread(other, {})).toEqual({ count: 2 })
  await readAll(one, { through: new Date(Date.now() + house.house.clock.offsetMs).toISOString() })
  expect(await countUnread(one, {})).toEqual({ count: 0 })
})
const nextOf = async (reader: Session) =>
  (await listNotifications(reader, { limit: 1 })).nextCursor ?? ''

test('a customer out of the reader’s sight is not named, and another company sees nothing', async () => {
  const accountant = await hire({ 'payments.record': 'all', 'contacts.read': 'own' })
  await say(PaymentRecorded, paid(await customerOf(null, 'سر المهنة'), 7))
  expect((await listNotifications(accountant, firstPage)).rows).toMatchObject([{ customer: null }])
  const elsewhere = await house.anotherCompany()
  const seen = await look(house.session(undefined, elsewhere), ({ run }) =>
    run('select id from notification', []),
  )
  expect(seen).toEqual([])
})

test('the night clears what was read long ago, and keeps what was not', async () => {
  const reader = await hire({ 'payments.record': 'all' })
  const customerId = await customerOf(null, 'بقالة الحي')
  await say(PaymentRecorded, paid(customerId, 1))
  await readAll(reader, { through: '2026-11-23T00:00:00Z' })
  await say(PaymentRecorded, paid(customerId, 2))
  house.setNow('2027-03-01T09:00:00+03:00')
  await house.house.jobs.get('collaboration.sweep')?.run({ ...house.session() }, {})
  const { rows } = await listNotifications(reader, firstPage)
  expect(rows.map(({ facts }) => facts.amount)).toEqual([sar(2)])
  house.setNow('2026-11-22T09:00:00+03:00')
})
