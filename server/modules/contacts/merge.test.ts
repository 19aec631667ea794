import { expect, test } from 'vitest'
import { AddCustomer, type Customer } from '#core/contacts/customer.ts'
import { reaction } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse } from '#test/house.ts'
import { addCustomer, becameCustomer, createCustomer } from './add-customer.ts'
import { findCustomers } from './cards.ts'
import { changeCustomer } from './change-customer.ts'
import { showDuplicates } from './duplicates.ts'
import { offers } from './import-customers.ts'
import { listCustomers } from './list-customers.ts'
import { lockCustomer, lockCustomers, partiesOf } from './lock.ts'
import { listMerges, mergeCustomers, unmergeCustomers } from './merge-customers.ts'
import { showCustomer } from './show-customer.ts'
import { showTimeline } from './show-timeline.ts'
import { dismissSuggestion, listSuggestions } from './twins.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })

const add = (name: string, fields: Record<string, unknown> = {}): Promise<Customer> =>
  createCustomer(house.session(), AddCustomer.parse({ id: newId(), name, ...fields }))
const phone = (typed: string) => ({ id: newId(), kind: 'phone' as const, typed, primary: true })
const merge = (survivor: Customer, merged: Customer) =>
  mergeCustomers(house.session(), { id: survivor.id, mergeId: newId(), mergedId: merged.id })
const parties = (id: string) => look(house.session(), (from) => partiesOf(from, id))
const asked = { limit: 50, sort: 'name', direction: 'asc', archived: 'no' } as const
const found = async (q: string) =>
  (await listCustomers(house.session(), { ...asked, q })).rows.map(({ id }) => id)
/** Everything in the rows of these customers that a merge might touch. */
const rowsOf = (...ids: string[]) =>
  house.sql(
    `select c.*, (select jsonb_agg(i order by i.id) from customer_identity i where i.customer_id = c.id) as own
     from customer c where id = any($1::uuid[]) order by id`,
    [ids],
  )

test('a merged record answers through the survivor, and un-merging gives everything back', async () => {
  const survivor = await add('مؤسسة الدمج الأولى', { identities: [phone('0501000001')] })
  const merged = await add('مؤسسة الدمج الثانية', { identities: [phone('0501000002')] })
  const before = await rowsOf(survivor.id, merged.id)

  const one = await merge(survivor, merged)
  expect(one.merged.map(({ id }) => id)).toEqual([merged.id])
  expect(one.identities?.map(({ value }) => value)).toEqual(['+966501000001', '+966501000002'])
  expect(await parties(merged.id)).toEqual([survivor.id, merged.id])
  expect(await found('0501000002')).toEqual([survivor.id])
  expect(await found('الدمج الثانيه')).toEqual([survivor.id])
  const cards = await look(house.session(), (from) => findCustomers(from, [merged.id]))
  expect(cards.get(merged.id)).toMatchObject({ survivorId: survivor.id, phone: '+966501000002' })

  await unmergeCustomers(house.session(), { id: survivor.id, mergedId: merged.id })
  expect(await rowsOf(survivor.id, merged.id)).toEqual(before)
  expect(await parties(merged.id)).toEqual([merged.id])
  const history = (await listMerges(house.session(), { id: survivor.id })).rows
  expect(history).toHaveLength(1)
  expect(history[0]).toMatchObject({ by: 'نورة السبيعي', undoneBy: 'نورة السبيعي' })
})

test('merges of merges come apart anywhere in the chain', async () => {
  const [a, b, c] = [await add('سلسلة أ'), await add('سلسلة ب'), await add('سلسلة ج')]
  await merge(b, a)
  await merge(c, b)
  expect(await parties(a.id)).toEqual([c.id, ...[a.id, b.id].sort()])
  const again = merge(c, a)
  await expect(again).rejects.toMatchObject({ code: 'contacts.already_merged' })
  await unmergeCustomers(house.session(), { id: c.id, mergedId: b.id })
  expect(await parties(c.id)).toEqual([c.id])
  expect(await parties(a.id)).toEqual([b.id, a.id])
  await unmergeCustomers(house.session(), { id: b.id, mergedId: a.id })
  expect(await parties(b.id)).toEqual([b.id])
})

