import { beforeAll, expect, test } from 'vitest'
import { RecordContact } from '#core/collections/desk-api.ts'
import type { Permission } from '#core/permission.ts'
import { saveContact, saveIdentity } from '#modules/contacts/identities.ts'
import { showTimeline } from '#modules/contacts/show-timeline.ts'
import { openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { showCard } from './card.ts'
import { recordContact } from './record-contact.ts'

const { the, debtor, on } = openChase()
beforeAll(async () => {
  await on()
})

let count = 0
/** A debtor with a number of their own and one of a person there. */
async function late() {
  count += 1
  const { id } = await debtor([{ due: '2026-11-12' }])
  const [own, person] = [`+9665020${10_000 + count}`, `+9665030${10_000 + count}`]
  const contactId = newId()
  const save = (typed: string, more: { primary: boolean; contactId: string | null }) =>
    saveIdentity(the.session(), {
      ...{ id: newId(), customerId: id, kind: 'phone', typed, label: null },
      ...more,
    })
  await saveContact(the.session(), {
    ...{ id: contactId, customerId: id, name: 'هند القحطاني', title: null, primary: true },
  })
  const { id: identityId } = await save(own, { primary: true, contactId: null })
  return {
    ...{ id, own, person, identityId },
    known: () => save(person, { primary: false, contactId }),
  }
}
const card = async (id: string) => {
  await the.drain()
  return showCard(the.session(), { id })
}
const record = (
  customerId: string,
  outcome: 'wrong_number' | 'call_back' | 'no_answer',
  more: Partial<RecordContact> = {},
  session = the.session(),
) =>
  recordContact(
    session,
    RecordContact.parse({
      ...{ id: newId(), customerId, outcome, ...more },
      ...(outcome === 'call_back' && { followUp: { on: '2026-11-24', minute: 600 } }),
    }),
  )

test('the outcome marks the number that was called, and the next step is to find the right one', async () => {
  const { id, own, identityId } = await late()
  expect((await card(id)).phone).toBe(own)
  await record(id, 'wrong_number')
  const after = await card(id)
  expect(after.phone).toBeNull()
  expect(after.phones).toEqual([
    {
      ...{ identityId, customerId: id, value: own, label: null, primary: true },
      ...{ contactId: null, person: null },
      wrong: { at: expect.stringMatching(/^2026-11-22T08:0/), by: 'نورة السبيعي' },
    },
  ])
  expect(after.row?.step).toBe('find_number')
  expect(after.row?.why.map(({ code }) => code)).toContain('wrong_number')
  const { rows } = await showTimeline(the.session(), { id, limit: 50 })
  expect(rows.find(({ name }) => name === 'contacts.number_marked')?.facts).toMatchObject({
    ...{ mark: 'wrong', because: 'outcome' },
  })
})

test('a person’s number is offered in its place, and is marked when it is wrong too', async () => {
  const { id, own, person, known } = await late()
  await known()
  await record(id, 'wrong_number')
  const after = await card(id)
  expect([after.phone, after.row?.step]).toEqual([person, 'call'])
  await record(id, 'wrong_number', { override: 'رقم آخر' })
  const both = await card(id)
  expect(both.phones.map(({ value, wrong }) => [value, wrong !== null])).toEqual([
    [own, true],
    [person, true],
  ])
  expect(both.row?.step).toBe('find_number')
})

test('the right number in its place is called at once', async () => {
  const { id, identityId } = await late()
  await record(id, 'wrong_number')
  await saveIdentity(the.session(), {
    ...{ id: identityId, customerId: id, kind: 'phone', typed: '0559990001' },
    ...{ primary: true, label: null, contactId: null },
  })
  const after = await card(id)
  expect([after.phone, after.row?.step]).toEqual(['+966559990001', 'call'])
})

test('spoken with on the marked number, it is right after all; on no number in particular, it is not', async () => {
  const { id, own } = await late()
  await record(id, 'wrong_number')
  await record(id, 'call_back', { direction: 'in' })
  expect((await card(id)).phone).toBeNull()
  await record(id, 'no_answer', { phone: own })
  expect((await card(id)).phone).toBeNull()
  await record(id, 'call_back', { phone: own, direction: 'in' })
  expect((await card(id)).phone).toBe(own)
})

test('a visit says nothing of a number, and a number that is not theirs is refused', async () => {
  const { id, own } = await late()
  await record(id, 'wrong_number', { channel: 'visit' })
  expect((await card(id)).phone).toBe(own)
  await expect(record(id, 'wrong_number', { phone: '+966500000009' })).rejects.toMatchObject({
    code: 'collections.phone_unknown',
  })
})

test('who may see no numbers is shown none and names none, and their outcome marks what was called', async () => {
  const { id, own } = await late()
  const blind: Permission[] = ['collections.read', 'collections.work', 'contacts.read']
  await expect(
    record(id, 'wrong_number', { phone: own }, the.session(blind)),
  ).rejects.toMatchObject({ code: 'access.forbidden' })
  await record(id, 'wrong_number', {}, the.session(blind))
  await the.drain()
  const shown = await showCard(the.session(blind), { id })
  expect([shown.phone, shown.phones, shown.row?.step]).toEqual([null, [], 'find_number'])
  expect((await card(id)).phones[0]?.wrong).not.toBeNull()
})
