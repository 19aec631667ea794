import { expect, test } from 'vitest'
import type { AddCustomer } from '#core/contacts/customer.ts'
import { AddCustomer as Shape } from '#core/contacts/customer.ts'
import type { Permission, Scope } from '#core/permission.ts'
import { newId, openHouse } from '#test/house.ts'
import { createCustomer } from './add-customer.ts'
import { archiveCustomer, unarchiveCustomer } from './archive-customer.ts'
import { changeCustomer } from './change-customer.ts'
import { changeMany } from './change-many.ts'
import { eraseCustomer } from './erase-customer.ts'
import { saveContact, saveIdentity } from './identities.ts'
import { findByWords, listCustomers, listFacets } from './list-customers.ts'
import { showCustomer } from './show-customer.ts'
import { showTimeline } from './show-timeline.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })

const customer = (fields: Record<string, unknown> = {}): AddCustomer =>
  Shape.parse({ id: newId(), name: 'مؤسسة نجد للمقاولات', ...fields })
const phone = (typed: string) => ({ id: newId(), kind: 'phone' as const, typed, primary: true })
const email = (typed: string) => ({ id: newId(), kind: 'email' as const, typed, primary: true })
const asked = { limit: 50, sort: 'name', direction: 'asc', archived: 'no' } as const
const namesFor = async (q: string, grants?: Permission[]) =>
  (await listCustomers(house.session(grants), { ...asked, q })).rows.map(({ name }) => name)
const everything: Permission[] = ['contacts.read', 'contacts.change']

test('a customer is added with its people and identities, numbered, audited and told', async () => {
  const input = customer({
    vatNumber: '٣١٠٢٨٤٧٥٦١٠٠٠٠٣',
    contacts: [{ id: newId(), name: 'فهد العنزي', title: 'مدير المشتريات', primary: true }],
    identities: [phone('٠٥٠ ٥٥١ ٢٨٤٧'), email('Fahad@Najd.sa')],
    address: { city: 'الرياض', country: 'SA' },
  })
  const added = await createCustomer(house.session(), input)
  expect(added.number).toMatch(/^C-\d{5}$/)
  expect(added.vatNumber).toBe('310284756100003')
  expect(added.identities?.map(({ value }) => value).toSorted()).toEqual([
    '+966505512847',
    'fahad@najd.sa',
  ])
  const lines = await house.sql<{ action: string; after: object }>(
    'select action, after from audit where about_id = $1',
    [input.id],
  )
  expect(lines.map(({ action }) => action)).toEqual(['contacts.customer_added'])
  const [event] = await house.sql<{ name: string }>(
    'select name from event where customer_id = $1',
    [input.id],
  )
  expect(event?.name).toBe('contacts.customer_added')
})

test('the same customer sent three times at once is added once', async () => {
  const input = customer({ name: 'شركة أفق الشرق' })
  const all = await Promise.all([1, 2, 3].map(() => createCustomer(house.session(), input)))
  expect(new Set(all.map(({ number }) => number)).size).toBe(1)
  expect(await namesFor('افق الشرق')).toHaveLength(1)
})

