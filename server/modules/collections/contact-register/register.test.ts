import { expect, test } from 'vitest'
import { ChangeReminderSettings } from '#core/collections/api.ts'
import { ContactRegisterInput } from '#core/collections/contact-register-api.ts'
import { RecordContact } from '#core/collections/desk-api.ts'
import { logTalk } from '#modules/messaging/threads/log-talk.ts'
import { systemSession } from '#platform/jobs.ts'
import type { Session } from '#platform/session.ts'
import { openAgency, referAtOnce, sendToAgency } from '#test/agency.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { addUpdate } from '../agencies/report.ts'
import { requestConfirmations } from '../confirmations/request.ts'
import { recordContact } from '../desk/record-contact.ts'
import { runReminders } from '../run.ts'
import { changeSettings, showSettings } from '../settings.ts'
import { contactRegisterFile, listRegisteredContacts } from './register.ts'

const { the, debtor, on } = openChase()

/** As the house does it by itself, in nobody's name. */
async function remind(): Promise<void> {
  await the.sql('update reminder_setting set refreshed_at = null')
  await runReminders(systemSession(the.house, the.company.companyId))
  await the.drain()
}

const list = (
  of: Debtor,
  ask: Partial<ContactRegisterInput> = {},
  session: Session = the.session(),
) =>
  listRegisteredContacts(
    session,
    ContactRegisterInput.parse({ customerId: of.id, direction: 'asc', ...ask }),
  )
const kinds = async (of: Debtor, ask: Partial<ContactRegisterInput> = {}) =>
  (await list(of, ask)).rows.map(({ kind }) => kind)
const call = (of: Debtor, over: Partial<RecordContact> = {}) =>
  recordContact(
    the.session(),
    RecordContact.parse({ id: newId(), customerId: of.id, outcome: 'no_answer', ...over }),
  )

/** A debtor who was reminded, called, met, written to with a letter, and heard by an agency. */
async function turnedTo(): Promise<Debtor> {
  await on()
  await referAtOnce(the.session())
  const late = await debtor([{ due: '2026-11-17', riyals: 300 }])
  await remind()
  the.setNow('2026-11-22T08:10:00Z')
  await call(late, { spokenTo: 'أبو خالد' })
  the.setNow('2026-11-22T08:30:00Z')
  await logTalk(the.session(), {
    ...{ id: newId(), customerId: late.id, of: 'meeting', direction: 'out' },
    ...{ text: 'زرناهم في المعرض', at: '2026-11-22T08:20:00Z' },
  })
  await requestConfirmations(the.session(), {
    ...{ id: newId(), asOf: '2026-11-22', whom: 'chosen', customerIds: [late.id] },
    ...{ answerBy: '2026-12-10', channel: 'best', remindEveryDays: 5 },
  })
  await the.drain()
  the.setNow('2026-11-22T09:00:00Z')
  const agency = await openAgency(the)
  const { id } = await sendToAgency(the.session(), late, agency.id)
  const news = { id, updateId: newId(), code: 'contacted' as const, note: 'كلمناه' }
  await addUpdate(agency.session, news)
  return late
}

// Before: reminders, calls, letters and what an agency says stood in four places, and nobody could
// show a court or an auditor in one list how often a customer had been turned to.
test('every way of turning to a debtor stands in one list, in the order of time', async () => {
  const late = await turnedTo()
  const { rows, total } = await list(late)
  expect(rows.map(({ kind }) => kind)).toEqual(['reminder', 'call', 'visit', 'letter', 'agency'])
  expect(total).toBe(5)
  const [reminder, spoken, visit, letter, agency] = rows
  expect(reminder).toMatchObject({
    ...{ channel: 'email', automatic: true, ground: 'gate', hours: 'open' },
    ...{ amount: { minor: 300_00, currency: 'SAR' }, came: { of: 'message', state: 'sent' } },
  })
  expect(reminder?.debts).toHaveLength(1)
  expect(spoken).toMatchObject({
    ...{ channel: 'call', to: 'أبو خالد', automatic: false, ground: 'person', hours: 'open' },
    came: { of: 'attempt', outcome: 'no_answer' },
  })
  expect(visit).toMatchObject({ at: '2026-11-22T08:20:00.000Z', came: { of: 'talk' } })
  expect(letter).toMatchObject({ channel: 'email', came: { of: 'message', state: 'sent' } })
  expect(agency).toMatchObject({
    ...{ by: 'فهد من الوكالة', ground: 'agency', hours: null, debts: reminder?.debts },
    came: { of: 'agency', code: 'contacted' },
  })
})

