import { expect, test } from 'vitest'
import { gateCodes } from '#core/collections/gate.ts'
import type { ReminderPolicy } from '#core/collections/policy.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { approveReminder } from './approve.ts'
import { listPolicies, savePolicy } from './policies.ts'
import { showReminder } from './reminders.ts'
import { runReminders } from './run.ts'
import { showSettings } from './settings.ts'

const { the, debtor, mailsTo, run, rowsOf, codes, on } = openChase()

test('a new company has its ladder, and sends nothing until somebody turns it on', async () => {
  await the.drain()
  expect((await showSettings(the.session(), {})).on).toBe(false)
  expect((await listPolicies(the.session(), {})).rows.map(({ key }) => key)).toEqual(['default'])
  const late = await debtor([{ due: '2026-11-19' }])
  await run()
  expect(mailsTo(late)).toEqual([])
  await on()
  await run()
  expect(mailsTo(late)).toHaveLength(1)
})

test('one message a customer, with every invoice that is late and a link to pay', async () => {
  await on()
  const late = await debtor([
    { due: '2026-11-19', riyals: 300 },
    { due: '2026-11-08', riyals: 700 },
    { due: '2026-12-20', riyals: 900 },
  ])
  await run()
  const [mail, ...more] = mailsTo(late)
  expect(more).toEqual([])
  expect(mail?.text).toContain('1,000.00')
  expect(mail?.text).toMatch(/\/pay\//)
  expect(mail?.text).not.toContain('900.00')
  const [row] = await rowsOf(late)
  expect([row?.state, row?.tone, row?.invoices]).toEqual(['sent', 'follow_up', 2])
  const { decisions } = await showReminder(the.session(), { id: row?.id ?? '' })
  expect(decisions).toHaveLength(1)
  expect(decisions[0]?.passed).toHaveLength(gateCodes.length)
})

test('eight runs at once, again and again, and edits of the ladder send one message a step', async () => {
  await on()
  const debtors = []
  for (let n = 0; n < 12; n++)
    debtors.push(await debtor([{ due: '2026-11-18' }, { due: '2026-11-17' }]))
  await the.sql('update reminder_setting set refreshed_at = null')
  await Promise.all(Array.from({ length: 8 }, () => runReminders(the.session())))
  await the.drain()
  const [{ policy } = { policy: undefined }] = (await listPolicies(the.session(), {})).rows
  if (!policy) throw new Error('There is a ladder')
  const edited: ReminderPolicy = {
    ...policy,
    steps: policy.steps.map((step) =>
      step.key === 'friendly' ? { ...step, offsetDays: 2 } : step,
    ),
    frequencyCap: { minDaysBetween: 1, maxIn30Days: 30 },
  }
  await savePolicy(the.session(), { key: 'default', name: 'العامة', place: 100, policy: edited })
  await run()
  the.setNow('2026-11-23T08:00:00Z')
  await run()
  await savePolicy(the.session(), { key: 'default', name: 'العامة', place: 100, policy })
  await run()
  expect(debtors.map((each) => mailsTo(each).length)).toEqual(debtors.map(() => 1))
  const twice = await the.sql(
    'select 1 from reminder_reservation group by item_id, step_key having count(*) > 1',
  )
  expect(twice).toEqual([])
})

test('approving from eight windows at once sends one last notice', async () => {
  await on()
  const late = await debtor([{ due: '2026-09-20', riyals: 5000 }])
  await run()
  const [held] = await rowsOf(late)
  expect([held?.state, codes(held)]).toEqual(['held', ['needs_approval']])
  expect(mailsTo(late)).toEqual([])
  const line = { customerId: late.id, currency: 'SAR' }
  const answers = await Promise.allSettled(
    Array.from({ length: 8 }, () => approveReminder(the.session(), line)),
  )
  await the.drain()
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(mailsTo(late)).toHaveLength(1)
  const [sent] = await rowsOf(late)
  expect([sent?.id, sent?.state, sent?.by]).toEqual([held?.id, 'sent', 'نورة السبيعي'])
})

test('what is paid before the run is asked for by nobody, and what was held for it is closed', async () => {
  await on()
  the.setNow('2026-11-22T04:00:00Z')
  const late = await debtor([{ due: '2026-11-18' }])
  await run()
  const [held] = await rowsOf(late)
  expect([held?.state, codes(held), held?.reviewOn]).toEqual([
    'held',
    ['outside_hours'],
    '2026-11-22',
  ])
  await recordPayment(the.session(), {
    id: newId(),
    customerId: late.id,
    amount: sar(500),
    method: 'transfer',
    paidOn: '2026-11-22',
    sendReceipt: false,
  })
  await the.drain()
  the.setNow(now)
  await run()
  expect(mailsTo(late)).toEqual([])
  const [closed] = await rowsOf(late)
  expect([closed?.id, closed?.state, codes(closed)]).toEqual([
    held?.id,
    'dropped',
    ['items_settled'],
  ])
})

test('out of hours it waits for the window, and goes when it opens, written down both times', async () => {
  await on()
  the.setNow('2026-11-22T04:00:00Z')
  const late = await debtor([{ due: '2026-11-18' }])
  await run()
  await run()
  expect(mailsTo(late)).toEqual([])
  the.setNow('2026-11-22T06:59:00Z')
  await runReminders(the.session())
  await the.drain()
  expect(mailsTo(late)).toEqual([])
  the.setNow('2026-11-22T07:00:30Z')
  await runReminders(the.session())
  await the.drain()
  expect(mailsTo(late)).toHaveLength(1)
  const [row, ...more] = await rowsOf(late)
  expect(more).toEqual([])
  const { decisions } = await showReminder(the.session(), { id: row?.id ?? '' })
  expect(decisions.map(({ verdict, reasons }) => [verdict, codes({ reasons })])).toEqual([
    ['send', []],
    ['hold', ['outside_hours']],
  ])
})
