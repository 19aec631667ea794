import { beforeAll, expect, test } from 'vitest'
import { DeskInput, RecordContact } from '#core/collections/desk-api.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { mergeCustomers } from '#modules/contacts/merge-customers.ts'
import { addUser } from '#modules/people/index.ts'
import type { Session } from '#platform/session.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { cancelPromise } from '../promises.ts'
import { skipDebtor } from './assign.ts'
import { rebuildDesk } from './build.ts'
import { listContacts } from './contacts.ts'
import { leaveLock, showLock, takeLock } from './lock.ts'
import { listDesk } from './queue.ts'
import { recordContact } from './record-contact.ts'

const { the, debtor, on } = openChase()

const rowOf = async ({ id }: Debtor, when: 'now' | 'later') => {
  const asked = DeskInput.parse({ whose: 'all', when, limit: 200 })
  const { rows } = await listDesk(the.session(), asked)
  return rows.find((row) => row.customerId === id)
}
type Said = Partial<RecordContact> & Pick<RecordContact, 'customerId' | 'outcome'>
const record = (said: Said, session: Session = the.session()) =>
  recordContact(session, RecordContact.parse({ id: newId(), ...said }))
const refused = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  )
const take = (session: Session, { id: customerId }: Debtor, takeOver = false) =>
  takeLock(session, { customerId, takeOver })
const merge = (survivor: Debtor, merged: Debtor) =>
  mergeCustomers(the.session(), { id: survivor.id, mergeId: newId(), mergedId: merged.id })

const atDesk: Permission[] = ['collections.read', 'collections.work', 'collections.promise']
let majedId = ''
const majed = (more: Permission[] = []): Session => ({
  ...the.session([...atDesk, ...more]),
  actor: { kind: 'user', id: majedId, name: 'ماجد العتيبي' },
})

beforeAll(async () => {
  the.setNow(now)
  await on()
  majedId = await addUser(the.session(), {
    name: 'ماجد العتيبي',
    email: 'majed@example.com',
    role: 'collector',
    password: 'صباح الخير يا جدة',
  })
  await the.drain()
})

test('two whose customers are merged in their hands: one has them, the other is told', async () => {
  const [kept, gone] = [
    await debtor([{ due: '2026-11-12' }]),
    await debtor([{ due: '2026-11-10' }]),
  ]
  await take(majed(), gone)
  await take(the.session(), kept)
  await merge(kept, gone)
  const saved = await Promise.all(
    [the.session(), majed()].map((session) =>
      refused(record({ customerId: gone.id, outcome: 'no_answer' }, session)),
    ),
  )
  expect(saved.toSorted()).toEqual(['collections.desk_held', undefined])
  await the.drain()
  // A lead who takes them over has them, whichever record the other held.
  for (const session of [the.session(), majed(['collections.lead'])]) {
    expect((await take(session, kept, true)).lock?.mine).toBe(true)
    expect(await refused(record({ customerId: kept.id, outcome: 'no_answer' }, session))).toBe(
      undefined,
    )
  }
})

test('who holds a record that is merged away is still seen in the queue, and lets go of all', async () => {
  const [kept, gone] = [
    await debtor([{ due: '2026-11-12' }]),
    await debtor([{ due: '2026-11-10' }]),
  ]
  await take(majed(), gone)
  await merge(kept, gone)
  await the.drain()
  expect((await rowOf(kept, 'now'))?.lock?.by.id).toBe(majedId)
  await take(majed(), kept)
  await leaveLock(majed(), { customerId: kept.id })
  expect((await showLock(the.session(), { id: kept.id })).lock).toBeNull()
})

test('what a customer agreed to after they were passed over is the day that counts', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  await skipDebtor(majed(), {
    ...{ id: newId(), customerId: late.id, reason: 'مجلس إدارتهم منعقد' },
    until: '2026-12-20',
  })
  await the.drain()
  expect((await rowOf(late, 'later'))?.waits).toBe('skipped')
  the.setNow('2026-11-22T08:10:00Z')
  const back = { on: '2026-11-22', minute: 15 * 60 }
  await record({
    customerId: late.id,
    outcome: 'call_back',
    direction: 'in',
    followUp: back,
  })
  await the.drain()
  expect((await rowOf(late, 'later'))?.dueAt).toBe('2026-11-22T12:00:00.000Z')
  the.setNow(now)
})

test('a promise on the phone that is taken back brings its customer back', async () => {
  const late = await debtor([{ due: '2026-11-12', riyals: 500 }])
  const made = await record({
    customerId: late.id,
    outcome: 'promised',
    promise: { id: newId(), amount: sar(500), dueOn: '2026-11-26' },
  })
  await the.drain()
  expect((await rowOf(late, 'later'))?.waits).toBe('promise')
  the.setNow('2026-11-22T08:10:00Z')
  await cancelPromise(the.session(), { id: made.promiseId ?? '', reason: 'سُجل بالخطأ' })
  await the.drain()
  expect(await rowOf(late, 'now')).toBeDefined()
  the.setNow(now)
})

test('an outcome saved by many at once is one contact, and another body is refused', async () => {
  const late = await debtor([{ due: '2026-11-12', riyals: 500 }])
  const id = newId()
  const said = { customerId: late.id, id, outcome: 'promised' } as const
  const promise = { id: newId(), amount: sar(500), dueOn: '2026-11-26' }
  await Promise.all(Array.from({ length: 8 }, () => record({ ...said, promise })))
  const { total } = await listContacts(the.session(), { id: late.id, limit: 9 })
  const promises = await the.sql('select state from promise where customer_id = $1', [late.id])
  expect([total, promises]).toEqual([1, [{ state: 'open' }]])
  expect(await refused(record({ ...said, outcome: 'no_answer' }))).toBe('request.id_reused')
})

test('a lead takes a customer over while the other saves: one outcome, or a plain no', async () => {
  for (let n = 0; n < 5; n++) {
    const late = await debtor([{ due: '2026-11-12' }])
    await take(majed(), late)
    const [over, saved] = await Promise.all([
      take(the.session(), late, true),
      refused(record({ customerId: late.id, outcome: 'no_answer' }, majed())),
    ])
    expect(over.lock?.mine).toBe(true)
    expect([undefined, 'collections.desk_held']).toContain(saved)
    const { total } = await listContacts(the.session(), { id: late.id, limit: 9 })
    expect(total).toBe(saved === undefined ? 1 : 0)
  }
  await rebuildDesk(the.session(), {})
})
