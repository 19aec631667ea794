import { expect, test } from 'vitest'
import { saveConsent } from '#modules/messaging/consents.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { type Debtor, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { overrideReminder } from './approve.ts'
import { showChase } from './chase.ts'
import { closeDispute } from './disputes/answer.ts'
import { openDispute } from './disputes.ts'
import { exportLatePayments, listLatePayments } from './late-periods.ts'
import { pauseChase, resumeChase } from './pauses.ts'
import { showPlan, showPlanDetail } from './plan.ts'
import { runReminders } from './run.ts'
import { changeSettings, showSettings, stopToday } from './settings.ts'

const { the, debtor, mailsTo, run, rowsOf, codes, on, beginsToPay } = openChase()

test('everything that stands against a reminder holds it, named, through real rows', async () => {
  await on()
  const session = the.session()
  const debts = [{ due: '2026-11-18' }]
  const paused = await debtor(debts)
  await pauseChase(session, {
    id: newId(),
    customerId: paused.id,
    reason: 'طلب مهلة',
    until: '2026-11-26',
  })
  const disputed = await debtor(debts)
  await openDispute(session, {
    id: newId(),
    invoiceId: disputed.invoices[0] ?? '',
    reason: 'amount',
    note: '',
    source: 'staff',
  })
  const declined = await debtor(debts)
  await saveConsent(session, {
    id: newId(),
    customerId: declined.id,
    channel: 'email',
    optedOut: true,
    evidence: 'هاتف',
  })
  const silent = await debtor(debts, { email: false })
  const credited = await debtor(debts)
  await recordPayment(session, {
    id: newId(),
    customerId: credited.id,
    amount: sar(200),
    method: 'cash',
    paidOn: '2026-11-20',
    shares: [],
    sendReceipt: false,
  })
  const paying = await debtor(debts)
  await beginsToPay(paying)
  await the.drain()
  await run()
  const found = await Promise.all(
    [paused, disputed, declined, silent, credited, paying].map(async (each) => {
      const [row] = await rowsOf(each)
      return [row?.state, codes(row)?.join(), row?.reviewOn]
    }),
  )
  expect(found).toEqual([
    ['held', 'customer_paused', '2026-11-29'],
    ['held', 'no_items_left', null],
    ['dropped', 'opted_out', null],
    ['held', 'no_address', null],
    ['held', 'asks_more_than_owed', '2026-11-23'],
    ['held', 'payment_pending', '2026-11-23'],
  ])
  for (const each of [paused, disputed, declined, credited, paying])
    expect(mailsTo(each)).toEqual([])
})

test('a disputed invoice is left out and the rest goes; settled, it is asked for again', async () => {
  await on()
  const late = await debtor([
    { due: '2026-11-18', riyals: 100 },
    { due: '2026-11-17', riyals: 250 },
  ])
  const id = newId()
  await openDispute(the.session(), {
    id,
    invoiceId: late.invoices[0] ?? '',
    reason: 'quality',
    note: 'نقص',
    source: 'staff',
  })
  await run()
  expect(mailsTo(late)[0]?.text).toContain('250.00')
  expect(mailsTo(late)[0]?.text).not.toContain('350.00')
  await closeDispute(the.session(), { id, outcome: 'rejected', note: '', tell: false })
  the.setNow('2026-11-25T08:00:00Z')
  await run()
  expect(mailsTo(late)).toHaveLength(2)
  expect(mailsTo(late)[0]?.text).toContain('350.00')
})

test('a pause ends by a person, or after its day', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18' }])
  const id = newId()
  await pauseChase(the.session(), { id, customerId: late.id, reason: 'اتفاق' })
  await expect(
    pauseChase(the.session(), { id: newId(), customerId: late.id, reason: 'ثانية' }),
  ).rejects.toMatchObject({ code: 'collections.already_paused' })
  await run()
  const paused = await showChase(the.session(), { id: late.id })
  expect(paused).toMatchObject({ pauses: [{ reason: 'اتفاق' }], next: null })
  await resumeChase(the.session(), { id })
  await runReminders(the.session())
  await the.drain()
  expect(mailsTo(late)).toHaveLength(1)
  expect((await showChase(the.session(), { id: late.id })).lastReminderOn).toBe('2026-11-22')
})

