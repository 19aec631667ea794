import { describe, expect, it } from 'vitest'
import { InboxSettings } from '#core/inbox/settings.ts'
import { tryAccount } from '#modules/messaging/accounts/try.ts'
import { setAvailability } from '#modules/people/work.ts'
import type { Session } from '#platform/session.ts'
import { newId, openHouse } from '#test/house.ts'
import { employ } from '#test/matrix/staff.ts'
import { setState, takeConversation } from './change.ts'
import { saveDraft, setReading } from './drafts.ts'
import { countFolders, listConversations } from './list.ts'
import { addNote } from './notes.ts'
import { beat } from './presence.ts'
import { showReport } from './report.ts'
import { searchMessages } from './search.ts'
import { sendMessage, undoMessage } from './send.ts'
import { saveSettings } from './settings.ts'
import { showConversation } from './show.ts'
import { sweepInbox } from './sweep.ts'
import { showTimeline } from './timeline.ts'

const house = openHouse({ now: '2026-03-01T09:00:00Z' })

type Account = Readonly<{ id: string; address: string }>
let played: Promise<Account> | undefined
const whatsapp = (): Promise<Account> => {
  played ??= (async () => {
    const id = newId()
    await tryAccount(house.session(), { id, provider: 'whatsapp_cloud' })
    const [row] = await house.sql<{ address: string }>(
      'select address from channel_account where id = $1',
      [id],
    )
    return { id, address: row?.address ?? '' }
  })()
  return played
}

let next = 500
/** Somebody with a telephone of their own, who has not written yet. */
async function person(name: string) {
  const { address } = await whatsapp()
  return house.simulators.meta.phone(address, {
    name,
    id: `9665000${String(++next).padStart(5, '0')}`,
  })
}

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await house.simulators.meta.deliver()
    await house.drain()
  }
}

type Row = Awaited<ReturnType<typeof listConversations>>['rows'][number]
async function found(writer: string, session: Session = house.session()): Promise<Row | undefined> {
  const { rows } = await listConversations(session, { folder: 'all', sort: 'newest', limit: 200 })
  return rows.find((row) => row.writer === writer)
}
async function of(writer: string): Promise<Row> {
  const row = await found(writer)
  if (!row) throw new Error(`Nobody called ${writer} wrote`)
  return row
}

async function wrote(name: string, ...texts: string[]) {
  const phone = await person(name)
  for (const text of texts) phone.write(text)
  await settle()
  return phone
}

const at = (minutes: number) =>
  house.setNow(new Date(Date.parse('2026-03-01T09:00:00Z') + minutes * 60_000).toISOString())

const send = (conversationId: string, text: string, more: object = {}, session = house.session()) =>
  sendMessage(session, {
    id: newId(),
    conversationId,
    say: { kind: 'text', text },
    anyway: false,
    afterwards: 'stay',
    ...more,
  })

const settings = (change: Partial<InboxSettings>) =>
  saveSettings(house.session(), { ...InboxSettings.parse({}), undoSeconds: 0, ...change })

/** A colleague with these permissions, as a session of their own. */
async function colleague(grants: Parameters<typeof house.session>[0]): Promise<Session> {
  const { ownerId: id } = await employ(house, house.company, 'support')
  const base = house.session(grants)
  return { ...base, actor: { kind: 'user', id, name: 'خالد' }, teamIds: [id] }
}

