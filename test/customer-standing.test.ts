import { expect, test } from 'vitest'
import { ListCustomers } from '#core/contacts/api.ts'
import { listCustomers } from '#modules/contacts/list-customers.ts'
import { mergeCustomers } from '#modules/contacts/merge-customers.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf } from '#test/invoicing.ts'
import { owed, paid } from '#test/payments.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
const list = (input: object = {}, grants?: Parameters<typeof house.session>[0]) =>
  listCustomers(house.session(grants), ListCustomers.parse(input))
const usd = (dollars: number) => ({ minor: dollars * 100, currency: 'USD' as const })

test('the list says what each customer owes and how much is late, and sums it over all that match', async () => {
  const [najd, sawahil, quiet] = [
    await customerOf(house, { name: 'مؤسسة نجد' }),
    await customerOf(house, { name: 'شركة سواحل' }),
    await customerOf(house, { name: 'مكتب هادئ' }),
  ]
  await owed(house, najd, sar(300), '2026-10-01')
  await owed(house, najd, sar(500), '2026-12-01')
  await owed(house, sawahil, sar(400), '2026-12-10')
  await owed(house, sawahil, usd(100), '2026-10-10', '3.75')
  await recordPayment(house.session(), paid(najd, sar(100)))

  const page = await list({ sort: 'balance', direction: 'desc' })
  expect(page.rows.map(({ id, standing }) => [id, standing])).toEqual([
    [
      sawahil,
      [
        { balance: sar(400), overdue: sar(0) },
        { balance: usd(100), overdue: usd(100) },
      ],
    ],
    [najd, [{ balance: sar(700), overdue: sar(200) }]],
    [quiet, []],
  ])
  expect(page.sums).toEqual([
    { balance: sar(1100), overdue: sar(200) },
    { balance: usd(100), overdue: usd(100) },
  ])

  const first = await list({ sort: 'balance', direction: 'desc', limit: 1 })
  const cursor = first.nextCursor ?? ''
  const next = await list({ sort: 'balance', direction: 'desc', limit: 1, cursor })
  expect(next.rows.map(({ id }) => id)).toEqual([najd])

  const owing = await list({ owes: 'any', q: 'نجد' })
  expect([owing.total, owing.sums]).toEqual([1, [{ balance: sar(700), overdue: sar(200) }]])
  expect((await list({ owes: 'overdue', sort: 'overdue' })).rows.map(({ id }) => id)).toEqual([
    najd,
    sawahil,
  ])

  const twin = await customerOf(house, { name: 'مؤسسة نجد للمقاولات' })
  await owed(house, twin, sar(50), '2026-12-01')
  await mergeCustomers(house.session(), { id: najd, mergeId: newId(), mergedId: twin })
  const merged = (await list({ q: 'نجد' })).rows.find(({ id }) => id === najd)
  expect(merged?.standing).toEqual([{ balance: sar(750), overdue: sar(200) }])
})

test('debts are told to nobody who may not read statements, and an order does not betray them', async () => {
  const grants = { 'contacts.read': 'all' } as const
  const page = await list({}, grants)
  expect([page.sums, ...page.rows.map(({ standing }) => standing)]).toEqual([
    null,
    null,
    null,
    null,
  ])
  for (const asked of [{ sort: 'balance' }, { sort: 'overdue' }, { owes: 'any' }])
    await expect(list(asked, grants)).rejects.toMatchObject({ code: 'access.field_hidden' })

  const own = { 'contacts.read': 'all', 'ledger.statement': 'own' } as const
  const some = await list({ sort: 'balance', direction: 'desc' }, own)
  expect(some.sums).toEqual([])
  expect(some.rows.every(({ standing }) => standing === null)).toBe(true)
  expect((await list({ owes: 'any' }, own)).total).toBe(0)
})
