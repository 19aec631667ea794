import { beforeAll, expect, test } from 'vitest'
import { nextNumber } from '#modules/ledger/index.ts'
import { reaction } from '#platform/command.ts'
import { client } from '#test/browserless.ts'
import { newId, openHouse } from '#test/house.ts'
import { sessionToken } from './matrix/staff.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
const today = '2026-11-22'
let call: ReturnType<typeof client>
let customerId = ''

async function invoiceOf(riyals: number): Promise<{ id: string; number: string }> {
  const id = newId()
  const reply = await call('POST', '/invoices', {
    id,
    customerId,
    currency: 'SAR',
    issuedOn: today,
    terms: { kind: 'immediate' },
    post: true,
    lines: [
      {
        description: 'توريد',
        quantity: '1',
        unitPrice: String(riyals),
        vat: { category: 'Z', rateBasisPoints: 0, reason: 'VATEX-SA-32' },
      },
    ],
  })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body
}

beforeAll(async () => {
  call = client(house, { wasl_sid: await sessionToken(house, house.company) })
  await house.drain()
  customerId = newId()
  await call('POST', '/customers', { id: customerId, name: 'روافد', stage: 'customer' })
})

const broken = () =>
  house.sql('select invariant, found, sample from check_books($1) where found > 0', [
    house.company.companyId,
  ])

test('fifty payments of one invoice at once place exactly its balance', async () => {
  const { id } = await invoiceOf(100)
  const payments = Array.from({ length: 50 }, () =>
    call('POST', '/payments', {
      id: newId(),
      customerId,
      amount: { minor: 1000, currency: 'SAR' },
      method: 'card',
      paidOn: today,
    }),
  )
  const replies = await Promise.all(payments)
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200))
  const placed = replies.reduce((sum, { body }) => {
    const { amount, unapplied } = body as Record<'amount' | 'unapplied', { minor: number }>
    return sum + amount.minor - unapplied.minor
  }, 0)
  expect(placed).toBe(100_00)
  const shown = await call('GET', `/invoices/${id}`)
  expect(shown.body).toMatchObject({ balance: { minor: 0 }, state: { settlement: 'paid' } })
  expect(await broken()).toEqual([])
})

test('the same payment sent twenty times at once is recorded once, with one answer', async () => {
  await invoiceOf(70)
  const body = {
    id: newId(),
    customerId,
    amount: { minor: 7000, currency: 'SAR' },
    method: 'transfer',
    paidOn: today,
    shares: [],
  }
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => call('POST', '/payments', body)),
  )
  expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1)
  const rows = await house.sql('select id from payment where id = $1', [body.id])
  expect(rows).toHaveLength(1)
})

class Changed extends Error {}

test('eight writers, a fifth of whom change their minds, leave no gap in a series', async () => {
  const take = reaction('test.take', async (work, regret: boolean): Promise<number> => {
    const { sequence } = await nextNumber(work, 'journal', today)
    if (regret) throw new Changed()
    return sequence
  })
  const session = house.session()
  const taken: number[] = []
  const writer = async (place: number) => {
    for (let n = 0; n < 25; n++)
      await take(session, (n + place) % 5 === 0).then(
        (sequence) => taken.push(sequence),
        (error: unknown) => {
          if (!(error instanceof Changed)) throw error
        },
      )
  }
  await Promise.all(Array.from({ length: 8 }, (_, place) => writer(place)))
  const sorted = taken.toSorted((a, b) => a - b)
  expect(sorted).toEqual(Array.from({ length: 160 }, (_, n) => n + 1))
  expect(await broken()).toEqual([])
})
