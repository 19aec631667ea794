import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RecordContact } from '#core/collections/desk-api.ts'
import { addDays, type Day, monthOf } from '#core/day.ts'
import { buckets } from '#core/ledger/aging.ts'
import type { Permission, Scope } from '#core/permission.ts'
import { recordContact } from '#modules/collections/desk/record-contact.ts'
import { makePromise } from '#modules/collections/promises.ts'
import { unsettle } from '#modules/ledger/index.ts'
import { moveInstrument } from '#modules/payments/instruments/move.ts'
import { takeInstrument } from '#modules/payments/instruments/take.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { listContacts, showCollectors } from '#modules/reports/collectors.ts'
import { listDelinquent } from '#modules/reports/delinquent.ts'
import { showFigures } from '#modules/reports/figures.ts'
import { showForecast } from '#modules/reports/forecast.ts'
import { checkForecast } from '#modules/reports/forecast-check.ts'
import { listForecastRows } from '#modules/reports/forecast-rows.ts'
import { showExpected, showInsight } from '#modules/reports/insight.ts'
import { listProblemDebtors } from '#modules/reports/problem-debtors.ts'
import { besideItems, keepRecord } from '#modules/reports/words-given.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { customerOf } from '#test/invoicing.ts'
import { bill, pay, place, within } from '#test/ledger/books.ts'
import {
  lastOf,
  type OracleItem,
  oracleAging,
  oracleCei,
  oracleRate,
  oracleRolls,
} from '#test/oracle/figures.ts'
import { owed, paid } from '#test/payments.ts'

const now = '2026-11-22T09:00:00+03:00'
const house = openHouse({ now })
const today = '2026-11-22'
const sum = (amounts: readonly { minor: number }[]) =>
  amounts.reduce((all, { minor }) => all + minor, 0)

/** Another owner of customers, who sees their own alone. */
const ownOf = (id: string) => {
  const grants = { 'reports.read': 'own' } satisfies Partial<Record<Permission, Scope>>
  return { ...house.session(grants), actor: { kind: 'user' as const, id, name: 'سعد' } }
}

const step = fc.record({
  minor: fc.integer({ min: 100, max: 9_999 }),
  on: fc.integer({ min: 0, max: 280 }),
  terms: fc.integer({ min: 0, max: 60 }),
  parts: fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 120 }), tenths: fc.integer({ min: 1, max: 4 }) }),
    { maxLength: 2 },
  ),
  takenBack: fc.option(fc.integer({ min: 0, max: 60 })),
})

test('the figures of any past day are those of its items, followed one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 12 }),
      fc.array(fc.integer({ min: 60, max: 325 }), { minLength: 2, maxLength: 3 }),
      async (history, days) => {
        const other = await house.anotherCompany()
        const session = house.session(undefined, other)
        const customerId = newId()
        await house.sql(
          `insert into customer (company_id, id, number, kind, name, language, stage, name_key, alike_key,
             created_at, changed_at, changed_by)
           values ($1, $2, 'C-1', 'company', 'سواحل', 'ar', 'prospect', 'سواحل', 'سواحل', now(), now(), 'x')`,
          [other.companyId, customerId],
        )
        const items: OracleItem[] = []
        for (const { minor, on, terms, parts, takenBack } of history) {
          const postedOn = addDays('2026-01-01', on)
          const dueOn = addDays(postedOn, terms)
          const settled: { on: Day; minor: number }[] = []
          await within(session, async (work) => {
            const item = await bill(work, { party: customerId, minor, on: postedOn, dueOn })
            for (const { after, tenths } of parts) {
              const part = Math.floor((minor * tenths) / 10)
              const day = addDays(postedOn, after)
              if (part === 0 || day > today) continue
              const { creditId } = await pay(work, { party: customerId, minor: part, on: day })
              const put = await place(work, creditId, item.itemId, part, day)
              settled.push({ on: day, minor: part })
              const back = addDays(day, takenBack ?? 0)
              if (takenBack === null || back > today) continue
              await unsettle(work, put.settlementIds, { effectiveOn: back, reason: 'ارتدّ' })
              settled.push({ on: back, minor: -part })
            }
          })
          items.push({ postedOn, dueOn, minor, settled })
        }
        for (const asOf of days.map((day) => addDays('2026-01-01', day))) {
          const { months } = await showFigures(session, { asOf })
          expect(months.at(-1)?.endsOn).toBe(asOf)
          for (const row of months.slice(-4)) {
            const end = row.month === monthOf(asOf) ? asOf : lastOf(row.month)
            const wanted = oracleAging(items, end)
            expect(buckets.map((bucket) => row.buckets[bucket].minor)).toEqual(wanted)
            const cei = oracleCei(items, row.month, end)
            if (cei === null) expect(row.ceiBasisPoints).toBeNull()
            else expect(Math.abs((row.ceiBasisPoints ?? -9) - cei * 10_000)).toBeLessThan(0.51)
            const rate = oracleRate(items, row.month, end)
            if (rate === null) expect(row.rateBasisPoints).toBeNull()
            else expect(Math.abs((row.rateBasisPoints ?? -9) - rate * 10_000)).toBeLessThan(0.51)
            const rolls = oracleRolls(items, addDays(`${row.month}-01`, -1), end)
            expect(
              row.rolls.map(({ stood, cleared, stayed, worse }) => ({
                stood: stood.minor,
                cleared: cleared.minor,
                stayed: stayed.minor,
                worse: worse.minor,
              })),
            ).toEqual(rolls)
          }
          const [last] = months.slice(-1)
          const late = sum(
            buckets.slice(1).flatMap((bucket) => (last ? [last.buckets[bucket]] : [])),
          )
          const { delinquent } = await showFigures(session, { asOf })
          expect(sum(delinquent.map(({ amount }) => amount))).toBe(late)
        }
      },
    ),
    { numRuns: 6 },
  )
}, 120_000)

