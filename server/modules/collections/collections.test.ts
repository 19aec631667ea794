import { expect, test } from 'vitest'
import type { ReminderPolicy } from '#core/collections/policy.ts'
import { AddCustomer } from '#core/contacts/customer.ts'
import type { Currency } from '#core/money.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { addOpeningInvoice } from '#modules/invoicing/index.ts'
import { saveConsent } from '#modules/messaging/consents.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { reaction } from '#platform/command.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse, sar } from '#test/house.ts'
import { approveReminder, overrideReminder } from './approve.ts'
import { chaseStatesOf, showChase } from './chase.ts'
import { closeDispute, openDispute } from './disputes.ts'
import { exportLatePayments, listLatePayments } from './late-periods.ts'
import { pauseChase, resumeChase } from './pauses.ts'
import { showPlan, showPlanDetail } from './plan.ts'
import { listPolicies, savePolicy } from './policies.ts'
import { listReminders, showReminder } from './reminders.ts'
import { runReminders } from './run.ts'
import { changeSettings, showSettings, stopToday, switchReminders } from './settings.ts'

// A Sunday, 11:00 in Riyadh: inside the hours of contact.
const now = '2026-11-22T08:00:00Z'
const the = openHouse({ now })

type Debt = Readonly<{ due: string; riyals?: number; currency?: Currency }>
type Debtor = Readonly<{ id: string; email: string; invoices: string[] }>

const open = reaction(
  'test.open',
  async (work, input: { debtor: Debtor; debts: Debt[]; email: boolean }) => {
    const { debtor, debts, email } = input
    await addCustomer(
      work,
      AddCustomer.parse({
        id: debtor.id,
        name: `شركة ${debtor.id.slice(-6)}`,
        stage: 'customer',
        identities: email ? [{ id: newId(), kind: 'email', typed: debtor.email }] : [],
      }),
    )
    for (const [n, { due, riyals = 500, currency = 'SAR' }] of debts.entries())
      await addOpeningInvoice(work, {
        id: debtor.invoices[n] ?? '',
        customerId: debtor.id,
        issuedOn: '2026-08-01',
        dueOn: due,
        currency,
        ...(currency !== 'SAR' && { rate: '3.75' }),
        gross: riyals * 100,
        balance: riyals * 100,
      })
  },
)

async function debtor(debts: Debt[], { email = true } = {}): Promise<Debtor> {
  const id = newId()
  const made = { id, email: `d-${id.slice(-10)}@example.com`, invoices: debts.map(newId) }
  await open(the.session(), { debtor: made, debts, email })
  await the.drain()
  return made
}

const mailsTo = ({ email }: Debtor) => the.simulators.mail.inbox().list(email)

/** Looks at everything again, as the first run of an hour does. */
async function run(): Promise<void> {
  await the.sql('update reminder_setting set refreshed_at = null')
  await runReminders(the.session())
  await the.drain()
}
const rowsOf = async ({ id }: Debtor) =>
  (await listReminders(the.session(), { customerId: id, limit: 50 })).rows
const codes = (row: { reasons: readonly { code: string }[] } | undefined) =>
  row?.reasons.map(({ code }) => code)

async function on(): Promise<void> {
  the.setNow(now)
  await stopToday(the.session(), { stopped: false })
  await switchReminders(the.session(), { on: true })
  // Turning them on starts a run: it is over before the test makes what it looks at.
  await the.drain()
}

/** A customer who stands at the gateway's page. */
async function beginsToPay({ id, invoices }: Debtor): Promise<void> {
  const { companyId } = the.company
  const [account, link] = [newId(), newId()]
  await the.sql(
    `insert into gateway_account (company_id, id, vendor, mode, secret_key, secret_key_end, created_at, created_by)
     values ($1, $2, 'moyasar', 'test', 'sealed', '0000', now(), 'نورة')`,
    [companyId, account],
  )
  await the.sql(
    `insert into pay_link (company_id, id, customer_id, invoice_ids, same_as, created_at, created_by_name, expires_at)
     values ($1, $2, $3, $4, 'x', now(), 'نورة', now() + interval '9 days')`,
    [companyId, link, id, invoices],
  )
  await the.sql(
    `insert into pay_attempt (company_id, id, link_id, account_id, customer_id, item_ids, invoice_ids,
       amount, currency, method, language, state, checkout_id, opened_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $6, 50000, 'SAR', 'mada', 'ar', 'open', 'c1', $7::timestamptz,
       $7::timestamptz + interval '1 hour')`,
    [companyId, newId(), link, account, id, invoices, now],
  )
}

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
  expect(decisions[0]?.passed).toHaveLength(20)
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
  })
  await run()
  expect(mailsTo(late)[0]?.text).toContain('250.00')
  expect(mailsTo(late)[0]?.text).not.toContain('350.00')
  await closeDispute(the.session(), { id, outcome: 'rejected', note: '' })
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
  const states = await look(the.session(), (from) => chaseStatesOf(from, [late.id]))
  expect(states.get(late.id)).toBe('paused')
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
