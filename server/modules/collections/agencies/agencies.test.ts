import { expect, test } from 'vitest'
import type { SaveAgency } from '#core/collections/agency-api.ts'
import type { AgencyTerms } from '#core/collections/agency-terms.ts'
import { RecordContact } from '#core/collections/desk-api.ts'
import { defaultPolicy, ReminderPolicy } from '#core/collections/policy.ts'
import { Segment } from '#core/collections/segment.ts'
import { gatherDebtors } from '#modules/collections/desk/gather.ts'
import { recordContact } from '#modules/collections/desk/record-contact.ts'
import { removePolicy, savePolicy } from '#modules/collections/policies.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import { systemSession } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import { agencyOf, openAgency, referAtOnce, sendToAgency } from '#test/agency.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { employ } from '#test/matrix/staff.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { listAgencies, saveAgency, saveAgencySettings } from './agencies.ts'
import { agencyInvoice, listAgencyDebts, showAgencyDebt } from './agency-desk.ts'
import { showCommission } from './commission.ts'
import { confirmAgencyPayment } from './confirm.ts'
import { exportOwnDebts, importOwnUpdates } from './exchange.ts'
import { referralGround } from './ground.ts'
import { startReferralsJob } from './jobs.ts'
import { approveReferral, closeReferral, recallReferral, refer } from './refer.ts'
import { showReferral } from './referrals.ts'
import { remit } from './remit.ts'
import { addUpdate, reportPayment } from './report.ts'

const { the, debtor, mailsTo, run, rowsOf, on } = openChase()

/** A tenth of what comes, and a fifth once it is later than ninety days. */
const terms: AgencyTerms = {
  ...agencyOf().terms,
  bands: [
    { fromDays: 0, basisPoints: 1000 },
    { fromDays: 91, basisPoints: 2000 },
  ],
}
const agency = (change: Partial<SaveAgency> = {}) => openAgency(the, { terms, ...change })
const free = () => referAtOnce(the.session())
const send = (of: Debtor, agencyId: string, invoiceIds = of.invoices) =>
  sendToAgency(the.session(), of, agencyId, { invoiceIds })
const pay = async (of: Debtor, riyals: number, paidOn = '2026-11-22') => {
  const id = newId()
  await recordPayment(the.session(), {
    ...{ id, customerId: of.id, amount: sar(riyals), method: 'transfer' as const },
    ...{ paidOn, sendReceipt: false },
  })
  await the.drain()
  return id
}
const told = async (of: Debtor) =>
  (
    await the.sql<{ name: string }>(
      `select name from event where customer_id = $1 and name like 'collections.%refer%' order by seq`,
      [of.id],
    )
  ).map(({ name }) => name.replace('collections.', ''))

test('what is with an agency is no longer asked for, and is again once it is recalled', async () => {
  await on()
  await free()
  const { id } = await agency()
  const late = await debtor([
    { due: '2026-11-17', riyals: 300 },
    { due: '2026-11-18', riyals: 500 },
  ])
  const made = await send(late, id, late.invoices.slice(0, 1))
  expect([made.state, made.amount.minor, made.left.minor]).toEqual(['referred', 300_00, 300_00])
  await run()
  const [mail] = mailsTo(late)
  expect(mail?.text).toContain('500.00')
  expect(mail?.text).not.toContain('800.00')
  const desk = await look(the.session(), (from) =>
    gatherDebtors(from, [{ id: late.id, parties: [late.id] }]),
  )
  expect(desk.get(late.id)?.facts.late.minor).toBe(500_00)
  await recallReferral(the.session(), { id: made.id, reason: 'عاد العميل إلينا' })
  const again = await look(the.session(), (from) =>
    gatherDebtors(from, [{ id: late.id, parties: [late.id] }]),
  )
  expect(again.get(late.id)?.facts.late.minor).toBe(800_00)
  expect(await told(late)).toEqual(['referral_prepared', 'debt_referred', 'referral_ended'])
})

test('a debtor who is wholly with an agency leaves the queue, and no reminder goes out', async () => {
  await on()
  await free()
  const { id } = await agency()
  const late = await debtor([{ due: '2026-11-17', riyals: 300 }])
  await send(late, id)
  await run()
  expect(mailsTo(late)).toEqual([])
  expect((await rowsOf(late)).every(({ state }) => state !== 'sent')).toBe(true)
  const desk = await look(the.session(), (from) =>
    gatherDebtors(from, [{ id: late.id, parties: [late.id] }]),
  )
  expect(desk.size).toBe(0)
})

