import { expect, test } from 'vitest'
import { refuseNotice } from '#modules/payments/notices/decide-notice.ts'
import { openNotice } from '#modules/payments/notices/open-notice.ts'
import { now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { leaveLock, takeLock } from './desk/lock.ts'
import { recordContact } from './desk/record-contact.ts'
import { runReminders } from './run.ts'

const { the, debtor, mailsTo, run, rowsOf, codes, on } = openChase()

test('while a notice of payment waits nobody reminds; refused, the reminder goes', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const notice = await openNotice(the.session(), {
    ...{ id: newId(), customerId: late.id, amount: sar(500), paidOn: '2026-11-21' },
    bank: 'الراجحي',
  })
  await run()
  const [held] = await rowsOf(late)
  expect([held?.state, codes(held)]).toEqual(['held', ['payment_notice_open']])
  await refuseNotice(the.session(), { id: notice.id, reason: 'لم يصل', tell: false })
  await the.drain()
  await runReminders(the.session())
  await the.drain()
  expect(mailsTo(late)).toHaveLength(1)
})

test('a colleague who has the customer in hand keeps the machine quiet, and a run ends all the same', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  await takeLock(the.session(), { customerId: late.id, takeOver: false })
  await run()
  const [held] = await rowsOf(late)
  expect([held?.state, codes(held), held?.reviewOn]).toEqual(['held', ['desk_lock'], '2026-11-22'])
  const [next] = await the.sql<{ look_minute: number }>(
    'select look_minute from reminder_watch where customer_id = $1',
    [late.id],
  )
  // 11:00, and ten minutes.
  expect(next?.look_minute).toBe(11 * 60 + 10)
  await leaveLock(the.session(), { customerId: late.id })
  the.setNow('2026-11-22T08:11:00Z')
  await runReminders(the.session())
  await the.drain()
  expect(mailsTo(late)).toHaveLength(1)
  the.setNow(now)
})

test('whom a colleague has just spoken with is left alone for two days', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  await recordContact(the.session(), {
    ...{ id: newId(), customerId: late.id, channel: 'call', direction: 'out' },
    ...{ outcome: 'call_back', note: 'يراجع المحاسب', spokenTo: 'أبو سعد' },
    followUp: { on: '2026-11-24' },
  })
  await run()
  const [held] = await rowsOf(late)
  expect([held?.state, codes(held)]).toEqual(['held', ['human_contact']])
  expect(mailsTo(late)).toEqual([])
})

test('a customer who asked to be called has not been spoken with by that', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  await the.sql(
    `insert into contact_attempt (company_id, id, customer_id, at, by_name, channel, direction, outcome)
     select company_id, $2, id, $3, name, 'whatsapp', 'in', 'call_back' from customer where id = $1`,
    [late.id, newId(), new Date(now)],
  )
  await run()
  const [first] = await rowsOf(late)
  expect(codes(first)).not.toContain('human_contact')
})