describe('what a customer writes', () => {
  it('is one conversation however many messages come at once, each counted once', async () => {
    await wrote('سعاد', 'السلام عليكم', 'عندي سؤال عن الفاتورة', 'متى موعد السداد؟')
    const rows = await house.sql<{ heard: number }>(
      `select heard from conversation where writer = 'سعاد'`,
    )
    expect(rows).toEqual([{ heard: 3 }])
    const row = await of('سعاد')
    expect(row).toMatchObject({ state: 'open', unread: 3, lastText: 'متى موعد السداد؟' })
    expect(row.waitingSince).not.toBeNull()
    expect(row.replyDue).not.toBeNull()
  })

  it('is read by each reader for themselves', async () => {
    const { id } = await of('سعاد')
    await setReading(house.session(), { id, unread: false })
    expect((await of('سعاد')).unread).toBe(0)
    await setReading(house.session(), { id, unread: true })
    expect((await of('سعاد')).unread).toBe(1)
  })

  it('goes to a colleague who is online, with the reason', async () => {
    await setAvailability(house.session(), { availability: 'online' })
    await wrote('فهد', 'أبغى أطلب خمسين كرتون، كم السعر؟')
    const detail = await showConversation(house.session(), { id: (await of('فهد')).id })
    expect(detail.assignee?.id).toBe(house.company.ownerId)
    expect(detail.why?.because.code).toBe('only_one')
    const told = await house.sql<{ kind: string }>(
      `select kind from notification where kind = 'conversation_assigned' and about_id = $1`,
      [detail.id],
    )
    expect(told).toHaveLength(1)
  })

  it('opens the conversation again soon after it was closed, and a new one later', async () => {
    const phone = await wrote('نوف', 'مرحبا')
    const { id } = await of('نوف')
    await setState(house.session(), { id, state: 'closed' })
    phone.write('نسيت شيئًا')
    await settle()
    expect(await of('نوف')).toMatchObject({ id, state: 'open' })
    await setState(house.session(), { id, state: 'closed' })
    at(60 * 48)
    phone.write('سؤال جديد')
    await settle()
    expect((await of('نوف')).id).not.toBe(id)
    const open = await house.sql(
      `select 1 from conversation where writer = 'نوف' and state <> 'closed'`,
    )
    expect(open).toHaveLength(1)
    at(0)
  })

  it('wakes what was put off, and the clock wakes the rest', async () => {
    const phone = await wrote('ريم', 'أحتاج عرض سعر')
    const { id } = await of('ريم')
    const until = new Date(Date.parse('2026-03-01T12:00:00Z')).toISOString()
    await setState(house.session(), { id, state: 'snoozed', until })
    phone.write('هل من جديد؟')
    await settle()
    expect((await of('ريم')).state).toBe('open')
    await setState(house.session(), { id, state: 'snoozed', until })
    at(200)
    await sweepInbox.run(house.session(), {})
    expect((await of('ريم')).state).toBe('open')
    at(0)
  })
})

