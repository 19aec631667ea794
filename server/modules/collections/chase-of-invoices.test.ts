import { expect, test } from 'vitest'
import { openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { chaseOfInvoices } from './chase-of-invoices.ts'
import { pauseMany } from './pause-many.ts'

const { the, debtor, run, on } = openChase()
const chaseOf = async (ids: string[], grants?: Parameters<typeof the.session>[0]) => {
  const { rows } = await chaseOfInvoices(the.session(grants), { ids })
  return new Map(rows.map(({ invoiceId, ...row }) => [invoiceId, row]))
}

test('a list learns what was last sent about each invoice and what comes next', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-19' }, { due: '2026-12-20' }])
  const [overdue = '', ahead = ''] = late.invoices
  expect((await chaseOf(late.invoices)).get(overdue)).toMatchObject({
    state: 'automatic',
    last: null,
    next: { tone: 'friendly', on: '2026-11-22' },
  })
  await run()
  const found = await chaseOf(late.invoices)
  expect(found.get(overdue)).toEqual({
    state: 'automatic',
    last: { tone: 'friendly', on: '2026-11-22' },
    next: { tone: 'follow_up', on: '2026-12-03' },
  })
  expect(found.get(ahead)).toEqual({
    state: 'automatic',
    last: null,
    next: { tone: 'before', on: '2026-12-17' },
  })
  expect((await chaseOf(late.invoices, { 'collections.read': 'own' })).size).toBe(0)
})

test('many are paused at once, twice the same is once, and what is refused stops no other', async () => {
  await on()
  const one = await debtor([{ due: '2026-11-19' }, { due: '2026-11-20' }])
  const two = await debtor([{ due: '2026-11-19' }])
  const [first = '', second = ''] = one.invoices
  const reason = 'طلب مهلة'
  await pauseMany(the.session(), { id: newId(), invoiceIds: [second], reason })
  const invoiceIds = [first, second, ...two.invoices, newId()]
  const asked = { id: newId(), invoiceIds, reason, until: '2026-12-01' }
  const result = await pauseMany(the.session(), asked)
  expect(result.done.map(({ id }) => id)).toEqual([first, ...two.invoices])
  expect(result.failed.map(({ code }) => code)).toEqual([
    'collections.already_paused',
    'collections.invoice_not_found',
  ])
  expect((await pauseMany(the.session(), asked)).done).toHaveLength(2)
  const found = await chaseOf(invoiceIds)
  expect(found.get(first)).toMatchObject({ state: 'paused', next: null })
  await expect(pauseMany(the.session(['collections.read']), asked)).rejects.toMatchObject({
    code: 'access.forbidden',
  })
})