test('before the ladder is exhausted a referral needs its reason, and the ground says what is left', async () => {
  await free()
  const { id } = await agency()
  const late = await debtor([{ due: '2026-11-17', riyals: 300 }])
  const ground = await referralGround(the.session(), { id: late.id })
  expect(ground.readiness.against).toEqual(['steps_left', 'never_contacted'])
  expect(ground.items.map(({ referred, daysLate }) => [referred, daysLate])).toEqual([[false, 5]])
  const input = { agencyId: id, customerId: late.id, invoiceIds: late.invoices, notify: false }
  await expect(refer(the.session(), { ...input, id: newId(), reason: '' })).rejects.toMatchObject({
    code: 'collections.referral_needs_reason',
  })
  await recordContact(the.session(), {
    ...{ id: newId(), customerId: late.id, channel: 'call', direction: 'out' },
    ...{ outcome: 'no_answer', note: '', spokenTo: '' },
  })
  const after = await referralGround(the.session(), { id: late.id })
  expect([after.readiness.against, after.readiness.lastContactOn]).toEqual([
    ['steps_left'],
    '2026-11-22',
  ])
})

test('how far the chase went is read from the ladder that holds for them, whose calls are not said', async () => {
  await on()
  const segment = Segment.parse({ oldestDaysFrom: 5, minimumBalance: sar(70_000) })
  const steps = [
    { key: 'soft', offsetDays: 4, tone: 'friendly', channels: ['best'] },
    { key: 'ring', offsetDays: 5, tone: 'friendly', channels: ['best'], act: 'call' },
  ]
  const policy = ReminderPolicy.parse({ ...defaultPolicy, isDefault: false, segment, steps })
  await savePolicy(the.session(), { key: 'ringing', name: 'بالهاتف', place: 1, policy })
  const late = await debtor([
    { due: '2026-11-17', riyals: 300 },
    { due: '2026-11-17', riyals: 70_000 },
  ])
  await run()
  await recordContact(
    the.session(),
    RecordContact.parse({ id: newId(), customerId: late.id, outcome: 'no_answer' }),
  )
  const invoiceIds = late.invoices.slice(0, 1)
  const { readiness } = await referralGround(the.session(), { id: late.id, invoiceIds })
  expect(readiness.steps).toEqual([{ key: 'soft', tone: 'friendly', on: '2026-11-22', done: true }])
  expect(readiness.against).toEqual([])
  await removePolicy(the.session(), { key: 'ringing' })
})

test('another agrees, the customer is told politely, and after the days of notice the agency has it', async () => {
  await saveAgencySettings(the.session(), { approvalNeeded: true, noticeDays: 7 })
  const { id, session } = await agency()
  const late = await debtor([{ due: '2026-11-17', riyals: 300 }])
  const made = await refer(the.session(), {
    ...{ id: newId(), agencyId: id, customerId: late.id, invoiceIds: late.invoices },
    ...{ reason: 'لا يرد منذ أشهر', notify: true },
  })
  expect([made.state, made.waitsForApproval]).toEqual(['prepared', true])
  await expect(approveReferral(the.session(), { id: made.id })).rejects.toMatchObject({
    code: 'collections.referral_own_approval',
  })
  const manager = await employ(the, the.company, 'manager')
  const boss = {
    ...the.session(),
    actor: { kind: 'user' as const, id: manager.ownerId, name: 'خالد' },
  }
  const agreed = await approveReferral(boss, { id: made.id })
  await the.drain()
  expect([agreed.state, agreed.effectiveOn, agreed.approvedBy]).toEqual([
    'prepared',
    '2026-11-29',
    'خالد',
  ])
  const [mail] = mailsTo(late)
  expect(mail?.text).toContain('300.00')
  expect(mail?.text).toContain('شركة تحصيل')
  expect((await listAgencyDebts(session, { limit: 50 })).rows).toEqual([])
  the.setNow('2026-11-29T05:00:00Z')
  await startReferralsJob.run(systemSession(the.house, the.company.companyId), {})
  expect((await showReferral(the.session(), { id: made.id })).state).toBe('referred')
  expect((await listAgencyDebts(session, { limit: 50 })).total).toBe(1)
  the.setNow(now)
})

