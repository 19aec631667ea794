import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { addDays } from '#core/day.ts'
import { buckets } from '#core/ledger/aging.ts'
import { agingOf, openItemsOf, statementOf, unsettle } from '#modules/ledger/index.ts'
import { look } from '#platform/query.ts'
import { openHouse } from '#test/house.ts'
import { bill, brokenRules, pay, place, within } from '#test/ledger/books.ts'
import { oracleBalance, oracleBucket } from '#test/oracle/aging.ts'

const house = openHouse({ now: '2026-01-01T09:00:00+03:00' })
afterEach(async () => expect(await brokenRules(house.session())).toEqual([]))

const start = '2026-01-01'
const day = fc.integer({ min: 0, max: 250 }).map((n) => addDays(start, n))
const step = fc.oneof(
  fc.record({
    do: fc.constant('bill' as const),
    minor: fc.integer({ min: 1, max: 9_999 }),
    on: day,
    terms: fc.integer({ min: 0, max: 60 }),
  }),
  fc.record({
    do: fc.constant('pay' as const),
    minor: fc.integer({ min: 1, max: 9_999 }),
    on: day,
    terms: fc.constant(0),
  }),
  fc.record({
    do: fc.constant('place' as const),
    minor: fc.integer({ min: 1, max: 9_999 }),
    on: day,
    terms: fc.nat(50),
  }),
  fc.record({
    do: fc.constant('take' as const),
    minor: fc.nat(50),
    on: day,
    terms: fc.constant(0),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Plays a history, one transaction a step and one a day, back-dated or not as the step says. */
async function play(party: string, history: readonly Step[]): Promise<void> {
  const items: { id: string; left: number }[] = []
  const credits: { id: string; left: number }[] = []
  const placed: { id: string; item: number; credit: number; minor: number }[] = []
  for (const [at, each] of history.entries()) {
    house.setNow(`${addDays(start, at * 7)}T09:00:00Z`)
    await within(house.session(), async (work) => {
      const { on, minor } = each
      if (each.do === 'bill') {
        const dueOn = addDays(on, each.terms)
        items.push({ id: (await bill(work, { party, minor, on, dueOn })).itemId, left: minor })
      } else if (each.do === 'pay')
        credits.push({ id: (await pay(work, { party, minor, on })).creditId, left: minor })
      else if (each.do === 'place') {
        const item = items[each.terms % Math.max(1, items.length)]
        const credit = credits[minor % Math.max(1, credits.length)]
        const most = Math.min(minor, item?.left ?? 0, credit?.left ?? 0)
        if (!item || !credit || most === 0) return
        const { settlementIds } = await place(work, credit.id, item.id, most, on)
        item.left -= most
        credit.left -= most
        placed.push({
          id: settlementIds[0] ?? '',
          item: items.indexOf(item),
          credit: credits.indexOf(credit),
          minor: most,
        })
      } else {
        const [taken] = placed.splice(minor % Math.max(1, placed.length), 1)
        if (!taken) return
        await unsettle(work, [taken.id], { effectiveOn: on, reason: 'تجربة' })
        const [item, credit] = [items[taken.item], credits[taken.credit]]
        if (item) item.left += taken.minor
        if (credit) credit.left += taken.minor
      }
    })
  }
}

async function factsOf(party: string) {
  const lines = await house.sql<{
    id: string
    amount: number
    posted_on: string
    due_on: string
    recorded_at: Date
  }>(
    'select id, amount, posted_on, due_on, recorded_at from journal_line where party_id = $1 order by id',
    [party],
  )
  const rows = await house.sql<{
    credit_id: string
    item_id: string
    amount: number
    effective_on: string
    recorded_at: Date
  }>('select s.* from settlement s join journal_line l on l.id = s.item_id where l.party_id = $1', [
    party,
  ])
  return {
    lines: lines.map((row) => ({
      id: row.id,
      amount: { minor: row.amount },
      postedOn: row.posted_on,
      dueOn: row.due_on,
      recordedAt: row.recorded_at.toISOString(),
    })),
    rows: rows.map((row) => ({
      fromId: row.credit_id,
      toId: row.item_id,
      amount: { minor: row.amount },
      effectiveOn: row.effective_on,
      recordedAt: row.recorded_at.toISOString(),
    })),
  }
}

const forever = '9999-12-31T00:00:00.000Z'
const views = fc.array(fc.record({ asOf: day, known: fc.integer({ min: 0, max: 36 }) }), {
  minLength: 5,
  maxLength: 5,
})

/** Taken back in August and placed again as of February: for the months between, placed twice. */
const placedAgain: Step[] = [
  { do: 'pay', minor: 500, on: '2026-01-07', terms: 0 },
  { do: 'bill', minor: 500, on: '2026-01-29', terms: 12 },
  { do: 'place', minor: 500, on: '2026-03-04', terms: 0 },
  { do: 'take', minor: 0, on: '2026-08-23', terms: 0 },
  { do: 'place', minor: 300, on: '2026-02-21', terms: 0 },
]
const known = ['2026-02-10', '2026-02-25', '2026-04-10', '2026-08-22', '2026-08-23'].map(
  (asOf) => ({ asOf, known: 36 }),
)

test('aging and statement of any day, as known at any instant, are what a replay of the facts gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      views,
      async (history, days) => {
        const party = randomUUID()
        await play(party, history)
        const { lines, rows } = await factsOf(party)
        for (const { asOf, known } of days) {
          const knownOn = `${addDays(start, known * 7)}T12:00:00.000Z`
          const expected = new Map<string, number>()
          const spread = [0, 0, 0, 0, 0]
          for (const line of lines) {
            const balance = oracleBalance(line, lines, rows, asOf, knownOn)
            if (balance === null || balance === 0) continue
            expected.set(line.id, balance)
            const at = oracleBucket(line.dueOn, asOf)
            spread[at] = (spread[at] ?? 0) + balance
          }
          await look(house.session(), async (from) => {
            const whose = { parties: [party] }
            const open = await openItemsOf(from, whose, { asOf, knownOn })
            expect(new Map(open.map(({ id, balance }) => [id, balance.minor]))).toEqual(expected)
            const [aging] = await agingOf(from, whose, { asOf, knownOn })
            const everKnown = await openItemsOf(from, whose, { asOf, knownOn: forever })
            expect(await openItemsOf(from, whose, { asOf })).toEqual(everKnown)
            const everyone = await openItemsOf(from, { all: true }, { asOf })
            expect(everyone.filter(({ partyId }) => partyId === party)).toEqual(everKnown)
            expect(buckets.map((bucket) => aging?.buckets[bucket].minor ?? 0)).toEqual(spread)
            const [section] = await statementOf(from, {
              ...whose,
              from: start,
              to: asOf,
              kind: 'activity',
            })
            const posted = lines.filter(({ postedOn }) => postedOn <= asOf)
            expect(section?.closing.minor).toBe(
              posted.reduce((sum, { amount }) => sum + amount.minor, 0),
            )
          })
        }
      },
    ),
    { numRuns: 12, examples: [[placedAgain, known]] },
  )
}, 120_000)