test('two people merging one pair both ways at once leave one survivor', async () => {
  for (let round = 0; round < 5; round++) {
    const [a, b] = [await add(`سباق ${round} أ`), await add(`سباق ${round} ب`)]
    const outcomes = await Promise.allSettled([merge(a, b), merge(b, a)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const standing = await house.sql<{ count: number }>(
      `select count(*)::int as count from customer where id = any($1::uuid[]) and survivor_id is null`,
      [[a.id, b.id]],
    )
    expect(standing[0]?.count).toBe(1)
  }
})

test('many are locked at once as each would be alone, whoever was merged among them', async () => {
  const [a, b, c, d] = [
    await add('جمع أ'),
    await add('جمع ب'),
    await add('جمع ج'),
    await add('جمع د'),
  ]
  await merge(a, b)
  await merge(c, a)
  const lock = reaction('test.lock_many', async (work, ids: string[]) => [
    await lockCustomers(work, ids),
    await Promise.all([lockCustomer(work, c.id), lockCustomer(work, d.id)]),
  ])
  const [many, single] = await lock(house.session(), [b.id, d.id, a.id, newId()])
  const byId = (list: typeof many) => list?.toSorted((x, y) => (x.id < y.id ? -1 : 1))
  expect(byId(many)).toEqual(byId(single))
  expect(many?.find(({ id }) => id === c.id)?.parties.toSorted()).toEqual(
    [a.id, b.id, c.id].toSorted(),
  )
})

test('whoever locks a customer while it is merged away gets the survivor and all parties', async () => {
  const lock = reaction('test.lock', async (work, id: string) => {
    const locked = await lockCustomer(work, id)
    // A payment takes a moment between its lock and its commit.
    await new Promise((done) => setTimeout(done, 30))
    const now = await partiesOf(work, id)
    return { locked, now }
  })
  for (let round = 0; round < 5; round++) {
    const [a, b] = [await add(`قفل ${round} أ`), await add(`قفل ${round} ب`)]
    const [seen] = await Promise.all([lock(house.session(), b.id), merge(a, b)])
    // Before the merge or after it, never between.
    expect(seen.now).toEqual(seen.locked.parties)
    expect(await lock(house.session(), b.id)).toMatchObject({ locked: { id: a.id } })
  }
})

test('a merged record is changed through its survivor only', async () => {
  const [a, b] = [await add('يُعدّل أ'), await add('يُعدّل ب')]
  await merge(a, b)
  const change = changeCustomer(house.session(), { id: b.id, version: 1, notes: 'x' })
  await expect(change).rejects.toMatchObject({
    ...{ code: 'contacts.merged_away', facts: { survivorId: a.id } },
  })
  const both = await showTimeline(house.session(), { id: a.id, limit: 50 })
  expect(both.rows.map(({ name }) => name)).toEqual([
    ...['contacts.customers_merged', 'contacts.customer_added', 'contacts.customer_added'],
  ])
})

test('duplicates are shown while typing, each with its reasons, to those who may see them', async () => {
  const known = await add('مؤسسة عبد الله القحطاني للسباكة', {
    vatNumber: '300000000000003',
    identities: [phone('0507778888')],
  })
  const similar = await add('مؤسسة عبدالله القحطاني للسباكه والتكييف')
  const typed = {
    name: 'عبدالله القحطاني للسباكة',
    phones: ['٠٥٠٧٧٧٨٨٨٨'],
    vatNumber: '300000000000003',
  }
  const rows = (await showDuplicates(house.session(), typed)).rows
  expect(rows[0]).toMatchObject({ customer: { id: known.id } })
  expect(rows[0]?.reasons.toSorted()).toEqual(['name', 'phone', 'vat_number'])
  expect(rows[1]).toMatchObject({ customer: { id: similar.id }, reasons: ['similar_name'] })
  const reader = house.session(['contacts.read'])
  const guessed = (await showDuplicates(reader, { ...typed, name: 'غيره تمامًا' })).rows
  expect(guessed).toEqual([])
  const itself = await showDuplicates(house.session(), { ...typed, exceptId: known.id })
  expect(itself.rows.map(({ customer }) => customer.id)).toEqual([similar.id])
})

test('suspected pairs wait on their page until merged, dismissed or no longer alike', async () => {
  const first = await add('شركة الميناء الذهبي', { identities: [phone('0531231231')] })
  const second = await add('شركه الميناء الذهبى', { identities: [phone('0531231231')] })
  await house.drain()
  const pair = async () => {
    const { rows } = await listSuggestions(house.session(), { limit: 100 })
    return rows.find((row) => row.first.id === first.id && row.second.id === second.id)
  }
  expect((await pair())?.reasons.toSorted()).toEqual(['name', 'phone'])
  await merge(first, second)
  expect(await pair()).toBeUndefined()
  await unmergeCustomers(house.session(), { id: first.id, mergedId: second.id })
  expect(await pair()).toBeDefined()
  await dismissSuggestion(house.session(), { firstId: second.id, secondId: first.id })
  expect(await pair()).toBeUndefined()
  await changeCustomer(house.session(), { id: second.id, version: second.version, notes: 'ملاحظة' })
  await house.drain()
  expect(await pair()).toBeUndefined()
})

test('a prospect that buys becomes a customer, once', async () => {
  const prospect = await add('عميل محتمل')
  const won = reaction('test.won', (work, id: string) => becameCustomer(work, id))
  await won(house.session(), prospect.id)
  await won(house.session(), prospect.id)
  const shown = await showCustomer(house.session(), prospect)
  expect(shown).toMatchObject({ stage: 'customer', wonAt: expect.any(String) })
  const told = await house.sql(
    `select 1 from event where name = 'contacts.customer_won' and about_id = $1`,
    [prospect.id],
  )
  expect(told).toHaveLength(1)
})

const imported = (fields: object) => ({
  ...{ id: newId(), code: null, name: 'عميل مستورد', nameEn: null, phone: null, email: null },
  ...{ vatNumber: null, registration: null, city: null, address: null, contactName: null },
  ...{ termsDays: null, note: null },
  ...fields,
})

test('an import writes customers, finds them again by any mark, and takes back the untouched', async () => {
  const write = reaction('test.import', (work, rows: ReturnType<typeof imported>[]) =>
    offers.importers.customers.write(work, rows),
  )
  const rows = [
    imported({
      code: 'CUST-7',
      name: 'شركة الاستيراد & شركاه',
      phone: '0561239999',
      termsDays: 30,
    }),
    imported({ name: 'مؤسسة ثانية', city: 'جدة', registration: 'ليس رقمًا' }),
  ]
  await write(house.session(), rows)
  const known = await look(house.session(), (from) =>
    offers.importers.customers.find(
      from,
      { vatNumbers: [], phones: ['+966561239999'], names: ['موسسهثانيه'] },
      null,
    ),
  )
  expect(known.map(({ name }) => name).toSorted()).toEqual(rows.map(({ name }) => name).toSorted())
  expect(known.find(({ number }) => number === 'CUST-7')).toBeDefined()
  const [first, second] = rows
  const shown = await showCustomer(house.session(), { id: second?.id ?? '' })
  expect(shown).toMatchObject({ notes: 'ليس رقمًا', address: { city: 'جدة' } })
  await changeCustomer(house.session(), { id: second?.id ?? '', version: 1, notes: 'عُدّل' })
  const undo = reaction('test.undo', (work, ids: string[]) =>
    offers.importers.customers.undo(work, ids),
  )
  const undone = await undo(
    house.session(),
    rows.map(({ id }) => id),
  )
  expect(undone).toEqual({
    undone: [first?.id],
    kept: [{ id: second?.id, name: 'مؤسسة ثانية', reason: 'changed' }],
  })
})

test('a door adds a customer inside the command of another, or leaves nothing when that fails', async () => {
  const id = newId()
  const failing = reaction('test.fails', async (work, name: string) => {
    await addCustomer(work, { id, name })
    throw new Error('the import stops here')
  })
  await expect(failing(house.session(), 'لن يبقى')).rejects.toThrow('stops')
  expect(await found('لن يبقي')).toEqual([])
})

test('a suspected pair tells no reason that a hidden field gives, and is dismissed by who reaches it', async () => {
  const first = await add('مكتبة الواحة', { identities: [phone('0501000077')] })
  const second = await add('قرطاسية الندى', { identities: [phone('0501000077')] })
  await house.drain()
  const pairOf = async (session: ReturnType<typeof house.session>) =>
    (await listSuggestions(session, { limit: 50 })).rows.find((row) =>
      [first.id, second.id].includes(row.first.id),
    )
  expect((await pairOf(house.session()))?.reasons).toEqual(['phone'])
  expect(await pairOf(house.session(['contacts.read']))).toBeUndefined()

  const stranger = {
    ...house.session({ 'contacts.merge': 'own' }),
    teamIds: [],
    actor: { kind: 'user' as const, id: newId(), name: 'سعد' },
  }
  await expect(
    dismissSuggestion(stranger, { firstId: first.id, secondId: second.id }),
  ).rejects.toMatchObject({ code: 'contacts.customer_not_found' })
})