describe('an answer', () => {
  it('ends the waiting, and how long it took is written down', async () => {
    await settings({})
    at(0)
    await wrote('ليلى', 'السلام عليكم')
    at(30)
    await send((await of('ليلى')).id, 'وعليكم السلام')
    await settle()
    expect(await of('ليلى')).toMatchObject({ waitingSince: null, lastDirection: 'out' })
    const [answer] = await house.sql<{ first: boolean; wall_s: number; working_s: number }>(
      `select a.first, a.wall_s, a.working_s from conversation_answer a
       join conversation c on c.id = a.conversation_id where c.writer = 'ليلى'`,
    )
    expect(answer).toMatchObject({ first: true })
    expect(Math.round((answer?.wall_s ?? 0) / 60)).toBe(30)
    at(0)
  })

  it('that is taken back never leaves, and the customer waits again', async () => {
    await settings({ undoSeconds: 5 })
    const phone = await wrote('هند', 'وين طلبي؟')
    const { id } = await of('هند')
    const sent = await send(id, 'خطأ')
    const messageId = sent.rows[0]?.id ?? ''
    const back = await undoMessage(house.session(), { conversationId: id, messageId })
    expect(back.state).toBe('withdrawn')
    at(1)
    await settle()
    expect(phone.arrived().filter((each) => JSON.stringify(each).includes('خطأ'))).toEqual([])
    expect((await of('هند')).waitingSince).not.toBeNull()
    await expect(undoMessage(house.session(), { conversationId: id, messageId })).rejects.toThrow(
      'inbox.not_undoable',
    )
    at(0)
    await settings({})
  })

  it('is refused while a colleague types there, unless it is meant', async () => {
    await wrote('منى', 'أريد كشف حساب')
    const { id } = await of('منى')
    const other = await colleague(['inbox.read', 'inbox.answer', 'contacts.read'])
    await beat(other, { place: { kind: 'conversation', id }, doing: 'typing' })
    await expect(send(id, 'تفضلي')).rejects.toThrow('inbox.someone_answers')
    const sent = await send(id, 'تفضلي', { anyway: true })
    expect(sent.rows).toHaveLength(1)
  })

  it('takes its draft with it, and leaves the note that was begun beside it', async () => {
    await wrote('عبير', 'أريد كشف حساب')
    const { id } = await of('عبير')
    const rest = { id, threadId: null, answers: null, subject: null }
    const draft = async () => (await showConversation(house.session(), { id })).draft?.text
    await saveDraft(house.session(), { ...rest, text: 'تفضلي', note: false })
    await send(id, 'تفضلي')
    expect(await draft()).toBeUndefined()
    await saveDraft(house.session(), { ...rest, text: 'وعدت بالسداد', note: true })
    await send(id, 'شكرًا لك')
    expect(await draft()).toBe('وعدت بالسداد')
    await addNote(house.session(), {
      ...{ id: newId(), conversationId: id },
      text: 'تم',
      mentions: [],
    })
    expect(await draft()).toBeUndefined()
    // Where both were begun the server had room for one, and a new browser lost the other.
    for (const note of [false, true]) {
      const [text, beside] = note ? ['وعدت', 'تفضلي'] : ['تفضلي', 'وعدت']
      await saveDraft(house.session(), { ...rest, text, beside, note })
      await send(id, 'تفضلي')
      expect((await showConversation(house.session(), { id })).draft).toMatchObject({
        ...{ text: 'وعدت', beside: null, note: true },
      })
    }
  })

  it('is refused when a colleague answered after it was begun', async () => {
    await wrote('سارة', 'أريد كشف حساب')
    const { id } = await of('سارة')
    await saveDraft(house.session(), {
      id,
      text: 'تفض',
      threadId: null,
      answers: null,
      subject: null,
      note: false,
    })
    at(2)
    const other = await colleague(['inbox.read', 'inbox.answer', 'contacts.read'])
    await send(id, 'أرسلته لك', {}, other)
    await expect(send(id, 'تفضلي')).rejects.toThrow('inbox.someone_answers')
    at(0)
  })

  it('that races with its taking back ends in exactly one of the two', async () => {
    await settings({ undoSeconds: 0 })
    const phone = await wrote('جود', 'سؤال')
    const { id } = await of('جود')
    for (let turn = 0; turn < 6; turn++) {
      const sent = await send(id, `جواب ${turn}`)
      const messageId = sent.rows[0]?.id ?? ''
      const [undone] = await Promise.allSettled([
        undoMessage(house.session(), { conversationId: id, messageId }),
        house.drain(),
      ])
      await settle()
      const left = phone.arrived().some((each) => JSON.stringify(each).includes(`جواب ${turn}`))
      expect(left).toBe(undone.status === 'rejected')
    }
  })
})

