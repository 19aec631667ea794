import { expect, test } from 'vitest'
import { AddCustomer, type Customer } from '#core/contacts/customer.ts'
import type { Permission, Scope } from '#core/permission.ts'
import { formatPhone } from '#core/phone.ts'
import { command } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse } from '#test/house.ts'
import { createCustomer } from './add-customer.ts'
import { findCustomers, whatsappNumbers } from './cards.ts'
import { eraseCustomer } from './erase-customer.ts'
import { exportCustomers } from './export-customers.ts'
import { saveIdentity } from './identities.ts'
import { listCustomers } from './list-customers.ts'
import { lockCustomer, partiesOf } from './lock.ts'
import { mergeCustomers, unmergeCustomers } from './merge-customers.ts'
import { showCustomer } from './show-customer.ts'
import { listSuggestions } from './twins.ts'
import { markNumber, noteNumber, phonesOf } from './wrong-numbers.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })

let count = 0
const typed = () => {
  count += 1
  return `+9665010${String(10_000 + count)}`
}
const number = (value: string, more: Record<string, unknown> = {}) => ({
  ...{ id: newId(), kind: 'phone', typed: value, primary: true, ...more },
})
const add = (name: string, fields: Record<string, unknown> = {}): Promise<Customer> =>
  createCustomer(house.session(), AddCustomer.parse({ id: newId(), name, ...fields }))
const phoneOf = async (id: string) =>
  (await look(house.session(), (from) => findCustomers(from, [id]))).get(id)?.phone
const phones = (id: string) =>
  look(house.session(), async (from) => phonesOf(from, await partiesOf(from, id)))
const markOf = async (id: string, value: string) =>
  (await showCustomer(house.session(), { id })).identities?.find((each) => each.value === value)
    ?.wrong
const found = command(
  'contacts.change',
  async (work, { id, value }: { id: string; value: string }) =>
    noteNumber(work, await lockCustomer(work, id), value, 'wrong', 'outcome'),
)
const wrong = (id: string, value: string) => found(house.session(), { id, value })
const idOf = ({ identities }: Customer, value: string) =>
  identities?.find((each) => each.value === value)?.id ?? ''

test('a wrong number stays beside the customer, marked with who and when, and is offered no more', async () => {
  const value = typed()
  const made = await add('شركة الرقم', { identities: [number(value)] })
  const input = { customerId: made.id, id: idOf(made, value), wrong: true }
  const shown = await markNumber(house.session(), input)
  expect(shown.identities?.[0]?.wrong).toEqual({
    at: expect.stringMatching(/^2026-11-22T06:00/),
    by: 'نورة السبيعي',
  })
  expect(await phoneOf(made.id)).toBeNull()
  await markNumber(house.session(), { ...input, wrong: false })
  expect(await markOf(made.id, value)).toBeNull()
  expect(await phoneOf(made.id)).toBe(value)
  const log = await house.sql<{ before: object; after: object }>(
    `select before, after from audit where about_id = $1 and action = 'contacts.number_marked'
     order by at, seq`,
    [made.id],
  )
  const phone = `•••${value.slice(-3)}`
  expect(log).toEqual([
    { before: { wrong: false }, after: { phone, wrong: true, known_by: 'said' } },
    { before: { wrong: true }, after: { phone, wrong: false, known_by: 'said' } },
  ])
})

test('a person’s number takes its place, and carries their name', async () => {
  const [own, other] = [typed(), typed()]
  const contact = { id: newId(), name: 'سعد المطيري' }
  const { id } = await add('شركة بشخصين', {
    contacts: [contact],
    identities: [number(own), number(other, { primary: false, contactId: contact.id })],
  })
  await wrong(id, own)
  expect(await phoneOf(id)).toBe(other)
  expect((await phones(id)).map((each) => [each.value, each.person, each.wrong?.by])).toEqual([
    [own, null, 'نورة السبيعي'],
    [other, 'سعد المطيري', undefined],
  ])
})

test('another number in its place ends the mark; the same one written otherwise does not', async () => {
  const [value, next] = [typed(), typed()]
  const made = await add('شركة تصحح', { identities: [number(value)] })
  await wrong(made.id, value)
  const identity = {
    ...{ customerId: made.id, id: idOf(made, value), kind: 'phone' as const },
    ...{ primary: true, label: null, contactId: null },
  }
  await saveIdentity(house.session(), { ...identity, typed: value.replace('+966', '0') })
  expect(await phoneOf(made.id)).toBeNull()
  const saved = await saveIdentity(house.session(), { ...identity, typed: next })
  expect(saved.wrong).toBeNull()
  const [log] = await house.sql<{ before: object; after: object }>(
    `select before, after from audit where about_id = $1 and action = 'contacts.identity_saved'
     order by at desc, seq desc limit 1`,
    [made.id],
  )
  const { id } = identity
  expect(log).toEqual({
    before: { id, kind: 'phone', value: `•••${value.slice(-3)}`, wrong: true },
    after: { id, kind: 'phone', value: `•••${next.slice(-3)}`, wrong: false },
  })
  expect(await phoneOf(made.id)).toBe(next)
})