test('every week of the forecast opens its invoices, and they add up to it', async () => {
  const customer = await customerOf(house)
  for (const [at, due] of ['2026-08-01', '2026-09-01', '2026-10-01'].entries()) {
    await owed(house, customer, sar(1000), due)
    await recordPayment(
      house.session(),
      paid(customer, sar(1000), { paidOn: addDays(due, 20 + at) }),
    )
  }
  const open = await owed(house, customer, sar(700), '2026-11-10')
  await owed(house, customer, sar(300), '2026-12-20')
  const forecast = await showForecast(house.session(), {})
  expect(forecast.total.minor).toBeGreaterThanOrEqual(1000_00)
  expect(sum(forecast.weeks.map(({ expected }) => expected)) + forecast.later.minor).toBeCloseTo(
    forecast.total.minor,
    -1,
  )
  for (const { startsOn, expected } of forecast.weeks.slice(0, 4)) {
    const { sum: found } = await listForecastRows(house.session(), { week: startsOn, limit: 50 })
    expect(Math.abs(found.minor - expected.minor)).toBeLessThan(10)
  }
  const { rows } = await listForecastRows(house.session(), { limit: 50 })
  expect(rows.length).toBeGreaterThan(0)
  const { expected } = await showExpected(house.session(), { id: open.id })
  expect(expected?.why).toBe('habit')
  expect(expected?.day && expected.day.on >= today).toBe(true)
  const insight = await showInsight(house.session(), { id: customer })
  expect(insight).toMatchObject({ invoices: 3, plain: 21, weighted: 21, onTime: 0 })
  expect(insight.items.find(({ invoiceId }) => invoiceId === open.id)?.day).toEqual(expected?.day)
})

test('a promise moves its invoice to its day, and a dispute behind what disputes take', async () => {
  const customer = await customerOf(house)
  const invoice = await owed(house, customer, sar(900), '2026-11-01')
  const before = await showExpected(house.session(), { id: invoice.id })
  expect(before.expected?.why).toBe('habit')
  await makePromise(house.session(), {
    ...{ id: newId(), customerId: customer, amount: sar(900), dueOn: '2026-12-03' },
    ...{ invoiceIds: [invoice.id], source: 'call', note: '', saidBy: '' },
  })
  const after = await showExpected(house.session(), { id: invoice.id })
  expect(after.expected).toMatchObject({ why: 'promise', day: { on: '2026-12-03' } })
  const { weeks } = await showForecast(house.session(), {})
  const week = weeks.find(
    ({ startsOn, endsOn }) => startsOn <= '2026-12-03' && endsOn >= '2026-12-03',
  )
  expect(week?.bySource.promise.minor).toBeGreaterThan(0)
  const { rows } = await listForecastRows(house.session(), {
    ...{ limit: 50, source: 'promise' as const },
    ...(week && { week: week.startsOn }),
  })
  expect(rows.map(({ invoiceId }) => invoiceId)).toEqual([invoice.id])
  const { delinquent } = await showFigures(house.session(), {})
  expect(delinquent.find(({ reason }) => reason === 'word_open')?.amount).toEqual(sar(900))
  const behind = await listDelinquent(house.session(), { reason: 'word_open', limit: 50 })
  expect(behind.rows.map(({ invoiceId }) => invoiceId)).toEqual([invoice.id])
  expect(behind.sum).toEqual(sar(900))
})

test('a cheque is waited for as long as the chase waits for it, and then the habit counts again', async () => {
  const taken = async (dueOn: Day) => {
    const customerId = await customerOf(house)
    const invoice = await owed(house, customerId, sar(400), '2026-11-01')
    const id = newId()
    await takeInstrument(house.session(), {
      ...{ id, kind: 'cheque', customerId, number: id.slice(-8), issuer: 'بنك البلاد' },
      ...{ amount: sar(400), dueOn },
    })
    const why = async () =>
      (await showExpected(house.session(), { id: invoice.id })).expected?.why ?? 'nothing'
    return { id, why, itemId: invoice.itemId }
  }
  const lapsed = await taken('2026-11-16')
  const last = await taken('2026-11-17')
  const presented = await taken('2026-11-02')
  expect([await lapsed.why(), await last.why(), await presented.why()]).toEqual([
    'habit',
    'cheque',
    'habit',
  ])
  await moveInstrument(house.session(), { id: presented.id, move: 'deposit', on: '2026-11-20' })
  expect(await presented.why()).toBe('cheque')
  const whose = [presented.itemId]
  const beside = await look(house.session(), async (from) =>
    besideItems(from, { items: whose }, await keepRecord(from)),
  )
  expect([...beside]).toEqual([
    [
      presented.itemId,
      { words: [{ by: 'cheque', minor: 400_00, on: -20, until: 3, chance: 0.5 }], disputed: 0 },
    ],
  ])
})

