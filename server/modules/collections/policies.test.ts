import { expect, test } from 'vitest'
import { defaultPolicy, ReminderPolicy } from '#core/collections/policy.ts'
import { StartSimulation } from '#core/collections/policy-api.ts'
import { everyone, Segment } from '#core/collections/segment.ts'
import { addDays } from '#core/day.ts'
import { mergeCustomers } from '#modules/contacts/merge-customers.ts'
import { now, openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { adoptConduct } from './adopt-conduct.ts'
import { showChase } from './chase.ts'
import { rebuildDesk } from './desk/build.ts'
import { showCard } from './desk/card.ts'
import { changeDeskSettings, showDeskSettings } from './desk/settings.ts'
import { openDispute } from './disputes.ts'
import { listPolicies, orderPolicies, removePolicy, savePolicy } from './policies.ts'
import { countSegment } from './segments/count.ts'
import { showSettings } from './settings.ts'
import { showSimulation, simulationRows, startSimulation } from './simulations/simulations.ts'
import { showTrial } from './trials/report.ts'
import { endTrial, listTrials, startTrial } from './trials/trials.ts'

const { the, debtor, run, rowsOf, codes, on } = openChase()
const today = '2026-11-22'
const big = Segment.parse({ minimumBalance: { minor: 900_000, currency: 'SAR' } })
const ladder = (change: object = {}) =>
  ReminderPolicy.parse({ ...defaultPolicy, isDefault: false, segment: big, ...change })
const save = (key: string, policy: ReminderPolicy, place = 10) =>
  savePolicy(the.session(), { key, name: `سياسة ${key}`, place, policy })

test('a segment counts whom it fits, whom it gets, and with whom it overlaps', async () => {
  await on()
  const large = await debtor([{ due: addDays(today, 5), riyals: 9500 }])
  await debtor([{ due: addDays(today, 5), riyals: 100 }])
  await save('big', ladder(), 10)
  const counted = await countSegment(the.session(), { segment: everyone, place: 20 })
  expect(counted.fits).toBe(counted.of)
  expect(counted.fits - counted.gets).toBe(1)
  expect(counted.overlaps).toEqual([{ key: 'big', name: 'سياسة big', customers: 1, before: true }])
  const mine = await countSegment(the.session(), { segment: big, key: 'big', place: 10 })
  expect(mine).toMatchObject({ fits: 1, gets: 1, overlaps: [] })

  const { policyWhy } = await showChase(the.session(), { id: large.id })
  expect(policyWhy).toMatchObject({ key: 'big', because: 'segment', passed: [] })
})

test('a customer whom no segment claims has the default, and sees why not the others', async () => {
  const small = await debtor([{ due: addDays(today, 5) }])
  const { policyWhy } = await showChase(the.session(), { id: small.id })
  expect(policyWhy).toMatchObject({
    key: 'default',
    because: 'default',
    passed: [{ key: 'big', unmet: ['balance'] }],
  })
})

test('a step with a condition that does not hold is not sent, and one that holds is', async () => {
  const only = (conditions: object) =>
    ladder({
      segment: Segment.parse({ maximumBalance: { minor: 77_700, currency: 'SAR' } }),
      steps: [
        { key: 'friendly', offsetDays: 3, tone: 'friendly', channels: ['best'], only: conditions },
      ],
    })
  await save('small', only({ promiseBroken: true }), 5)
  const late = await debtor([{ due: addDays(today, -4), riyals: 777 }])
  await run()
  expect(await rowsOf(late)).toEqual([])
  await save('small', only({ neverAnswered: true }), 5)
  await run()
  expect(await rowsOf(late)).toMatchObject([{ policyKey: 'small', stepKey: 'friendly' }])
  await removePolicy(the.session(), { key: 'small' })
})

test('a call step sends nothing, and stands at the desk as a reason with its day', async () => {
  const steps = [{ key: 'call', offsetDays: 2, tone: 'friendly', channels: ['best'], act: 'call' }]
  const segment = Segment.parse({ minimumBalance: { minor: 5_000_000, currency: 'SAR' } })
  await save('calls', ladder({ segment, steps }), 1)
  const late = await debtor([{ due: addDays(today, -4), riyals: 55_000 }])
  await run()
  expect(await rowsOf(late)).toEqual([])
  await rebuildDesk(the.session(), {})
  await the.drain()
  const { row } = await showCard(the.session(), { id: late.id })
  expect(row?.why).toContainEqual({ code: 'call_step', facts: { on: addDays(today, -2) } })
  await removePolicy(the.session(), { key: 'calls' })
})

test('a limit over all ways holds a second reminder back, and says so', async () => {
  const late = await debtor([{ due: addDays(today, -3) }, { due: addDays(today, 3) }])
  await run()
  expect(await rowsOf(late)).toMatchObject([{ state: 'sent', stepKey: 'friendly' }])
  const settings = await showDeskSettings(the.session(), {})
  const contacts = { aDay: null, aWeek: 1, in30Days: null }
  const caps = { ...settings.caps, contacts }
  await changeDeskSettings(the.session(), { ...settings, caps })
  // Three days later another step has come, and the policy alone would let it go.
  the.setNow('2026-11-25T08:00:00Z')
  await run()
  const held = (await rowsOf(late)).find(({ state }) => state === 'held')
  expect(codes(held)).toEqual(['contact_cap'])
  the.setNow(now)
  await changeDeskSettings(the.session(), settings)
})

async function simulated(policy: ReminderPolicy, key = 'tried') {
  const id = newId()
  const input = { id, key, name: 'تجربة', place: 1, policy, costs: { sms: 5, email: 2 } }
  await startSimulation(the.session(), StartSimulation.parse(input))
  await the.drain()
  return showSimulation(the.session(), { id })
}

test('a policy is tried on the past year before it is switched on, and each figure has its rows', async () => {
  const late = await debtor([{ due: addDays(today, -24), riyals: 31_000 }])
  const policy = ladder({
    isOff: true,
    segment: Segment.parse({
      minimumBalance: { minor: 3_000_000, currency: 'SAR' },
      maximumBalance: { minor: 4_000_000, currency: 'SAR' },
    }),
  })
  const done = await simulated(policy)
  expect(done.finishedAt).not.toBeNull()
  expect(done.done).toBe(done.of)
  expect(done.sums).toMatchObject({
    customers: 1,
    lateInvoices: 1,
    was: { messages: 0, untouched: 1 },
  })
  expect(done.sums.would.bySteps).toEqual({
    'tried/before': 1,
    'tried/due': 1,
    'tried/friendly': 1,
    'tried/follow_up': 1,
  })
  expect(done.cost.would.minor).toBe(2 * done.sums.would.messages)
  const rows = await simulationRows(the.session(), {
    id: done.id,
    side: 'would',
    kind: 'message',
    step: 'tried/friendly',
    limit: 50,
  })
  expect(rows).toMatchObject({ total: 1, rows: [{ customerId: late.id, invoices: 1 }] })
  const missed = { id: done.id, side: 'was', kind: 'untouched', limit: 50 } as const
  expect((await simulationRows(the.session(), missed)).total).toBe(1)
  const policies = (await listPolicies(the.session(), {})).rows
  expect(policies.map(({ key }) => key)).not.toContain('tried')
})

test('two policies divide a segment in halves that stay, and the winner goes on', async () => {
  const segment = Segment.parse({ minimumBalance: { minor: 1_000_000, currency: 'SAR' } })
  await save('first', ladder({ segment }), 1)
  const steps = [{ key: 'soft', offsetDays: 1, tone: 'friendly', channels: ['best'] }]
  await save('second', ladder({ segment, isOff: true, steps }), 2)
  const many = [
    ...(await Promise.all(
      Array.from({ length: 8 }, () => debtor([{ due: addDays(today, 2), riyals: 12_000 }])),
    )),
  ]
  const trial = await startTrial(the.session(), {
    id: newId(),
    name: 'مقارنة',
    policyA: 'first',
    policyB: 'second',
    to: addDays(today, 30),
  })
  await the.drain()
  await run()
  const taking = await Promise.all(many.map(({ id }) => showChase(the.session(), { id })))
  const keys = taking.map(({ policyWhy }) => policyWhy?.key)
  expect(new Set(keys)).toEqual(new Set(['first', 'second']))
  expect(taking.every(({ policyWhy }) => policyWhy?.because === 'trial')).toBe(true)
  await expect(save('second', ladder({ segment }))).rejects.toThrow('collections.policy_in_trial')

  const a = many[keys.indexOf('first')]
  const b = many[keys.indexOf('second')]
  if (!a || !b) throw new Error('Both halves have somebody')

  // Raised half an hour into the company's first day of the comparison, when London still had the day before.
  await openDispute(the.session(), {
    ...{ id: newId(), invoiceId: a.invoices[0] ?? '', reason: 'amount', source: 'staff', note: '' },
  })
  await the.sql(`update dispute set opened_at = '2026-11-21T21:30:00Z' where customer_id = $1`, [
    a.id,
  ])
  const raised = (await showTrial(the.session(), { id: trial.id })).report
  expect([raised.a.complaints, raised.b.complaints]).toEqual([1, 0])
  await mergeCustomers(the.session(), { id: a.id, mergeId: newId(), mergedId: b.id })
  await the.drain()
  expect((await showChase(the.session(), { id: a.id })).policyWhy?.key).toBe('first')
  const { report, members } = await showTrial(the.session(), { id: trial.id })
  expect(report.mixed).toBe(1)
  expect(report.a.customers + report.b.customers).toBe(members.a + members.b - 2)

  await endTrial(the.session(), { id: trial.id, winner: 'b' })
  const first = (await listPolicies(the.session(), {})).rows.find(({ key }) => key === 'first')
  expect(first?.policy.steps.map(({ key }) => key)).toEqual(['soft'])
  expect((await listTrials(the.session(), {})).rows[0]?.winner).toBe('b')
})

// The customer was divided twice, once by each of the currencies, and was in both comparisons.
test('who owes in two currencies takes part in one comparison', async () => {
  const least = (minor: number, currency: 'SAR' | 'USD') =>
    Segment.parse({ minimumBalance: { minor, currency } })
  const segments = { riyals: least(2_000_000, 'SAR'), dollars: least(200_000, 'USD') }
  const trials = []
  for (const [key, segment] of Object.entries(segments)) {
    await save(key, ladder({ segment }), 0)
    await save(`${key}_too`, ladder({ segment, isOff: true }), 2)
    const compared = { policyA: key, policyB: `${key}_too`, to: addDays(today, 30) }
    trials.push(await startTrial(the.session(), { id: newId(), name: key, ...compared }))
  }
  const both = await debtor([
    { due: addDays(today, 2), riyals: 21_000 },
    { due: addDays(today, 3), riyals: 2_100, currency: 'USD' },
  ])
  await run()
  const joined = await the.sql<{ trial_id: string }>(
    'select trial_id from policy_trial_member where customer_id = $1',
    [both.id],
  )
  expect(joined).toEqual([{ trial_id: trials[0]?.id }])
  for (const { id } of trials) await endTrial(the.session(), { id, winner: null })
  for (const key of Object.keys(segments)) await removePolicy(the.session(), { key })
})

// The one that was tried came last among those of its place, which the reminders do not know.
test('a policy that is tried stands among those of its place by its key', async () => {
  const least = Segment.parse({ minimumBalance: { minor: 6_000_000, currency: 'SAR' } })
  await debtor([{ due: addDays(today, -24), riyals: 61_000 }])
  await save('tie', ladder({ segment: least }), 1)
  const tried = ladder({ segment: least, isOff: true })
  expect((await simulated(tried, 'before_tie')).sums.customers).toBe(1)
  expect((await simulated(tried, 'tie_after')).sums.customers).toBe(0)
  await removePolicy(the.session(), { key: 'tie' })
})

test('a new order is one act: of exactly the policies there are, compared ones too, and nobody’s edit is lost', async () => {
  await save('before', ladder({ isOff: true }), 40)
  await save('behind', ladder({ isOff: true }), 50)
  const trial = await startTrial(the.session(), {
    ...{ id: newId(), name: 'مقارنة', policyA: 'first', policyB: 'behind', to: addDays(today, 9) },
  })
  const keysNow = async () => (await listPolicies(the.session(), {})).rows.map(({ key }) => key)
  const old = await keysNow()
  const order = ['behind', ...old.filter((key) => key !== 'behind')]
  // Meanwhile a colleague adds one.
  await save('newer', ladder({ isOff: true }), 60)
  for (const keys of [order, [...order, 'newer', 'newer'], [...order, 'unknown'], ['newer']])
    await expect(orderPolicies(the.session(), { keys })).rejects.toThrow(
      'collections.policies_changed',
    )
  expect(await keysNow()).toEqual([...old.slice(0, -1), 'newer', ...old.slice(-1)])
  const { rows } = await orderPolicies(the.session(), { keys: [...order, 'newer'] })
  expect(rows.map(({ key }) => key)).toEqual([...order, 'newer'])
  expect(await keysNow()).toEqual([...order, 'newer'])
  const told = await the.sql<{ before: { place: string[] }; after: { place: string[] } }>(
    `select before, after from audit where action = 'collections.policies_ordered'`,
  )
  expect(told).toHaveLength(1)
  expect(told[0]?.after.place.slice(0, 1)).toEqual(['سياسة behind'])
  await endTrial(the.session(), { id: trial.id, winner: null })
})

test('ready-made conduct sets limits and hours together, or neither', async () => {
  const both = async () => ({
    caps: (await showDeskSettings(the.session(), {})).caps,
    hours: (await showSettings(the.session(), {})).calendar.contactWindows[0],
  })
  const before = await both()
  await expect(
    adoptConduct(the.session(['collections.manage']), { kind: 'finance' }),
  ).rejects.toThrow('access.forbidden')
  expect(await both()).toEqual(before)
  await adoptConduct(the.session(), { kind: 'finance' })
  expect(await both()).toEqual({
    caps: { callsADay: 1, attemptsIn30Days: 10, contacts: { aDay: 1, aWeek: 3, in30Days: 10 } },
    hours: [{ from: 540, until: 1080 }],
  })
})

test('no policy is taken away while a comparison with it begins', async () => {
  for (let n = 0; n < 6; n += 1) {
    const key = `raced-${n}`
    await save(key, ladder({ isOff: true }), 60 + n)
    const id = newId()
    const compared = { id, name: 'سباق', policyA: defaultPolicy.key, policyB: key }
    await Promise.allSettled([
      removePolicy(the.session(), { key }),
      startTrial(the.session(), { ...compared, to: addDays(today, 30) }),
    ])
    const known = new Set((await listPolicies(the.session(), {})).rows.map((row) => row.key))
    const running = (await listTrials(the.session(), {})).rows.find((trial) => trial.id === id)
    expect(running === undefined || known.has(running.policyB.key)).toBe(true)
    if (running) await endTrial(the.session(), { id, winner: null })
  }
})

test('who reaches only some customers tries no policy on all of them, and counts their own', async () => {
  const own = the.session({ 'collections.manage': 'own' })
  const counted = await countSegment(own, { segment: everyone, place: 20 })
  expect(counted).toMatchObject({ of: 0, fits: 0, gets: 0 })
  const policy = ladder({ isOff: true })
  const input = { id: newId(), key: 'tried', name: 'تجربة', place: 1, policy, costs: {} }
  await expect(startSimulation(own, StartSimulation.parse(input))).rejects.toMatchObject({
    code: 'access.forbidden',
  })
  const [mine] = (await listTrials(own, {})).rows
  expect(mine?.members).toEqual({ a: 0, b: 0 })
})
