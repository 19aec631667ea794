import { describe, expect, it } from 'vitest'
import { InboxSettings } from '#core/inbox/settings.ts'
import { openHouse } from '#test/house.ts'
import { noon, playInbox } from '#test/inbox.ts'
import { assignConversation, takeConversation } from './change.ts'
import { saveDraft } from './drafts.ts'
import { listConversations } from './list.ts'
import { searchMessages } from './search.ts'
import { saveSettings } from './settings.ts'
import { sweepInbox } from './sweep.ts'
import type { ConversationTable } from './tables.ts'
import { showTimeline } from './timeline.ts'

const house = openHouse({ now: noon })
const { wrote, talkWith, colleague, settle } = playInbox(house)

const typeOf = async (name: string) => {
  const [row] = await house.sql<
    Pick<ConversationTable, 'type_by' | 'type_certainty'> & { key: string }
  >(
    `select c.type_by, c.type_certainty, t.key from conversation c
     left join conversation_type t on t.company_id = c.company_id and t.id = c.type_id
     where c.writer = $1 order by c.opened_at desc limit 1`,
    [name],
  )
  return row
}
const happenings = async (id: string) => {
  const { rows } = await showTimeline(house.session(), { id, limit: 50 })
  return rows.flatMap((item) => (item.kind === 'happening' ? [item] : []))
}

describe('what is new and nobody’s', () => {
  it('is told once to those who may take it', async () => {
    // Nobody heard of it until somebody opened the folder.
    const agent = await colleague(['inbox.read', 'inbox.answer'])
    const phone = await wrote('نورة', 'أين طلبي؟')
    phone.write('هل من أحد؟')
    await settle()
    const told = await house.sql<{ user_id: string; times: number }>(
      `select user_id, times from notification where kind = 'conversation_unclaimed'`,
    )
    // The second message of the same talk is no second news.
    expect(told.find(({ user_id: id }) => id === agent.actor.id)?.times).toBe(1)
  })
})

describe('what came in a rush', () => {
  it('is told of outside working hours too, and once', async () => {
    // Who wrote while another's conversation was being given out was told of to nobody until morning.
    house.setNow('2026-03-01T21:00:00Z')
    await colleague(['inbox.read', 'inbox.answer'])
    await wrote('رهف', 'مرحبا')
    await house.sql("update conversation set assigned_why = null where writer = 'رهف'")
    await house.sql("delete from notification where kind = 'conversation_unclaimed'")
    for (const _ of [1, 2]) {
      await sweepInbox.run(house.session(), {})
      await house.drain()
    }
    const told = await house.sql<{ times: number }>(
      "select times from notification where kind = 'conversation_unclaimed'",
    )
    expect(new Set(told.map(({ times }) => times))).toEqual(new Set([1]))
    house.setNow(noon)
  })
})

describe('the type of a conversation', () => {
  it('is none for a bare greeting, and no guess is certain', async () => {
    const phone = await wrote('هدى', 'السلام عليكم ورحمة الله')
    expect(await typeOf('هدى')).toMatchObject({ type_by: null })
    phone.write('هذه شكوى رسمية، الخدمة سيئة جدا وأنا مستاء من التأخير والإهمال')
    await settle()
    const typed = await typeOf('هدى')
    expect(typed).toMatchObject({ type_by: 'guess', key: 'complaint' })
    expect(typed?.type_certainty).toBeLessThanOrEqual(990)
  })

  it('stays what it was taken for when somebody only greets after it', async () => {
    const phone = await wrote('سهى', 'أبغى عرض سعر لثلاث مكيفات وكم سعر التركيب')
    await house.sql("update conversation set type_certainty = 300 where writer = 'سهى'")
    phone.write('السلام عليكم')
    await settle()
    expect(await typeOf('سهى')).toMatchObject({ key: 'sales', type_by: 'guess' })
  })

  it('follows what is said later where that speaks louder, and the story says by which words', async () => {
    // The first message decided for ever: a complaint stayed a request for prices.
    const phone = await wrote('ريما', 'أبغى عرض سعر لثلاث مكيفات وكم سعر التركيب')
    expect(await typeOf('ريما')).toMatchObject({ key: 'sales' })
    phone.write('هذه شكوى رسمية، الخدمة سيئة جدا وأنا مستاء من التأخير والإهمال')
    await settle()
    expect(await typeOf('ريما')).toMatchObject({ key: 'complaint', type_by: 'guess' })
    const { id } = await talkWith('ريما')
    const typed = (await happenings(id)).find(({ what }) => what === 'typed')
    expect(typed?.by.human).toBe(false)
    expect(typed?.reasons.length).toBeGreaterThan(0)
  })
})

describe('looking back', () => {
  it('calls the writer of a message by the name that the channel gave since', async () => {
    // One list said the name, the other the number under which the first message came.
    await wrote('+966510099001', 'بضاعتنا الزعفرانية لم تصل')
    await house.sql(
      "update conversation set writer = 'مشاعل الدوسري' where writer = '+966510099001'",
    )
    const { rows } = await searchMessages(house.session(), { text: 'الزعفرانية', limit: 20 })
    expect(rows.map(({ by }) => by)).toEqual(['مشاعل الدوسري'])
  })
})

describe('the story of an assignment', () => {
  it('names who assigned, and says when somebody took it', async () => {
    // It read «assigned to X (by )».
    await wrote('لمى', 'مرحبا')
    const { id } = await talkWith('لمى')
    const other = await colleague(['inbox.read', 'inbox.answer'], 'سامي')
    await assignConversation(house.session(), { id, userId: other.actor.id })
    await takeConversation(house.session(), { id })
    const assigned = (await happenings(id)).filter(({ what }) => what === 'assigned')
    const because = assigned.flatMap(({ reasons }) => reasons)
    expect(because).toContainEqual({ code: 'person', facts: { by: house.session().actor.name } })
    expect(because).toContainEqual({ code: 'taken', facts: {} })
  })
})

describe('a row of the list', () => {
  it('shows the words of the draft', async () => {
    await wrote('دانة', 'كم المبلغ؟')
    const { id } = await talkWith('دانة')
    const draft = {
      id,
      text: 'المبلغ هو',
      note: false,
      threadId: null,
      answers: null,
      subject: null,
    }
    await saveDraft(house.session(), draft)
    const { rows } = await listConversations(house.session(), {
      ...{ folder: 'all', sort: 'newest', limit: 50, text: 'دانة' },
    })
    expect(rows.find((row) => row.id === id)).toMatchObject({
      drafted: true,
      draftText: 'المبلغ هو',
    })
  })

  it('keeps the customer’s words when the house answers by itself', async () => {
    const settings = InboxSettings.parse({
      outOfHours: { on: true, text: { ar: 'نحن خارج الدوام', en: 'We are closed' } },
    })
    await saveSettings(house.session(), settings)
    // Night in Riyadh.
    house.setNow('2026-03-01T21:00:00Z')
    await wrote('أسماء', 'أحتاج فاتورة عاجلة')
    const [row] = await house.sql<Pick<ConversationTable, 'last_text' | 'auto_replied_on'>>(
      `select last_text, auto_replied_on from conversation where writer = 'أسماء'`,
    )
    // The list said «we are closed», and what was asked could not be seen.
    expect(row?.auto_replied_on).not.toBeNull()
    expect(row?.last_text).toBe('أحتاج فاتورة عاجلة')
    house.setNow(noon)
  })
})