test('what was found wrong under one record is used under none that it is merged with', async () => {
  const value = typed()
  const one = await add('دمج برقم واحد أ', { identities: [number(value)] })
  const two = await add('دمج برقم واحد ب', {
    identities: [number(value), number(value, { kind: 'whatsapp', primary: false })],
  })
  await wrong(one.id, value)
  expect(await phoneOf(two.id)).toBe(value)
  const input = { id: two.id, mergeId: newId(), mergedId: one.id }
  await mergeCustomers(house.session(), input)
  for (const id of [one.id, two.id]) expect(await phoneOf(id)).toBeNull()
  expect(await look(house.session(), (from) => whatsappNumbers(from, [two.id]))).toEqual(new Map())
  expect((await phones(two.id)).every((each) => each.wrong !== null)).toBe(true)
  await unmergeCustomers(house.session(), { id: two.id, mergedId: one.id })
  expect([await phoneOf(one.id), await phoneOf(two.id)]).toEqual([null, value])

  await mergeCustomers(house.session(), { ...input, mergeId: newId() })
  const shown = await showCustomer(house.session(), { id: two.id })
  await markNumber(house.session(), { customerId: two.id, id: idOf(shown, value), wrong: false })
  expect(await phoneOf(two.id)).toBe(value)
})

test('who has none but a wrong number is listed and exported with it as one, to whoever sees numbers', async () => {
  const [value, right, other] = [typed(), typed(), typed()]
  const made = await add('مطاعم العنوان القديم', { identities: [number(value)] })
  const twin = await add('مطاعم العنوان القديم', {
    identities: [number(right), number(other, { primary: false })],
  })
  await wrong(made.id, value)
  await wrong(twin.id, other)
  await house.drain()
  const asked = {
    sort: 'name' as const,
    direction: 'asc' as const,
    archived: 'no' as const,
    limit: 9,
  }
  const listed = async (session = house.session()) =>
    (await listCustomers(session, { ...asked, q: 'مطاعم العنوان' })).rows
      .map(({ id, phone, wrongPhone }) => [id, phone, wrongPhone])
      .toSorted()
  const both = [
    [made.id, null, value],
    [twin.id, right, null],
  ].toSorted()
  expect(await listed()).toEqual(both)
  const none = [made.id, twin.id].map((id) => [id, null, null]).toSorted()
  expect(await listed(house.session(['contacts.read']))).toEqual(none)

  const { rows } = await listSuggestions(house.session(), { limit: 100 })
  const pair = rows.find(({ first, second }) => [first.id, second.id].includes(made.id))
  const sides = pair && [pair.first, pair.second]
  expect(sides?.map(({ id, phone, wrongPhone }) => [id, phone, wrongPhone]).toSorted()).toEqual(
    both,
  )

  const { body } = await exportCustomers(house.session(), {
    ...{ sort: 'name', direction: 'asc', archived: 'no', q: 'مطاعم العنوان' },
    ...{ format: 'csv', language: 'ar' },
  })
  const lines = (await body.text()).split('\n')
  expect(lines.find((line) => line.includes(made.number))).toContain(
    `${formatPhone(value)} (رقم خاطئ)`,
  )
  expect(lines.find((line) => line.includes(twin.number))).not.toContain('رقم خاطئ')
})

test('erasing a person leaves neither the number nor its mark', async () => {
  const value = typed()
  const { id } = await add('سلمان الشهري', { kind: 'person', identities: [number(value)] })
  await wrong(id, value)
  await eraseCustomer(house.session(), { id })
  expect(await house.sql('select 1 from customer_identity where customer_id = $1', [id])).toEqual(
    [],
  )
})

test('who reaches only their own customers, or sees no numbers, marks none', async () => {
  const value = typed()
  const made = await add('شركة غيرك', { identities: [number(value)] })
  const input = { customerId: made.id, id: idOf(made, value), wrong: true }
  const own: Partial<Record<Permission, Scope>> = {
    'contacts.change': 'own',
    'contacts.see_identities': 'own',
  }
  await expect(markNumber(house.session(own), input)).rejects.toMatchObject({
    code: 'contacts.customer_not_found',
  })
  const blind = house.session(['contacts.change', 'contacts.read'])
  await expect(markNumber(blind, input)).rejects.toMatchObject({ code: 'access.forbidden' })
  expect(await phoneOf(made.id)).toBe(value)
  const mail = await add('شركة ببريد', {
    identities: [{ id: newId(), kind: 'email', typed: 'wrong@example.com' }],
  })
  await expect(
    markNumber(house.session(), {
      ...{ customerId: mail.id, id: mail.identities?.[0]?.id ?? '', wrong: true },
    }),
  ).rejects.toMatchObject({ code: 'contacts.not_a_number' })
})