test('a person may overrule a rule with a reason, and never a fact', async () => {
  await on()
  the.setNow('2026-11-22T04:00:00Z')
  const late = await debtor([{ due: '2026-11-18' }])
  const line = { customerId: late.id, currency: 'SAR' }
  await run()
  const without = the.session(['collections.read', 'collections.approve'])
  await expect(overrideReminder(without, { ...line, reason: 'طلبه' })).rejects.toMatchObject({
    code: 'access.forbidden',
  })
  await overrideReminder(the.session(), { ...line, reason: 'طلب العميل الرابط الآن' })
  await the.drain()
  expect(mailsTo(late)).toHaveLength(1)
  const [row] = await rowsOf(late)
  expect([row?.state, row?.overrideReason, codes(row)]).toEqual([
    'sent',
    'طلب العميل الرابط الآن',
    ['outside_hours'],
  ])
  const declined = await debtor([{ due: '2026-11-18' }])
  await saveConsent(the.session(), {
    id: newId(),
    customerId: declined.id,
    channel: 'email',
    optedOut: true,
    evidence: 'x',
  })
  await expect(
    overrideReminder(the.session(), { customerId: declined.id, currency: 'SAR', reason: 'مهم' }),
  ).rejects.toMatchObject({ code: 'collections.cannot_override' })
})

test('a mail server that falls silent leaves the reminder unknown, and no run repeats it', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18' }])
  the.simulators.mail.faults.dropAfterData = 1
  await run()
  await run()
  expect(mailsTo(late)).toHaveLength(1)
  expect((await rowsOf(late))[0]?.state).toBe('unknown')
})

test('stopping today holds what has not left, and tomorrow goes on', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18' }])
  await stopToday(the.session(), { stopped: true })
  await run()
  const [held] = await rowsOf(late)
  expect([held?.state, codes(held), held?.reviewOn]).toEqual([
    'held',
    ['company_stopped'],
    '2026-11-23',
  ])
  the.setNow('2026-11-23T08:00:00Z')
  await run()
  expect(mailsTo(late)).toHaveLength(1)
})

test('the plan says beforehand what the run then does, and leaves no trace', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 321 }])
  const held = await debtor([{ due: '2026-11-18' }])
  await pauseChase(the.session(), { id: newId(), customerId: held.id, reason: 'مهلة' })
  const counted = () => the.sql<{ count: string }>('select count(*) from reminder')
  const before = await counted()
  const plan = await showPlan(the.session(), {})
  const verdict = (of: Debtor) => plan.rows.find(({ customerId }) => customerId === of.id)?.verdict
  expect([verdict(late), verdict(held)]).toEqual(['send', 'hold'])
  const detail = await showPlanDetail(the.session(), { customerId: late.id, currency: 'SAR' })
  expect(await counted()).toEqual(before)
  await run()
  const [mail] = mailsTo(late)
  expect(mail?.subject).toBe(detail.subject)
  expect((await rowsOf(late))[0]?.amount).toEqual(sar(321))
})

test('late payments are kept: open while it is owed, closed on the day it is paid', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-12', riyals: 150 }])
  await run()
  const read = async () =>
    (
      await listLatePayments(the.session(), {
        customerId: late.id,
        limit: 9,
        sort: 'due_on',
        direction: 'desc',
      })
    ).rows
  expect((await read()).map(({ daysLate, endedOn }) => [daysLate, endedOn])).toEqual([[10, null]])
  await recordPayment(the.session(), {
    id: newId(),
    customerId: late.id,
    amount: sar(150),
    method: 'cash',
    paidOn: '2026-11-22',
    sendReceipt: false,
  })
  await the.drain()
  the.setNow('2026-12-10T08:00:00Z')
  expect((await read()).map(({ daysLate, endedOn }) => [daysLate, endedOn])).toEqual([
    [10, '2026-11-22'],
  ])
  const file = await exportLatePayments(the.session(), {
    customerId: late.id,
    sort: 'due_on',
    direction: 'asc',
  })
  expect(await file.text()).toContain('150.00,SAR,2026-11-22,10')
})

test('thanks follow a payment where the company wants them, once', async () => {
  await on()
  const settings = await showSettings(the.session(), {})
  await changeSettings(the.session(), { ...settings, thankYou: true })
  const payer = await debtor([{ due: '2026-12-30', riyals: 400 }])
  await recordPayment(the.session(), {
    id: newId(),
    customerId: payer.id,
    amount: sar(150),
    method: 'cash',
    paidOn: '2026-11-22',
    sendReceipt: false,
  })
  await the.drain()
  const [mail, ...more] = mailsTo(payer)
  expect(more).toEqual([])
  expect(mail?.subject).toContain('شكرًا لكم')
  expect(mail?.text).toContain('250.00')
})

test('money that came long ago is not thanked for now', async () => {
  await on()
  const settings = await showSettings(the.session(), {})
  await changeSettings(the.session(), { ...settings, thankYou: true })
  const payer = await debtor([{ due: '2026-12-30', riyals: 400 }])
  const pay = (paidOn: string) =>
    recordPayment(the.session(), {
      ...{ id: newId(), customerId: payer.id, amount: sar(50), method: 'transfer' as const },
      ...{ paidOn, sendReceipt: false },
    })
  await pay('2026-11-14')
  await the.drain()
  expect(mailsTo(payer)).toEqual([])
  await pay('2026-11-15')
  await the.drain()
  expect(mailsTo(payer)).toHaveLength(1)
})