test('an agency sees its own debts alone: another’s, and what is not referred, is not there', async () => {
  await free()
  const [mine, other] = [await agency(), await agency({ name: 'وكالة أخرى' })]
  const late = await debtor([
    { due: '2026-08-01', riyals: 300 },
    { due: '2026-11-18', riyals: 500 },
  ])
  const [first = '', second = ''] = late.invoices
  const made = await send(late, mine.id, [first])
  const seen = await showAgencyDebt(mine.session, { id: made.id })
  expect(seen.items.map(({ invoiceId }) => invoiceId)).toEqual([first])
  expect(seen.contact.email).toBe(late.email)
  const gone = { code: 'collections.referral_not_found' }
  await expect(showAgencyDebt(other.session, { id: made.id })).rejects.toMatchObject(gone)
  await expect(
    addUpdate(other.session, { id: made.id, updateId: newId(), code: 'contacted', note: '' }),
  ).rejects.toMatchObject(gone)
  await expect(
    agencyInvoice(other.session, { id: made.id, invoiceId: first }),
  ).rejects.toMatchObject(gone)
  await expect(
    agencyInvoice(mine.session, { id: made.id, invoiceId: second }),
  ).rejects.toMatchObject({ code: 'collections.invoice_not_found' })
  expect((await listAgencyDebts(other.session, { limit: 50 })).rows).toEqual([])
  await expect(listAgencyDebts(the.session(), { limit: 50 })).rejects.toMatchObject({
    code: 'collections.no_agency',
  })
  // What was theirs keeps no name and no figures once it is over.
  await recallReferral(the.session(), { id: made.id, reason: 'استرجاع' })
  const over = await showAgencyDebt(mine.session, { id: made.id })
  expect([over.customerName, over.items, over.contact.email]).toEqual([null, [], null])
})

test('nobody who may do more signs in for an agency', async () => {
  const accountant = await employ(the, the.company, 'accountant')
  await expect(
    saveAgency(the.session(), agencyOf({ memberIds: [accountant.ownerId] })),
  ).rejects.toMatchObject({ code: 'collections.agency_user' })
})

test('an update puts the debt in progress, one needs its figures, and what is given back is ours', async () => {
  await free()
  const { id, session } = await agency()
  const late = await debtor([{ due: '2026-08-01', riyals: 300 }])
  const made = await send(late, id)
  await expect(
    addUpdate(session, { id: made.id, updateId: newId(), code: 'promised', note: '' }),
  ).rejects.toMatchObject({ code: 'collections.update_needs_amount' })
  await addUpdate(session, {
    ...{ id: made.id, updateId: newId(), code: 'promised', note: 'قال بعد الراتب' },
    ...{ amount: sar(100), dueOn: '2026-11-28', file: pdfFile('لقاء.pdf') },
  })
  const seen = await showReferral(the.session(), { id: made.id })
  expect([seen.state, seen.updates[0]?.code, seen.updates[0]?.file]).toEqual([
    'in_progress',
    'promised',
    'لقاء.pdf',
  ])
  await addUpdate(session, { id: made.id, updateId: newId(), code: 'returned', note: 'لا أثر له' })
  expect((await showReferral(the.session(), { id: made.id })).state).toBe('returned')
  expect((await send(late, id)).state).toBe('referred')
})

test('commission is due on what comes to us directly, by the age of the debt, and goes with a reversal', async () => {
  await free()
  const { id } = await agency()
  const late = await debtor([
    { due: '2026-08-01', riyals: 300 },
    { due: '2026-11-10', riyals: 500 },
  ])
  await pay(late, 50, '2026-11-20')
  await send(late, id)
  the.setNow('2026-11-23T09:00:00Z')
  const paid = await pay(late, 350, '2026-11-23')
  const [section] = (await showCommission(the.session(), { id, month: '2026-11' })).sections
  // 250 of the invoice that is 114 days late at 20 %, 100 of the young one at 10 %.
  expect(section?.rows.map(({ commission }) => commission.minor)).toEqual([60_00])
  expect([section?.vat.minor, section?.total.minor]).toEqual([9_00, 69_00])
  await reversePayment(the.session(), {
    ...{ id: paid, reason: 'bounced', on: '2026-11-23' },
  })
  expect((await showCommission(the.session(), { id, month: '2026-11' })).sections).toEqual([])
  the.setNow(now)
})

test('where the contract leaves direct payments out, only what the agency reports is earned on', async () => {
  await free()
  const { id, session } = await agency({ terms: { ...terms, direct: false } })
  const late = await debtor([{ due: '2026-08-01', riyals: 300 }])
  const made = await send(late, id)
  the.setNow('2026-11-23T09:00:00Z')
  await pay(late, 100, '2026-11-23')
  const report = newId()
  await reportPayment(session, {
    ...{ id: made.id, newPaymentId: report, amount: sar(50), paidOn: '2026-11-23' },
    ...{ to: 'us', reference: 'TR-9', file: pdfFile('إيصال.pdf') },
  })
  await confirmAgencyPayment(the.session(), { id: report, newPaymentId: newId() })
  const [section] = (await showCommission(the.session(), { id, month: '2026-11' })).sections
  expect(section?.rows.map(({ amount, commission }) => [amount.minor, commission.minor])).toEqual([
    [50_00, 10_00],
  ])
  the.setNow(now)
})