test('customers added at the same moment take different numbers, without a gap', async () => {
  const inputs = Array.from({ length: 8 }, (_, at) => customer({ name: `عميل متزامن ${at}` }))
  const added = await Promise.all(inputs.map((input) => createCustomer(house.session(), input)))
  const numbers = added.map(({ number }) => Number(number.slice(2))).sort((a, b) => a - b)
  expect(numbers.map((number) => number - (numbers[0] ?? 0))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('a phone that is none, and an e-mail that is none, are refused by name', async () => {
  const bad = createCustomer(house.session(), customer({ identities: [phone('12345')] }))
  await expect(bad).rejects.toMatchObject({ code: 'contacts.phone_invalid' })
  const worse = createCustomer(house.session(), customer({ identities: [email('najd.sa')] }))
  await expect(worse).rejects.toMatchObject({ code: 'contacts.email_invalid' })
})

test('a customer is found by any spelling of the name, by phone however typed, by e-mail and VAT', async () => {
  const name = 'مُؤسَّسة الأُسرة للتجارة'
  await createCustomer(
    house.session(),
    customer({
      name,
      nameEn: 'Al Osra Trading Est.',
      vatNumber: '301112223330003',
      identities: [phone('00966 54 123 9876'), email('accounts@alosra.example')],
      contacts: [{ id: newId(), name: 'هيفاء الدوسري' }],
    }),
  )
  for (const words of [
    ...['موسسه الاسره', 'الأسرة', 'osra', 'للتجاره مؤسسة'],
    ...[
      '0541239876',
      '٠٥٤١٢٣٩٨٧٦',
      '+966 54 123 9876',
      '1239876',
      'accounts@alosra',
      '301112223330003',
    ],
    'هيفا',
  ])
    expect(await namesFor(words), words).toEqual([name])
  expect(await namesFor('100%')).toEqual([])
})

test('who may not see identities or tax numbers gets null, and is refused what would tell', async () => {
  const input = customer({
    name: 'مكتب السر المكنون',
    vatNumber: '399998888877773',
    identities: [phone('0559998888')],
  })
  await createCustomer(house.session(), input)
  const reader = house.session(['contacts.read', 'contacts.change'])
  const shown = await showCustomer(reader, { id: input.id })
  expect(shown).toMatchObject({ vatNumber: null, identities: null })
  expect(shown.hidden).toEqual(['identities', 'tax_numbers'])
  expect(await namesFor('0559998888', everything)).toEqual([])
  expect(await namesFor('399998888877773', everything)).toEqual([])
  expect(await namesFor('السر المكنون', everything)).toHaveLength(1)
  const [row] = (await listCustomers(reader, { ...asked, q: 'المكنون' })).rows
  expect(row).toMatchObject({ phone: null, vatNumber: null })
  const refusedWith = { code: 'access.field_hidden' }
  for (const said of [{ phone: '0559998888' }, { vatNumber: '399998888877773' }])
    await expect(listCustomers(reader, { ...asked, ...said })).rejects.toMatchObject(refusedWith)
  await expect(listCustomers(reader, { ...asked, sort: 'vatNumber' })).rejects.toMatchObject(
    refusedWith,
  )
  const write = changeCustomer(reader, { id: input.id, version: 1, vatNumber: null })
  await expect(write).resolves.toMatchObject({ version: 1 })
  const overwrite = changeCustomer(reader, {
    ...{ id: input.id, version: 1 },
    vatNumber: '311111111111113',
  })
  await expect(overwrite).rejects.toMatchObject(refusedWith)
  expect((await showCustomer(house.session(), input)).vatNumber).toBe('399998888877773')
})

test('the second of two who change the same record is told who was first', async () => {
  const input = customer({ name: 'شركة التزامن' })
  const { version } = await createCustomer(house.session(), input)
  await changeCustomer(house.session(), { id: input.id, version, notes: 'الأول' })
  const late = changeCustomer(house.session(), { id: input.id, version, notes: 'الثاني' })
  await expect(late).rejects.toMatchObject({
    code: 'request.stale',
    facts: { changedBy: 'نورة السبيعي', version: version + 1 },
  })
})

test('a change tells what is different and nothing else', async () => {
  const input = customer({ name: 'شركة الفرق' })
  const { version } = await createCustomer(house.session(), input)
  await changeCustomer(house.session(), {
    ...{ id: input.id, version },
    ...{ name: 'شركة الفرق الجديدة', language: 'ar', tags: ['VIP'] },
  })
  const [line] = await house.sql(
    `select before, after from audit where about_id = $1 and action = 'contacts.customer_changed'`,
    [input.id],
  )
  expect(line).toEqual({
    before: { name: 'شركة الفرق', tags: [] },
    after: { name: 'شركة الفرق الجديدة', tags: ['VIP'] },
  })
  expect(await namesFor('الفرق الجديده')).toEqual(['شركة الفرق الجديدة'])
})

test('whoever reaches only their own customers sees, finds and changes no other', async () => {
  const mine = customer({ name: 'عميل لي وحدي' })
  const own: Partial<Record<Permission, Scope>> = {
    'contacts.read': 'own',
    'contacts.change': 'own',
  }
  const seller = house.session(own)
  const added = await createCustomer(seller, mine)
  expect(added.ownerId).toBe(house.company.ownerId)
  const other = customer({ name: 'عميل غيري وحده' })
  await createCustomer(house.session(), other)
  expect((await listCustomers(seller, { ...asked, q: 'وحد' })).rows.map(({ id }) => id)).toEqual([
    mine.id,
  ])
  expect((await findByWords(seller, { q: 'وحد', limit: 9 })).rows).toHaveLength(1)
  const notFound = { code: 'contacts.customer_not_found' }
  await expect(showCustomer(seller, { id: other.id })).rejects.toMatchObject(notFound)
  const change = changeCustomer(seller, { id: other.id, version: 1, notes: 'لي' })
  await expect(change).rejects.toMatchObject(notFound)
  await expect(showTimeline(seller, { id: other.id, limit: 9 })).rejects.toMatchObject(notFound)
  const giveAway = changeCustomer(seller, { id: mine.id, version: 1, ownerId: null })
  await expect(giveAway).rejects.toMatchObject({ code: 'contacts.owner_out_of_reach' })
})

test('pages of a list meet without a gap, in both directions', async () => {
  for (const direction of ['asc', 'desc'] as const) {
    const whole = await listCustomers(house.session(), { ...asked, direction, limit: 200 })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listCustomers(house.session(), {
        ...{ ...asked, direction, limit: 3 },
        ...(cursor && { cursor }),
      })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(whole.rows.map(({ id }) => id))
    expect(whole.total).toBe(seen.length)
  }
})

test('many are tagged and owned at once, by ids or by what matches', async () => {
  const inputs = ['أ', 'ب', 'ج'].map((sign) => customer({ name: `دفعة الوسوم ${sign}` }))
  for (const input of inputs) await createCustomer(house.session(), input)
  const which = { filter: { q: 'دفعه الوسوم', archived: 'no' as const } }
  const changed = await changeMany(house.session(), {
    ...{ which, addTags: ['معرض'] },
    ownerId: house.company.ownerId,
  })
  expect(changed).toEqual({ changed: 3 })
  const facets = await listFacets(house.session(), {})
  expect(facets.tags).toContainEqual({ value: 'معرض', count: 3 })
  const again = await changeMany(house.session(), { which, addTags: ['معرض'] })
  expect(again).toEqual({ changed: 0 })
})

test('an archived customer leaves the list and comes back', async () => {
  const input = customer({ name: 'شركة الأرشيف' })
  await createCustomer(house.session(), input)
  await archiveCustomer(house.session(), { id: input.id })
  expect(await namesFor('الارشيف')).toEqual([])
  const archived = await listCustomers(house.session(), { ...asked, archived: 'yes' })
  expect(archived.rows.map(({ id }) => id)).toEqual([input.id])
  const twice = archiveCustomer(house.session(), { id: input.id })
  await expect(twice).rejects.toMatchObject({ code: 'contacts.archived' })
  await unarchiveCustomer(house.session(), { id: input.id })
  expect(await namesFor('الارشيف')).toHaveLength(1)
})

test('a new primary phone takes the place of the old, and one value stands once', async () => {
  const input = customer({ name: 'شركة الهواتف', identities: [phone('0501112222')] })
  await createCustomer(house.session(), input)
  const second = { ...phone('0503334444'), label: 'المحاسبة', contactId: null }
  await saveIdentity(house.session(), { ...second, customerId: input.id })
  const shown = await showCustomer(house.session(), input)
  expect(shown.identities?.filter(({ primary }) => primary).map(({ value }) => value)).toEqual([
    '+966503334444',
  ])
  const same = saveIdentity(house.session(), {
    ...{ ...second, id: newId(), typed: '٠٥٠٣٣٣٤٤٤٤' },
    customerId: input.id,
  })
  await expect(same).rejects.toMatchObject({ code: 'contacts.identity_taken' })
})

test('erasing a person leaves no name, phone or e-mail in any table but tax documents', async () => {
  const secret = { name: 'سلمان الخزرجي', phone: '+966591112233', email: 'salman@khz.example' }
  const input = customer({
    ...{ name: secret.name, kind: 'person', notes: 'خزرجي', address: { street: 'حي خزرجي' } },
    identities: [phone('0591112233'), email(secret.email)],
  })
  const { version } = await createCustomer(house.session(), input)
  await changeCustomer(house.session(), { id: input.id, version, name: 'سلمان الخزرجي الثاني' })
  const contact = { id: newId(), name: 'أخو الخزرجي', title: null, primary: true }
  await saveContact(house.session(), { ...contact, customerId: input.id })
  await house.drain()
  await eraseCustomer(house.session(), { id: input.id })
  const tables = await house.sql<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
     from information_schema.tables where table_schema in ('public') and table_type = 'BASE TABLE'`,
  )
  for (const { name } of tables) {
    const [found] = await house.sql<{ count: number }>(
      `select count(*)::int as count from ${name} t where t::text like any($1::text[])`,
      [['%خزرجي%', `%${secret.phone}%`, `%${secret.email}%`, '%91112233%']],
    )
    expect(found?.count, name).toBe(0)
  }
  const company = createCustomer(house.session(), customer({ name: 'شركة لا تُمحى' }))
  const attempt = eraseCustomer(house.session(), { id: (await company).id })
  await expect(attempt).rejects.toMatchObject({ code: 'contacts.only_persons_are_erased' })
})

test('another company finds, sees and changes nothing', async () => {
  const input = customer({ name: 'جدار بين الشركتين' })
  await createCustomer(house.session(), input)
  const other = await house.anotherCompany()
  const stranger = house.session(undefined, other)
  expect((await listCustomers(stranger, { ...asked, q: 'جدار' })).rows).toEqual([])
  const peek = showCustomer(stranger, { id: input.id })
  await expect(peek).rejects.toMatchObject({ code: 'contacts.customer_not_found' })
})
