import { expect, test } from 'vitest'
import { z } from 'zod'
import { AddCustomer } from '#core/contacts/customer.ts'
import { readSheet } from '#platform/sheets.ts'
import { newId, openHouse } from '#test/house.ts'
import { createCustomer } from './add-customer.ts'
import { showTimeline } from './show-timeline.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })

const add = (fields: Record<string, unknown>) =>
  createCustomer(house.session(), AddCustomer.parse({ id: newId(), ...fields }))

async function keyWith(grants: Record<string, 'all'>) {
  const json = { 'content-type': 'application/json' }
  const send = (path: string, body: object, headers = {}) =>
    house.http.request(`/api/v1${path}`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { ...json, ...headers },
    })
  const signedIn = await send('/sessions', {
    ...{ email: house.company.email, password: 'صباح الخير يا جدة' },
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const made = await send('/api-keys', { id: newId(), name: 'اختبار', grants }, { cookie })
  const { secret } = z.object({ secret: z.string() }).parse(await made.json())
  return (path: string, init: RequestInit = {}) =>
    house.http.request(`/api/v1${path}`, {
      ...init,
      headers: { ...json, authorization: `Bearer ${secret}` },
    })
}

test('the list goes out as a file without what the reader may not see, and the log says so', async () => {
  await add({
    name: '=cmd|calc مؤسسة الصيغة',
    tags: ['VIP'],
    vatNumber: '300000000000013',
    identities: [{ id: newId(), kind: 'phone', typed: '0507770001' }],
  })
  const all = await keyWith({
    ...{ 'contacts.read': 'all', 'contacts.export': 'all' },
    ...{ 'contacts.see_identities': 'all', 'contacts.see_tax_numbers': 'all' },
  })
  const full = await all('/customers/export?format=xlsx&tags[]=VIP')
  expect(full.headers.get('content-disposition')).toContain('attachment')
  const { sheets } = await readSheet(new Uint8Array(await full.arrayBuffer()), 'x.xlsx')
  const cells = sheets[0]?.rows[1] ?? []
  expect(cells).toContain("'=cmd|calc مؤسسة الصيغة")
  expect(cells).toContain('+966 50 777 0001')
  const some = await keyWith({ 'contacts.read': 'all', 'contacts.export': 'all' })
  const text = await (await some('/customers/export?format=csv&language=ar')).text()
  expect(text).toContain('مؤسسة الصيغة')
  expect(text).not.toMatch(/777|300000000000013|الجوال|الرقم الضريبي/)
  const lines = await house.sql<{ after: object }>(
    `select after from audit where action = 'contacts.exported' order by seq`,
  )
  expect(lines.map(({ after }) => after)).toEqual([
    { rows: 1, format: 'xlsx' },
    { rows: 1, format: 'csv' },
  ])
  const none = await keyWith({ 'contacts.read': 'all' })
  expect((await none('/customers/export')).status).toBe(403)
})

test('a wrong VAT number comes back as a problem of its own field', async () => {
  const call = await keyWith({
    ...{ 'contacts.read': 'all', 'contacts.change': 'all', 'contacts.see_tax_numbers': 'all' },
  })
  const body = JSON.stringify({ id: newId(), name: 'شركة الرقم', vatNumber: '12345' })
  const reply = await call('/customers', { method: 'POST', body })
  expect(reply.status).toBe(400)
  const Problem = z.object({ fields: z.array(z.object({ path: z.unknown(), code: z.string() })) })
  const { fields } = Problem.parse(await reply.json())
  expect(JSON.stringify(fields)).toContain('vatNumber')
})

test('the timeline tells nothing of modules that the reader may not read', async () => {
  const { id } = await add({ name: 'شركة الخط الزمني' })
  await house.sql(
    `insert into event (company_id, id, name, about_kind, about_id, customer_id, facts, actor_kind, actor_name, at)
     values ($1, $2, 'payments.recorded', 'payment', $2, $3, '{"amount":1}', 'user', 'سعد', now())`,
    [house.company.companyId, newId(), id],
  )
  const names = async (session: ReturnType<typeof house.session>) =>
    (await showTimeline(session, { id, limit: 9 })).rows.map(({ name }) => name)
  expect(await names(house.session(['contacts.read']))).toEqual(['contacts.customer_added'])
  expect(await names(house.session())).toContain('payments.recorded')
})
