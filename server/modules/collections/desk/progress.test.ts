import { beforeAll, expect, test } from 'vitest'
import { RecordContact } from '#core/collections/desk-api.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { assignDebtors } from './assign.ts'
import { showCard } from './card.ts'
import { showProgress } from './progress.ts'
import { recordContact } from './record-contact.ts'

const { the, debtor, on } = openChase()

const record = (over: Pick<RecordContact, 'customerId' | 'outcome'> & Partial<RecordContact>) =>
  recordContact(the.session(), RecordContact.parse({ id: newId(), ...over }))

beforeAll(async () => {
  the.setNow(now)
  await on()
})

test('who comes up again on the same day is ahead once more: each contact moves the day on', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  await record({ customerId: late.id, outcome: 'no_answer' })
  await the.drain()
  const before = await showProgress(the.session(), {})
  the.setNow('2026-11-22T11:05:00Z')
  const again = await showProgress(the.session(), {})
  expect(again.contacts).toBeLessThan(before.contacts)
  await record({ customerId: late.id, outcome: 'no_answer' })
  await the.drain()
  const after = await showProgress(the.session(), {})
  expect(after.contacts).toBe(again.contacts + 1)
  expect(after.of).toBe(again.of)
  the.setNow(now)
})

test('money counts on the day that it became known, and money of long ago on its own', async () => {
  const late = await debtor([{ due: '2026-10-12', riyals: 900 }])
  await assignDebtors(the.session(), {
    customerIds: [late.id],
    userId: the.session().actor.id ?? null,
  })
  await the.drain()
  const pay = async (riyals: number, paidOn: string) => {
    await recordPayment(the.session(), {
      ...{ id: newId(), customerId: late.id, amount: sar(riyals), method: 'transfer' },
      ...{ paidOn, sendReceipt: false },
    })
    await the.drain()
  }
  const collected = async () => (await showProgress(the.session(), {})).collected[0]?.minor ?? 0
  const before = await collected()
  await pay(100, '2026-11-20')
  expect(await collected()).toBe(before + 100_00)
  await pay(200, '2026-10-20')
  expect(await collected()).toBe(before + 100_00)
})

test('outside the hours of contact the card says when one may call again', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  the.setNow('2026-11-26T18:30:00Z')
  const card = await showCard(the.session(), { id: late.id })
  expect(card.barrier).toEqual({
    code: 'outside_hours',
    most: null,
    opens: { on: '2026-11-29', minute: 600 },
  })
  expect(card.minuteNow).toBe(21 * 60 + 30)
  the.setNow(now)
})

// Only the company's own currency was told: whoever was promised dirhams alone read of nothing.
test('the day tells what was promised and paid in every currency, the own one first', async () => {
  const promises = async (currency: 'AED' | 'SAR', riyals: number) => {
    const late = await debtor([{ due: '2026-11-12', riyals, currency }])
    await record({
      ...{ customerId: late.id, outcome: 'promised' },
      promise: { id: newId(), amount: { minor: riyals * 100, currency }, dueOn: '2026-11-26' },
    })
  }
  await promises('AED', 300)
  expect((await showProgress(the.session(), {})).promised).toEqual([
    { minor: 300_00, currency: 'AED' },
  ])
  await promises('SAR', 200)
  const { promised } = await showProgress(the.session(), {})
  expect(promised).toEqual([sar(200), { minor: 300_00, currency: 'AED' }])
})

test('an empty queue says whether nobody is late or others have them', async () => {
  const house = await the.anotherCompany('منشأة بلا متأخرين')
  const quiet = await showProgress(the.session(undefined, house), {})
  expect(quiet.empty).toBe('nobody_late')
  expect((await showProgress(the.session(), {})).empty).toBeNull()
})