describe('the house by itself', () => {
  it('says outside working hours once a day that nobody is there', async () => {
    const { outOfHours } = InboxSettings.parse({})
    await settings({ outOfHours: { ...outOfHours, on: true } })
    // Midnight in Riyadh.
    at(12 * 60)
    const phone = await wrote('شذى', 'هل أنتم متاحون؟')
    phone.write('ألو؟')
    await settle()
    const told = phone.arrived().filter((each) => JSON.stringify(each).includes('خارج أوقات'))
    expect(told).toHaveLength(1)
    expect((await of('شذى')).waitingSince).not.toBeNull()
    at(0)
    await settings({})
  })

  it('asks at the end how it was, and the answer opens nothing again', async () => {
    const phone = await wrote('لمى', 'شكرًا على المساعدة')
    const { id } = await of('لمى')
    await setState(house.session(), { id, state: 'closed', askSatisfaction: true })
    await settle()
    const asked = phone.arrived().at(-1)
    expect(JSON.stringify(asked)).toContain(`csat:${id}:4`)
    phone.press(asked?.id ?? '', `csat:${id}:4`)
    await settle()
    const detail = await showConversation(house.session(), { id })
    expect(detail).toMatchObject({ state: 'closed', satisfaction: { score: 4 } })
  })

  it('reminds who has it once a step when nobody answers in time', async () => {
    await wrote('مها', 'متى الرد؟')
    const { id } = await of('مها')
    await takeConversation(house.session(), { id })
    const reminders = async () => {
      await sweepInbox.run(house.session(), {})
      await house.drain()
      const rows = await house.sql<{ times: number }>(
        `select reminded as times from conversation where id = $1`,
        [id],
      )
      return rows[0]?.times
    }
    at(30)
    expect(await reminders()).toBe(0)
    at(61)
    expect(await reminders()).toBe(1)
    expect(await reminders()).toBe(1)
    const told = await house.sql(
      `select 1 from notification where kind = 'conversation_waits' and about_id = $1`,
      [id],
    )
    expect(told).toHaveLength(1)
    at(0)
  })

  it('takes it from who is away and gives it to who is there', async () => {
    await setAvailability(house.session(), { availability: 'online' })
    await wrote('رغد', 'أحتاج مساعدة')
    const { id } = await of('رغد')
    await takeConversation(house.session(), { id })
    const other = await colleague(['inbox.read', 'inbox.answer'])
    await setAvailability(house.session(), { availability: 'away' })
    at(45)
    await setAvailability(other, { availability: 'online' })
    await sweepInbox.run(house.session(), {})
    const detail = await showConversation(house.session(), { id })
    expect(detail.assignee?.id).toBe(other.actor.id)
    at(0)
  })
})

describe('among colleagues', () => {
  it('a note tells who is named in it and never reaches the customer', async () => {
    const phone = await wrote('دانة', 'أين الفاتورة؟')
    const { id } = await of('دانة')
    const other = await colleague({ 'inbox.read': 'own', 'inbox.answer': 'own' })
    const otherId = other.actor.id ?? ''
    expect(await found('دانة', other)).toBeUndefined()
    await addNote(house.session(), {
      id: newId(),
      conversationId: id,
      text: 'سرّ بيننا',
      mentions: [otherId],
    })
    await settle()
    expect(await found('دانة', other)).toMatchObject({ id })
    const told = await house.sql(
      `select 1 from notification where kind = 'colleague_mentioned' and user_id = $1`,
      [otherId],
    )
    expect(told).toHaveLength(1)
    expect(JSON.stringify(phone.arrived())).not.toContain('سرّ بيننا')
    const sent = await house.sql(`select 1 from message where body like '%سرّ بيننا%'`)
    expect(sent).toEqual([])
    const { rows } = await showTimeline(house.session(), { id, limit: 50 })
    expect(rows.map(({ kind }) => kind)).toContain('note')
  })

  it('what is not in the reach of a reader is not there', async () => {
    await wrote('غادة', 'مرحبا')
    const { id } = await of('غادة')
    const other = await colleague({ 'inbox.read': 'own', 'inbox.answer': 'own' })
    await expect(showConversation(other, { id })).rejects.toThrow('inbox.conversation_not_found')
    await expect(takeConversation(other, { id })).rejects.toThrow('inbox.conversation_not_found')
    expect((await countFolders(other, {})).all).toBe(0)
  })
})

describe('looking back', () => {
  it('finds a word in any spelling, with where it stands', async () => {
    await wrote('بدور', 'حوّلت المبلغ من مصرف الراجحي أمس')
    const { rows } = await searchMessages(house.session(), { text: 'الراجحى', limit: 20 })
    const [hit] = rows
    expect(rows).toHaveLength(1)
    expect(hit?.marks.map(({ from, until }) => hit.snippet.slice(from, until))).toEqual(['الراجحي'])
  })

  it('a report counts what was opened and answered', async () => {
    const asked = { from: '2026-03-01', to: '2026-03-01', groupBy: 'channel' } as const
    const { total } = await showReport(house.session(), asked)
    expect(total.opened).toBeGreaterThan(5)
    expect(total.first.count).toBeGreaterThan(0)
  })
})