test('money at the agency stands on its own account until it is handed over less the commission', async () => {
  await free()
  const { id, session } = await agency()
  const late = await debtor([{ due: '2026-08-01', riyals: 1000 }])
  const made = await send(late, id)
  the.setNow('2026-11-23T09:00:00Z')
  const report = newId()
  await reportPayment(session, {
    ...{ id: made.id, newPaymentId: report, amount: sar(1000), paidOn: '2026-11-23' },
    ...{ to: 'agency', reference: '' },
  })
  const balance = async (key: string) =>
    (
      await the.sql<{ sum: string }>(
        `select coalesce(sum(l.amount), 0)::text as sum from journal_line l
         join account a on a.company_id = l.company_id and a.id = l.account_id
         where l.company_id = $1 and a.key = $2`,
        [the.company.companyId, key],
      )
    )[0]?.sum
  const fees = Number(await balance('agency_fees'))
  await confirmAgencyPayment(the.session(), { id: report, newPaymentId: newId() })
  await the.drain()
  expect(await balance('agency_clearing')).toBe('100000')
  expect((await showReferral(the.session(), { id: made.id })).state).toBe('paid')
  const wanted = {
    ...{ agencyId: id, reportIds: [report], receivedOn: '2026-11-23' },
    ...{ deducted: true, reference: '' },
  }
  const done = await remit(the.session(), { ...wanted, id: newId() })
  expect([done.gross, done.commission, done.vat, done.net].map(({ minor }) => minor)).toEqual([
    1000_00, 200_00, 30_00, 770_00,
  ])
  expect(await balance('agency_clearing')).toBe('0')
  expect(Number(await balance('agency_fees')) - fees).toBe(200_00)
  await expect(remit(the.session(), { ...wanted, id: newId() })).rejects.toMatchObject({
    code: 'collections.remit_nothing',
  })
  the.setNow(now)
})

test('a file goes out with the debts and comes back with what happened, line by line', async () => {
  await free()
  const { session, id } = await agency()
  const late = await debtor([{ due: '2026-08-01', riyals: 300 }])
  const made = await send(late, id)
  const out = await (await exportOwnDebts(session, {})).text()
  expect(out).toContain(late.email)
  const number = (await showAgencyDebt(session, { id: made.id })).items[0]?.number
  const csv = [
    'رقم الفاتورة,الحالة,التاريخ,المبلغ,المرجع,ملاحظة',
    `${number},دُفع للوكالة,22/11/2026,120,TR-1,`,
    `${number},وعد بالسداد,30/11/2026,,,`,
    'INV-NONE,لم يرد,,,,',
    `${number},كلام,,,,`,
  ].join('\n')
  const input = {
    requestId: newId(),
    file: { name: 'updates.csv', content: Buffer.from(csv).toString('base64') },
  }
  const result = await importOwnUpdates(session, input)
  expect(result.taken).toBe(1)
  expect(result.refused.map(({ line, reason }) => [line, reason])).toEqual([
    [3, 'collections.update_needs_amount'],
    [4, 'collections.invoice_not_found'],
    [5, 'unknown_act'],
  ])
  await importOwnUpdates(session, input)
  expect((await showReferral(the.session(), { id: made.id })).payments).toHaveLength(1)
})

test('closing what cannot be collected frees the invoices, and an agency with debts is not archived', async () => {
  await free()
  const made = agencyOf({ terms })
  await saveAgency(the.session(), made)
  const late = await debtor([{ due: '2026-08-01', riyals: 300 }])
  const sent = await send(late, made.id)
  await expect(saveAgency(the.session(), { ...made, archived: true })).rejects.toMatchObject({
    code: 'collections.agency_has_debts',
  })
  await expect(send(late, made.id)).rejects.toMatchObject({ code: 'collections.already_referred' })
  const { rows } = await listAgencies(the.session(), {})
  expect(rows.find(({ id }) => id === made.id)).toMatchObject({ open: 1, left: [sar(300)] })
  await closeReferral(the.session(), {
    id: sent.id,
    outcome: 'uncollectable',
    reason: 'لا أصول له',
  })
  expect((await saveAgency(the.session(), { ...made, archived: true })).archived).toBe(true)
})