test('the list is narrowed by way, by kind, by who, and by day, and read page after page', async () => {
  const late = await turnedTo()
  expect(await kinds(late, { channel: ['email'] })).toEqual(['reminder', 'letter'])
  expect(await kinds(late, { kind: ['call', 'agency'] })).toEqual(['call', 'agency'])
  expect(await kinds(late, { automatic: true, kind: ['reminder', 'call'] })).toEqual(['reminder'])
  expect(await kinds(late, { byId: newId() })).toEqual([])
  expect(await kinds(late, { from: '2026-11-23' })).toEqual([])
  expect(await kinds(late, { from: '2026-11-22', to: '2026-11-22' })).toHaveLength(5)
  const read: string[] = []
  let cursor: string | undefined
  do {
    const page = await list(late, { limit: 2, direction: 'desc', ...(cursor && { cursor }) })
    read.push(...page.rows.map(({ kind }) => kind))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(read).toEqual(['agency', 'letter', 'visit', 'call', 'reminder'])
})

test('a call outside the hours says so, with whoever let it out and why', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-11-17' }])
  the.setNow('2026-11-22T18:30:00Z')
  await call(late, { override: 'طلب أن نتصل مساءً' })
  await call(late, {
    ...{ direction: 'in', outcome: 'call_back', channel: 'whatsapp' },
    followUp: { on: '2026-11-24', minute: 11 * 60 },
  })
  const { rows } = await list(late)
  expect(rows.map(({ hours, ground, because }) => [hours, ground, because])).toEqual([
    ['outside_hours', 'override', 'طلب أن نتصل مساءً'],
    [null, 'customer', null],
  ])
  // Whoever opens the evening afterwards does not make the call one that was within the hours.
  const { calendar, collector, manager, phone, thankYou } = await showSettings(the.session(), {})
  const wide = Array.from({ length: 7 }, () => [{ from: 0, until: 24 * 60 }])
  const change = (contactWindows: typeof wide) =>
    changeSettings(
      the.session(),
      ChangeReminderSettings.parse({
        ...{ collector, manager, phone, thankYou, calendar: { ...calendar, contactWindows } },
      }),
    )
  the.setNow('2026-11-22T18:40:00Z')
  await change(wide)
  expect((await list(late)).rows[0]?.hours).toBe('outside_hours')
  the.setNow('2026-11-22T18:50:00Z')
  await call(late)
  expect((await list(late)).rows.at(-1)?.hours).toBe('open')
  await change([...calendar.contactWindows.map((windows) => [...windows])])
})

test('who sees only some customers sees their contacts alone, and a number only who may', async () => {
  const late = await turnedTo()
  const own = the.session({ 'collections.read': 'own' })
  expect((await listRegisteredContacts(own, ContactRegisterInput.parse({}))).rows).toEqual([])
  await expect(list(late, {}, own)).rejects.toMatchObject({ code: 'contacts.customer_not_found' })
  const blind = the.session(['collections.read'])
  const [reminder] = (await list(late, {}, blind)).rows
  expect(reminder?.toAddress).toMatch(/^d•••@/)
  expect((await list(late)).rows[0]?.toAddress).toBe(late.email)
})

test('the register is a file for spreadsheets, the oldest first, in the words of its reader', async () => {
  const late = await turnedTo()
  const csv = await (await contactRegisterFile(the.session(), { customerId: late.id })).text()
  const lines = csv.trim().split('\r\n')
  expect(lines).toHaveLength(6)
  expect(lines[0]).toContain('اليوم,الوقت,النوع')
  expect(lines[1]).toMatch(/^2026-11-22,11:0\d,تذكير,البريد,صادر,آليًا/)
  expect(lines[1]).toContain('300.00,SAR,داخلها,أجازته شروط التذكير')
  expect(lines[2]).toContain('لم يرد')
  expect(lines[5]).toContain('إفادة شركة التحصيل')
})
