import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { InboxSettings } from '#core/inbox/settings.ts'
import { reaction } from '#platform/command.ts'
import { newId, openHouse } from '#test/house.ts'
import { noon, playInbox } from '#test/inbox.ts'
import { restoreAnswer, takeBackAnswer } from './answered.ts'
import { setState } from './change.ts'
import { showReport } from './report.ts'
import { sendMessage, undoMessage } from './send.ts'
import { saveSettings } from './settings.ts'
import { hearJoined } from './told.ts'

const house = openHouse({ now: noon })
const { wrote, talkWith, settle, at } = playInbox(house)

const settings = (change: Partial<InboxSettings>) =>
  saveSettings(house.session(), { ...InboxSettings.parse({}), undoSeconds: 0, ...change })
const { satisfaction } = InboxSettings.parse({})
const asking = { satisfaction: { ...satisfaction, on: true } }

beforeEach(async () => {
  at(0)
  await settings({})
})

const send = async (conversationId: string, text: string, more: object = {}) => {
  const id = newId()
  await sendMessage(house.session(), {
    ...{ id, conversationId, say: { kind: 'text', text }, anyway: true, afterwards: 'stay' },
    ...more,
  })
  return id
}
const undo = (conversationId: string, messageId: string) =>
  undoMessage(house.session(), { conversationId, messageId })
const failed = reaction('test.failed', (work, id: string) => takeBackAnswer(work, id))
const sentAfterAll = reaction('test.restored', (work, id: string) => restoreAnswer(work, id))
const firsts = (id: string) =>
  house.sql(
    'select message_id from conversation_answer where conversation_id = $1 and first and not withdrawn',
    [id],
  )

describe('an answer with which the work ends', () => {
  it('arrives before the question how it was', async () => {
    const phone = await wrote('ندى', 'شكرًا لكم')
    await settings({ undoSeconds: 4, ...asking })
    await send((await talkWith('ندى')).id, 'العفو', { afterwards: 'close' })
    await settle()
    expect(phone.arrived()).toEqual([])
    await sleep(4_200)
    await settle()
    const said = phone.arrived().map((each) => JSON.stringify(each))
    expect(said).toHaveLength(2)
    expect(said[0]).toContain('العفو')
    expect(said[1]).toContain('csat:')
  })

  it('is followed by a question in the customer’s language, whatever letters stand in it', async () => {
    await wrote('ريما', 'شكرًا')
    const text = { ar: 'كيف كانت خدمتنا؟ wasl.example', en: 'How was it?' }
    await settings({ satisfaction: { on: true, text } })
    const { id } = await talkWith('ريما')
    await send(id, 'العفو', { afterwards: 'close' })
    const asked = await house.sql('select language from message where once like $1', [
      `csat:${id}%`,
    ])
    expect(asked).toEqual([{ language: 'ar' }])
  })

  it('takes the question and the end back with it, and both can come again', async () => {
    const phone = await wrote('وجدان', 'أين الفاتورة؟')
    const { id } = await talkWith('وجدان')
    await settings({ undoSeconds: 4, ...asking })
    const answer = await send(id, 'خطأ', { afterwards: 'close' })
    await undo(id, answer)
    expect(await talkWith('وجدان')).toMatchObject({ state: 'open' })
    expect((await talkWith('وجدان')).waiting_since).not.toBeNull()
    await sleep(4_200)
    await settle()
    expect(phone.arrived()).toEqual([])
    await settings({ undoSeconds: 0, ...asking })
    await send(id, 'هذه هي', { afterwards: 'close' })
    await settle()
    expect(
      phone
        .arrived()
        .map((each) => JSON.stringify(each))
        .join(),
    ).toContain('csat:')
  })
})

describe('answers that did not leave', () => {
  it('leave the customer waiting, in whatever order they fail', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const name = `عميلة ${order.join('')}`
      await wrote(name, 'متى الرد؟')
      const before = await talkWith(name)
      const sent = [await send(before.id, 'أولًا'), await send(before.id, 'ثانيًا')]
      for (const turn of order) await failed(house.session(), sent[turn] ?? '')
      expect(await talkWith(name)).toMatchObject({
        waiting_since: before.waiting_since,
        reply_due_at: before.reply_due_at,
        first_answer_at: null,
      })
    }
  })

  it('leave nobody waiting whose work was ended since', async () => {
    await wrote('غلا', 'سؤال')
    const { id } = await talkWith('غلا')
    const first = await send(id, 'جواب')
    await failed(house.session(), first)
    at(5)
    await setState(house.session(), { id, state: 'closed' })
    await setState(house.session(), { id, state: 'open' })
    const second = await send(id, 'تذكير')
    await failed(house.session(), second)
    expect((await talkWith('غلا')).waiting_since).toBeNull()
  })

  it('are the first answer again when they leave after all', async () => {
    const phone = await wrote('تهاني', 'سؤال')
    at(10)
    const { id } = await talkWith('تهاني')
    const answer = await send(id, 'جواب')
    await failed(house.session(), answer)
    expect((await talkWith('تهاني')).first_answer_at).toBeNull()
    await sentAfterAll(house.session(), answer)
    expect(await talkWith('تهاني')).toMatchObject({ waiting_since: null })
    expect((await talkWith('تهاني')).first_answer_s).toBeGreaterThan(0)
    phone.write('وسؤال آخر')
    await settle()
    await send(id, 'وجواب آخر')
    expect(await firsts(id)).toHaveLength(1)
  })

  it('are the first no more when another was meanwhile', async () => {
    await wrote('مشاعل', 'سؤال')
    at(10)
    const { id } = await talkWith('مشاعل')
    const answer = await send(id, 'جواب')
    await failed(house.session(), answer)
    const other = await send(id, 'جواب ثان')
    await sentAfterAll(house.session(), answer)
    expect(await firsts(id)).toEqual([{ message_id: other }])
  })
})

describe('an answer for a later hour', () => {
  it('answers then, and from now on nobody else needs to', async () => {
    await wrote('أروى', 'متى أستلم؟')
    const { id } = await talkWith('أروى')
    const day = { from: '2026-03-02', to: '2026-03-02', groupBy: 'agent' } as const
    const before = (await showReport(house.session(), day)).total.answered
    await send(id, 'صباح الخير، اليوم', { at: '2026-03-02T06:00:00.000Z' })
    expect((await talkWith('أروى')).waiting_since).toBeNull()
    const { total } = await showReport(house.session(), day)
    expect(total.answered).toBe(before + 1)
    expect(Math.round((await talkWith('أروى')).first_answer_s ?? 0)).toBeGreaterThan(20 * 3600)
  })
})

describe('two conversations that turn out to be one person’s', () => {
  it('are waited for until the earlier time', async () => {
    await wrote('فجر', 'سؤال')
    const into = await talkWith('فجر')
    await send(into.id, 'جواب')
    await wrote('فجر الثانية', 'سؤال آخر')
    const from = await talkWith('فجر الثانية')
    const join = reaction('test.join', (work) =>
      hearJoined.run(work, { into: into.thread_id, from: [from.thread_id] }),
    )
    await join(house.session(), undefined)
    expect(await talkWith('فجر')).toMatchObject({
      waiting_since: from.waiting_since,
      reply_due_at: from.reply_due_at,
    })
  })
})
