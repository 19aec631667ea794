import { expect, test } from 'vitest'
import { defaultDeskSettings } from '#core/collections/desk/settings.ts'
import { saveConsent } from '#modules/messaging/consents.ts'
import { takeInstrument } from '#modules/payments/instruments/take.ts'
import { openNotice } from '#modules/payments/notices/open-notice.ts'
import { systemSession } from '#platform/jobs.ts'
import { openAgency, referAtOnce, sendToAgency } from '#test/agency.ts'
import { type Debtor, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { takeLock } from '../desk/lock.ts'
import { recordContact } from '../desk/record-contact.ts'
import { changeDeskSettings } from '../desk/settings.ts'
import { openDispute } from '../disputes.ts'
import { pauseChase } from '../pauses.ts'
import { makePromise } from '../promises.ts'
import { acceptConcession } from '../settlements/answer.ts'
import { proposeConcession } from '../settlements/propose.ts'
import { acceptPlan } from './answer.ts'
import { proposePlan } from './propose.ts'
import { showPlan } from './queries.ts'
import { remindInstalmentsJob } from './remind.ts'

const { the, debtor, mailsTo, run, rowsOf, codes, on } = openChase()

const owing = () => debtor([{ due: '2026-09-20', riyals: 800 }])
async function agree({ id: customerId, invoices: [invoice = ''] }: Debtor): Promise<string> {
  const id = newId()
  await proposePlan(the.session(), {
    ...{ id, customerId, amount: sar(800), invoiceIds: [invoice] },
    instalments: [
      { dueOn: '2026-11-24', minor: 300_00 },
      { dueOn: '2026-12-24', minor: 500_00 },
    ],
    ...{ graceDays: 5, breaksAfter: 1, answerBy: '2026-11-24', note: '' },
  })
  await acceptPlan(the.session(), { id, by: 'أبو سعد', note: 'وافق في اتصال' })
  await the.drain()
  return id
}
const remind = async () => {
  await remindInstalmentsJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
}
/** What the plan's own page says of its reminders, and how many letters arrived. */
const said = async (late: Debtor, id: string) => ({
  mails: mailsTo(late).length,
  notices: (await showPlan(the.session(), { id })).notices.map(({ state, reasons }) =>
    state === 'sent' ? ['sent'] : reasons,
  ),
})

const cheque = ({ id: customerId }: Debtor, minor: number, dueOn: string) => {
  const id = newId()
  return takeInstrument(the.session(), {
    ...{ id, kind: 'cheque', customerId, number: id.slice(-8) },
    ...{ issuer: 'بنك البلاد', amount: { minor, currency: 'SAR' }, dueOn },
  })
}
const talk = (late: Debtor) =>
  recordContact(the.session(), {
    ...{ id: newId(), customerId: late.id, channel: 'whatsapp', direction: 'out' },
    ...{ outcome: 'no_answer', note: '', spokenTo: '' },
  })
const speak = (late: Debtor) =>
  recordContact(the.session(), {
    ...{ id: newId(), customerId: late.id, channel: 'call', direction: 'in' },
    ...{ outcome: 'wants_plan', note: '', spokenTo: 'أبو سعد' },
    followUp: { on: '2026-12-01' },
  })
const atMost = (aDay: number | null) =>
  changeDeskSettings(the.session(), {
    ...defaultDeskSettings,
    caps: {
      ...defaultDeskSettings.caps,
      contacts: { aDay, aWeek: null, in30Days: null },
    },
  })

/** By the reason that holds an instalment: how it comes about. */
const hindrances: Readonly<Record<string, (late: Debtor) => Promise<unknown>>> = {
  contact_cap: async (late) => {
    await atMost(1)
    await talk(late)
  },
  referred: async (late) => {
    await referAtOnce(the.session())
    const { id } = await openAgency(the)
    await sendToAgency(the.session(), late, id)
  },
  settlement_agreed: async ({ id: customerId, invoices: invoiceIds }) => {
    const id = newId()
    await proposeConcession(the.session(), {
      ...{ id, customerId, kind: 'settlement', currency: 'SAR', invoiceIds, amount: sar(600) },
      ...{ payBy: '2026-12-30', method: 'ledger', reason: 'اتفاق مع العميل' },
    })
    await acceptConcession(the.session(), { id, saidBy: 'أبو سعد' })
  },
  instrument_held: (late) => cheque(late, 300_00, '2026-11-24'),
  no_items_left: ({ invoices: [invoiceId = ''] }) =>
    openDispute(the.session(), {
      ...{ id: newId(), invoiceId, reason: 'amount', source: 'staff', note: 'السعر يخالف العرض' },
    }),
  customer_paused: ({ id: customerId }) =>
    pauseChase(the.session(), { id: newId(), customerId, reason: 'طلب مهلة' }),
  payment_notice_open: ({ id: customerId }) =>
    openNotice(the.session(), {
      ...{ id: newId(), customerId, amount: sar(300), paidOn: '2026-11-23', bank: 'الراجحي' },
    }),
  opted_out: ({ id: customerId }) =>
    saveConsent(the.session(), {
      ...{ id: newId(), customerId, channel: 'email', optedOut: true, evidence: 'اتصل بنا' },
    }),
  desk_lock: ({ id: customerId }) => takeLock(the.session(), { customerId, takeOver: false }),
  outside_hours: async () => the.setNow('2026-11-23T19:00:00Z'),
}

test.each(Object.keys(hindrances))('an instalment is not asked for against %s', async (code) => {
  await on()
  const late = await owing()
  const id = await agree(late)
  the.setNow('2026-11-23T08:00:00Z')
  await hindrances[code]?.(late)
  await the.drain()
  await remind()
  await atMost(null)
  expect(await said(late, id)).toEqual({ mails: 0, notices: [[code]] })
})

const promise = ({ id: customerId, invoices: invoiceIds }: Debtor, riyals: number) =>
  makePromise(the.session(), {
    ...{ id: newId(), customerId, amount: sar(riyals), dueOn: '2026-11-23', invoiceIds },
    ...{ source: 'call', note: '', saidBy: '' },
  })

test('a promise before the plan, of the same invoice alone, has ended with it', async () => {
  await on()
  const late = await owing()
  await promise(late, 300)
  const id = await agree(late)
  the.setNow('2026-11-24T08:00:00Z')
  await remind()
  expect(await said(late, id)).toEqual({ mails: 1, notices: [['sent']] })
})

test('a promise before the plan that is for more keeps its instalment quiet through its grace', async () => {
  await on()
  const late = await debtor([
    { due: '2026-09-20', riyals: 800 },
    { due: '2026-10-20', riyals: 100 },
  ])
  await promise(late, 850)
  const id = await agree(late)
  the.setNow('2026-11-24T08:00:00Z')
  await remind()
  expect(await said(late, id)).toEqual({ mails: 0, notices: [['promise_open']] })
  the.setNow('2026-11-29T08:00:00Z')
  await remind()
  expect((await said(late, id)).mails).toBe(1)
})

test('a cheque for the second instalment leaves the first to be asked for', async () => {
  await on()
  const late = await owing()
  const id = await agree(late)
  await cheque(late, 500_00, '2026-12-24')
  the.setNow('2026-11-23T08:00:00Z')
  await remind()
  expect((await said(late, id)).notices).toEqual([['sent']])
  expect(mailsTo(late)[0]?.text).toContain('300.00')
})

test('an instalment that was asked for is a contact, and no other reminder follows on that day', async () => {
  await on()
  const late = await debtor([
    { due: '2026-09-20', riyals: 800 },
    { due: '2026-11-09', riyals: 200 },
  ])
  await agree(late)
  the.setNow('2026-11-23T08:00:00Z')
  await remind()
  expect(mailsTo(late)).toHaveLength(1)
  await atMost(1)
  await run()
  const [row] = await rowsOf(late)
  expect([row?.state, codes(row)]).toEqual(['held', ['too_soon', 'contact_cap']])
  await atMost(null)
})

// Whoever agreed to instalments on the telephone yesterday waits for the notice of the day; whoever was
// spoken with about a late one would be asked twice.
test('a talk keeps quiet the reminder of a late instalment for two days, and no notice of one to come', async () => {
  await on()
  const late = await owing()
  const id = await agree(late)
  the.setNow('2026-11-23T07:00:00Z')
  await speak(late)
  the.setNow('2026-11-23T08:00:00Z')
  await remind()
  the.setNow('2026-11-24T08:00:00Z')
  await remind()
  expect(await said(late, id)).toEqual({ mails: 2, notices: [['sent'], ['sent']] })
  the.setNow('2026-11-25T07:00:00Z')
  await speak(late)
  the.setNow('2026-11-25T08:00:00Z')
  await remind()
  const held = await said(late, id)
  expect(held.mails).toBe(2)
  expect(held.notices.flat().toSorted()).toEqual(['human_contact', 'sent', 'sent'])
  the.setNow('2026-11-26T09:00:00Z')
  await remind()
  expect((await said(late, id)).mails).toBe(2)
  the.setNow('2026-11-29T08:00:00Z')
  await remind()
  expect((await said(late, id)).mails).toBe(3)
})
