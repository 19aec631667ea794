import { expect, test } from 'vitest'
import { resetTemplate, saveTemplate } from '#modules/messaging/templates.ts'
import { openAgency, referAtOnce, sendToAgency } from '#test/agency.ts'
import { now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { employ } from '#test/matrix/staff.ts'
import { saveAgencySettings } from './agencies.ts'
import { commissionFile, ownCommissionFile } from './commission.ts'
import { confirmAgencyPayment, listAgencyPayments } from './confirm.ts'
import { referralGround } from './ground.ts'
import { recallReferral } from './refer.ts'
import { showReferral } from './referrals.ts'
import { addUpdate, reportPayment } from './report.ts'

const { the, debtor, mailsTo, on } = openChase()

const newsOf = async (referralId: string, userId: string) =>
  (
    await the.sql<{ kind: string; facts: { reason?: string } }>(
      `select kind, facts from notification where about_id = $1 and user_id = $2
       and read_at is null order by kind`,
      [referralId, userId],
    )
  ).map(({ kind, facts }) => [kind, facts.reason])

test('colleagues hear what an agency reports and when a referral ends: who prepared it too, the agency never', async () => {
  the.setNow(now)
  await referAtOnce(the.session())
  const late = await debtor([{ due: '2026-08-01', riyals: 300 }])
  const { id, session } = await openAgency(the)
  const collector = await employ(the, the.company, 'collector')
  const preparing = {
    ...the.session(),
    actor: { kind: 'user' as const, id: collector.ownerId, name: 'هند الحربي' },
  }
  const made = await sendToAgency(preparing, late, id)
  await addUpdate(session, { id: made.id, updateId: newId(), code: 'contacted', note: '' })
  await the.drain()
  const seen = () =>
    Promise.all([
      newsOf(made.id, the.company.ownerId),
      newsOf(made.id, collector.ownerId),
      newsOf(made.id, session.actor.id ?? ''),
    ])
  const contacted = [['agency_reported', 'contacted']]
  expect(await seen()).toEqual([contacted, contacted, []])
  await reportPayment(session, {
    ...{ id: made.id, newPaymentId: newId(), amount: sar(100), paidOn: '2026-11-22' },
    ...{ to: 'us' as const, reference: '' },
  })
  await the.drain()
  const paid = [['agency_reported', 'payment']]
  expect(await seen()).toEqual([paid, paid, []])
  // That a colleague confirms it is no news from the agency.
  const { rows } = await listAgencyPayments(the.session(), { limit: 5, agencyId: id })
  await confirmAgencyPayment(the.session(), { id: rows[0]?.id ?? '', newPaymentId: newId() })
  await the.drain()
  expect(await seen()).toEqual([paid, paid, []])
  await recallReferral(preparing, { id: made.id, reason: 'اتفقنا' })
  await the.drain()
  expect(await newsOf(made.id, the.company.ownerId)).toContainEqual(['referral_ended', 'recalled'])
  expect(await newsOf(made.id, collector.ownerId)).toEqual(paid)
})

test('an agency takes its own commission as the file that the company sees, and no other’s', async () => {
  the.setNow(now)
  await referAtOnce(the.session())
  const late = await debtor([{ due: '2026-08-01', riyals: 300 }])
  const [mine, other] = [await openAgency(the), await openAgency(the)]
  const made = await sendToAgency(the.session(), late, mine.id)
  const paymentId = newId()
  await reportPayment(mine.session, {
    ...{ id: made.id, newPaymentId: paymentId, amount: sar(200), paidOn: '2026-11-22' },
    ...{ to: 'us' as const, reference: '' },
  })
  await confirmAgencyPayment(the.session(), { id: paymentId, newPaymentId: newId() })
  await the.drain()
  const month = '2026-11'
  const csv = await ownCommissionFile(mine.session, { month, format: 'csv' })
  const text = await csv.text()
  expect(text).toContain('20.00')
  const ours = await commissionFile(the.session(), { id: mine.id, month, format: 'csv' })
  expect(text).toBe(await ours.text())
  expect(
    await (await ownCommissionFile(other.session, { month, format: 'csv' })).text(),
  ).not.toContain('20.00')
  const pdf = await ownCommissionFile(mine.session, { month, format: 'pdf' })
  expect([pdf.type, (await pdf.text()).slice(0, 5)]).toEqual(['application/pdf', '%PDF-'])
  await expect(
    ownCommissionFile(the.session(['collections.agencies']), { month, format: 'csv' }),
  ).rejects.toMatchObject({ code: 'access.forbidden' })
})

test('the notice before a referral is in the company’s own words', async () => {
  await on()
  await saveAgencySettings(the.session(), { approvalNeeded: false, noticeDays: 7 })
  await saveTemplate(the.session(), {
    ...{ key: 'referral_notice', language: 'ar', subject: 'قبل الإحالة' },
    body: 'عزيزنا {name}، سنحيل {amount} يوم {deadline}. {company}',
  })
  const { id } = await openAgency(the)
  const late = await debtor([{ due: '2026-08-01', riyals: 300 }])
  await sendToAgency(the.session(), late, id, { notify: true })
  await the.drain()
  const [mail] = mailsTo(late)
  expect(mail?.text).toMatch(/عزيزنا .*300\.00.*29 نوفمبر/s)
  await expect(
    saveTemplate(the.session(), {
      ...{ key: 'referral_notice', language: 'ar', subject: 'قبل الإحالة' },
      body: 'سنحيل {amount} عبر {link}',
    }),
  ).rejects.toMatchObject({ code: 'messaging.template_invalid' })
  await resetTemplate(the.session(), { key: 'referral_notice', language: 'ar' })
})

test('a referral says whether its notice left, by which way, or why it could not', async () => {
  await on()
  await saveAgencySettings(the.session(), { approvalNeeded: false, noticeDays: 7 })
  const { id } = await openAgency(the)
  const noticeOf = async (notify: boolean, email: boolean) => {
    const late = await debtor([{ due: '2026-08-01', riyals: 300 }], { email })
    const made = await sendToAgency(the.session(), late, id, { notify })
    await the.drain()
    return (await showReferral(the.session(), { id: made.id })).notice
  }
  expect(await noticeOf(true, true)).toMatchObject({ state: 'sent', channel: 'email' })
  expect(await noticeOf(true, false)).toMatchObject({ state: 'refused', because: 'no_way' })
  expect(await noticeOf(false, true)).toMatchObject({ state: 'none', at: null })

  await saveAgencySettings(the.session(), { approvalNeeded: true, noticeDays: 7 })
  expect(await noticeOf(true, true)).toMatchObject({ state: 'waits' })
  await saveAgencySettings(the.session(), { approvalNeeded: false, noticeDays: 7 })
})

test('the form of a referral says whose debts they are and all that they owe', async () => {
  const late = await debtor([
    { due: '2026-08-01', riyals: 300 },
    { due: '2026-12-30', riyals: 50 },
  ])
  const ground = await referralGround(the.session(), { id: late.id })
  expect(ground.customerName).toBe(`شركة ${late.id.slice(-6)}`)
  expect(ground.balance).toEqual([sar(350)])
})