test('now is what the settled totals say, and the same as a replay without a day', async () => {
  house.setNow('2026-10-01T09:00:00Z')
  const party = randomUUID()
  await within(house.session(), async (work) => {
    const invoice = await bill(work, { party, minor: 1000, on: '2026-08-01', dueOn: '2026-08-31' })
    const payment = await pay(work, { party, minor: 300, on: '2026-09-01' })
    await place(work, payment.creditId, invoice.itemId, 250, '2026-09-01')
  })
  await look(house.session(), async (from) => {
    const whose = { parties: [party] }
    const now = await agingOf(from, whose)
    expect(now).toEqual(await agingOf(from, whose, { asOf: '2026-10-01' }))
    expect(now[0]).toMatchObject({
      total: { minor: 700 },
      overdue: { minor: 750 },
      daysLate: 31,
      oldestDueOn: '2026-08-31',
      items: 2,
    })
    const [august] = await agingOf(from, whose, { asOf: '2026-08-15' })
    expect(august?.total.minor).toBe(1000)
  })
})

test('a statement opens with what was owed before, runs, and closes with what is owed after', async () => {
  const party = randomUUID()
  await within(house.session(), async (work) => {
    await bill(work, { party, minor: 184_00, on: '2026-05-20' })
    await bill(work, { party, minor: 98_90, on: '2026-06-14' })
    await pay(work, { party, minor: 98_90, on: '2026-07-14' })
    await bill(work, { party, minor: 10_00, on: '2026-07-20', currency: 'USD', rate: '3.75' })
  })
  const sections = await look(house.session(), (from) =>
    statementOf(from, { parties: [party], from: '2026-06-01', to: '2026-07-31', kind: 'activity' }),
  )
  expect(
    sections.map(({ currency, opening, debit, credit, closing }) => [
      currency,
      opening.minor,
      debit.minor,
      credit.minor,
      closing.minor,
    ]),
  ).toEqual([
    ['SAR', 184_00, 98_90, 98_90, 184_00],
    ['USD', 0, 10_00, 0, 10_00],
  ])
  expect(sections[0]?.movements.map(({ balance }) => balance.minor)).toEqual([282_90, 184_00])
})