test('whoever sees their own customers alone is told of no others', async () => {
  const { ownerId } = house.company
  const mine = await customerOf(house, { ownerId })
  const theirs = await customerOf(house)
  const own = await owed(house, mine, sar(120), '2026-09-01')
  const other = await owed(house, theirs, sar(5000), '2026-09-01')
  const session = ownOf(ownerId)
  expect((await showForecast(session, {})).total).toEqual(sar(120))
  expect((await showFigures(session, {})).months.at(-1)?.owed).toEqual(sar(120))
  const late = await listDelinquent(session, { limit: 50 })
  expect(late.rows.map(({ invoiceId }) => invoiceId)).toEqual([own.id])
  const problems = await listProblemDebtors(session, { limit: 50 })
  expect(problems.rows.map(({ customerId }) => customerId)).toEqual([mine])
  expect((await checkForecast(session, {})).weeks).toHaveLength(8)
  await expect(showInsight(session, { id: theirs })).rejects.toMatchObject({
    code: 'contacts.customer_not_found',
  })
  await expect(showExpected(session, { id: other.id })).rejects.toMatchObject({
    code: 'contacts.customer_not_found',
  })
  const narrowed = await showFigures(house.session(), { ownerId })
  expect(narrowed.months.at(-1)?.owed).toEqual(sar(120))
})

test('instalments of a plan fill its invoices in order, and come on their own days', async () => {
  const customer = await customerOf(house)
  const [first, second] = [
    await owed(house, customer, sar(300), '2026-10-01'),
    await owed(house, customer, sar(100), '2026-10-02'),
  ]
  const plan = newId()
  const { companyId } = house.company
  await house.sql(
    `insert into payment_plan (company_id, id, customer_id, currency, amount, state, grace_days,
       breaks_after, answer_by, last_on, note, proposed_at, proposed_by, accepted_at, accepted_text)
     values ($1, $2, $3, 'SAR', 40000, 'active', 3, 2, '2026-11-22', '2027-01-07', '', now(), 'x', now(), 'x')`,
    [companyId, plan, customer],
  )
  for (const [place, { id, itemId, number }] of [first, second].entries())
    await house.sql(
      `insert into payment_plan_item (company_id, plan_id, place, item_id, invoice_id, number, amount)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [companyId, plan, place, itemId, id, number, place === 0 ? 300_00 : 100_00],
    )
  for (const [place, day] of ['2026-12-07', '2027-01-07'].entries())
    await house.sql('insert into payment_plan_instalment values ($1, $2, $3, $4, 20000)', [
      companyId,
      plan,
      place,
      day,
    ])
  const { weeks } = await showForecast(house.session(), {})
  const behind = async (day: string) => {
    const week = weeks.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)
    const { rows } = await listForecastRows(house.session(), {
      ...{ limit: 50, source: 'plan' as const },
      ...(week && { week: week.startsOn }),
    })
    return rows.map(({ invoiceId, expected }) => [invoiceId, expected.minor])
  }
  // No plan was tried yet: half of it is believed.
  expect(await behind('2026-12-07')).toEqual([[first.id, 100_00]])
  expect(await behind('2027-01-07')).toEqual([
    [first.id, 50_00],
    [second.id, 50_00],
  ])
})

test('what a collector did is counted by day, and each figure opens as many contacts', async () => {
  house.setNow('2026-11-22T11:00:00+03:00')
  const customer = await customerOf(house, {
    identities: [
      {
        id: newId(),
        kind: 'phone',
        typed: '0505512847',
        label: null,
        primary: true,
        contactId: null,
      },
    ],
  })
  await owed(house, customer, sar(400), '2026-10-01')
  for (const outcome of ['no_answer', 'call_back'] as const) {
    const given = {
      id: newId(),
      customerId: customer,
      outcome,
      followUp: { on: '2026-11-23', minute: 660 },
    }
    await recordContact(house.session(), RecordContact.parse(given))
  }
  const range = { from: '2026-11-01', to: today }
  const { rows, days } = await showCollectors(house.session(), range)
  expect(rows).toMatchObject([{ userId: house.company.ownerId, contacts: 2, reached: 1 }])
  expect(days).toMatchObject([{ day: today, contacts: 2, reached: 1 }])
  const all = await listContacts(house.session(), { ...range, limit: 50 })
  expect(all.rows.map(({ outcome }) => outcome)).toEqual(['call_back', 'no_answer'])
  const reached = await listContacts(house.session(), { ...range, reached: true, limit: 50 })
  expect(reached.total).toBe(1)
  expect((await showCollectors(ownOf(newId()), range)).rows).toEqual([])
})
