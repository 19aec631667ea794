import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { newId, openHouse } from '#test/house.ts'
import { bill, brokenRules, pay, place, within } from '#test/ledger/books.ts'
import { listPeriods, lockPeriod, reopenPeriod } from './periods.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
afterEach(async () => expect(await brokenRules(house.session())).toEqual([]))

const billed = (on: string) =>
  within(house.session(), (work) => bill(work, { party: randomUUID(), minor: 100, on }))
const lock = (through: string) => lockPeriod(house.session(), { id: newId(), through })
const reopen = (from: string) =>
  reopenPeriod(house.session(), { id: newId(), from, reason: 'فاتورة مورد متأخرة' })

test('a month that is over is locked, refuses what is dated into it, and is reopened with a reason', async () => {
  await billed('2026-08-10')
  const locked = await lock('2026-09-30')
  expect(locked.lockedThrough).toBe('2026-09-30')
  expect(locked.rows.map(({ endsOn, locked: is }) => [endsOn, is])).toEqual([
    ['2026-11-30', false],
    ['2026-10-31', false],
    ['2026-09-30', true],
    ['2026-08-31', true],
  ])
  await expect(billed('2026-09-30')).rejects.toMatchObject({
    code: 'ledger.period_locked',
    facts: { lockedThrough: '2026-09-30' },
  })
  await billed('2026-10-01')
  const opened = await reopen('2026-09-01')
  expect(opened.lockedThrough).toBe('2026-08-31')
  expect(opened.changes[0]).toMatchObject({ reopened: true, reason: 'فاتورة مورد متأخرة' })
  await billed('2026-09-30')
  await reopen('2026-01-01')
})

test('a month that is not over is not locked, nor one without the permission', async () => {
  await expect(lock('2026-11-30')).rejects.toMatchObject({ code: 'ledger.period_not_over' })
  const reader = house.session(['ledger.read', 'ledger.journal'])
  await expect(lockPeriod(reader, { id: newId(), through: '2026-10-31' })).rejects.toMatchObject({
    code: 'access.forbidden',
  })
})

test('an old payment is still placed on an old invoice: the day is the first that is open', async () => {
  const party = randomUUID()
  const { invoice, payment } = await within(house.session(), async (work) => ({
    invoice: await bill(work, { party, minor: 100, on: '2026-08-10' }),
    payment: await pay(work, { party, minor: 100, on: '2026-08-20' }),
  }))
  await lock('2026-09-30')
  await within(house.session(), (work) =>
    place(work, payment.creditId, invoice.itemId, 100, '2026-08-20'),
  )
  const rows = await house.sql('select effective_on from settlement where item_id = $1', [
    invoice.itemId,
  ])
  expect(rows).toEqual([{ effective_on: '2026-10-01' }])
  await reopen('2026-01-01')
})

test('sixteen post while one locks: each is before the lock or refused', async () => {
  const posts = Array.from({ length: 16 }, async (_, writer) => {
    let kept = 0
    for (let at = 0; at < 6; at++) {
      const on = `2026-10-${String(writer + 1).padStart(2, '0')}`
      const outcome = await billed(on).then(
        () => 'kept',
        (error: unknown) => error,
      )
      if (outcome === 'kept') kept++
      else expect(outcome).toMatchObject({ code: 'ledger.period_locked' })
    }
    return kept
  })
  const [kept] = await Promise.all([
    Promise.all(posts).then((all) => all.reduce((a, b) => a + b, 0)),
    sleep(120).then(() => lock('2026-10-31')),
  ])
  const [row] = await house.sql<{ n: number }>(
    "select count(*)::int as n from journal_entry where posted_on between '2026-10-01' and '2026-10-16' and recorded_at > (select min(at) from period_lock) - interval '1 hour' and document_kind = 'sample_sale'",
  )
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThan(96)
  expect(row?.n).toBe(kept + 1)
  expect((await listPeriods(house.session(), {})).lockedThrough).toBe('2026-10-31')
})

test('whoever locks waits for an entry that is being posted, and the next one is refused', async () => {
  await reopen('2026-01-01')
  const order: string[] = []
  let startLocking = () => {}
  const posted = new Promise<void>((done) => {
    startLocking = done
  })
  const poster = within(house.session(), async (work) => {
    await bill(work, { party: randomUUID(), minor: 100, on: '2026-10-05' })
    startLocking()
    await sleep(400)
    order.push('posted')
  })
  await posted
  await Promise.all([poster, lock('2026-10-31').then(() => order.push('locked'))])
  expect(order).toEqual(['posted', 'locked'])
  await expect(billed('2026-10-05')).rejects.toMatchObject({ code: 'ledger.period_locked' })
})
