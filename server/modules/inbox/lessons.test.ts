import { expect, test } from 'vitest'
import { tryAccount } from '#modules/messaging/accounts/try.ts'
import { newId, openHouse } from '#test/house.ts'
import { setType } from './classify.ts'
import { exportReport } from './export-report.ts'
import { forgetLesson, listLessons, showClassifier } from './lessons.ts'
import { listRules, orderRules, removeRule, saveRule } from './rules.ts'
import { showConversation } from './show.ts'
import { tryRouting } from './try-routing.ts'
import { listTypes } from './types.ts'

const house = openHouse({ now: '2026-03-01T09:00:00Z' })
const page = { limit: 50 }

let played: Promise<string> | undefined
const number = (): Promise<string> => {
  played ??= (async () => {
    const id = newId()
    await tryAccount(house.session(), { id, provider: 'whatsapp_cloud' })
    const [row] = await house.sql<{ address: string }>(
      'select address from channel_account where id = $1',
      [id],
    )
    return row?.address ?? ''
  })()
  return played
}

let next = 700
/** The conversation that somebody new begins with these words. */
async function wrote(text: string): Promise<string> {
  const name = `عميل ${++next}`
  house.simulators.meta.phone(await number(), { name, id: `9665000${next}` }).write(text)
  for (let round = 0; round < 3; round++) {
    await house.simulators.meta.deliver()
    await house.drain()
  }
  const [row] = await house.sql<{ id: string }>('select id from conversation where writer = $1', [
    name,
  ])
  if (!row) throw new Error('Nobody heard it')
  return row.id
}

const typeId = async (key: string): Promise<string> => {
  const { rows } = await listTypes(house.session())
  return rows.find((row) => row.key === key)?.id ?? ''
}
const known = () =>
  house.sql('select type_id, word, count from classifier_word where count <> 0 order by 1, 2')
const ask = (text: string) =>
  tryRouting(house.session(), { text, channel: 'whatsapp', known: false, open: true })

test('a correction is kept beside what the house had said, in the words of the customer', async () => {
  const id = await wrote('أبغى عرض سعر لثلاث مكيفات')
  const [sales, support] = [await typeId('sales'), await typeId('support')]
  await setType(house.session(), { id, typeId: support })
  const { rows } = await listLessons(house.session(), { ...page, said: sales, made: support })
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({
    conversationId: id,
    lastText: 'أبغى عرض سعر لثلاث مكيفات',
    saidId: sales,
    saidBy: 'guess',
    madeId: support,
    forgottenAt: null,
  })
  const { cells } = await showClassifier(house.session(), {})
  expect(cells).toContainEqual({ saidId: sales, madeId: support, count: 1 })
})

test('a second thought about the same conversation stays one lesson, with what the house said first', async () => {
  const text = 'أبي أقدم شكوى، تأخرتم علي والتعامل سيئ'
  const complaint = (await ask(text)).guess.typeId
  expect(complaint).toBe(await typeId('complaint'))
  const id = await wrote(text)
  const [sales, support] = [await typeId('sales'), await typeId('support')]
  await setType(house.session(), { id, typeId: support })
  await setType(house.session(), { id, typeId: sales })
  const { rows } = await listLessons(house.session(), page)
  const mine = rows.filter(({ conversationId }) => conversationId === id)
  expect(mine).toHaveLength(1)
  expect(mine[0]).toMatchObject({ saidId: complaint, madeId: sales })
})

test('what is forgotten leaves the classifier to the last count as it was, once', async () => {
  const before = await known()
  const id = await wrote('الطبليات وصلت مكسورة من المستودع')
  await setType(house.session(), { id, typeId: await typeId('complaint') })
  expect(await known()).not.toEqual(before)
  await forgetLesson(house.session(), { conversationId: id })
  expect(await known()).toEqual(before)
  await expect(forgetLesson(house.session(), { conversationId: id })).rejects.toMatchObject({
    code: 'inbox.lesson_not_found',
  })
  expect(await known()).toEqual(before)
})

test('a type counts the lessons that it learned from, and no longer those that were taken back', async () => {
  const [sales, support] = [await typeId('sales'), await typeId('support')]
  const lessons = async () => {
    const { rows } = await listTypes(house.session())
    return [sales, support].map((id) => rows.find((row) => row.id === id)?.lessons ?? 0)
  }
  const [atSales = 0, atSupport = 0] = await lessons()
  const ofSales = async () => (await known()).filter((row) => row['type_id'] === sales)
  const before = await ofSales()
  const id = await wrote('الخلاط يهتز كثيرًا')
  await setType(house.session(), { id, typeId: sales })
  expect(await lessons()).toEqual([atSales + 1, atSupport])
  await setType(house.session(), { id, typeId: support })
  expect(await lessons()).toEqual([atSales, atSupport + 1])
  expect(await ofSales()).toEqual(before)
  await setType(house.session(), { id, typeId: null })
  expect(await lessons()).toEqual([atSales, atSupport])
})

test('a message that nobody sent is tried on rules and classifier, and leaves nothing behind', async () => {
  const id = newId()
  const finance = await typeId('finance')
  await saveRule(house.session(), {
    id,
    name: 'الآيبان',
    on: true,
    when: { anyWords: ['آيبان'] },
    outcome: { typeId: finance },
  })
  const [count] = await house.sql('select count(*) from conversation')
  const tried = await ask('كم رقم الآيبان عندكم؟')
  expect(tried.rules).toMatchObject([
    { id, place: 1, reasons: [{ code: 'word', facts: { value: 'آيبان' } }] },
  ])
  expect(tried.outcome).toEqual({ typeId: finance })
  expect(tried.guess.typeId).toBe(finance)
  expect(tried.guess.words.length).toBeGreaterThan(0)
  expect((await ask('؟؟')).guess.typeId).toBeNull()
  expect(await house.sql('select count(*) from conversation')).toEqual([count])
})

test('another company neither sees nor forgets a lesson', async () => {
  const id = await wrote('متى الدوام؟')
  await setType(house.session(), { id, typeId: await typeId('support') })
  const stranger = house.session(undefined, await house.anotherCompany())
  expect((await listLessons(stranger, page)).rows).toEqual([])
  await expect(forgetLesson(stranger, { conversationId: id })).rejects.toMatchObject({
    code: 'inbox.lesson_not_found',
  })
})

test('why a rule held is said with names, not with ids', async () => {
  const [account] = await house.sql<{ id: string }>(
    'select id from channel_account where address = $1',
    [await number()],
  )
  const sales = await typeId('sales')
  await saveRule(house.session(), {
    ...{ id: newId(), name: 'عروض الأسعار', on: true },
    when: { types: [sales], accounts: [account?.id ?? ''] },
    outcome: { priority: 'high' },
  })
  const id = await wrote('أبغى عرض سعر لخمس مكيفات')
  const { rules, door } = await showConversation(house.session(), { id })
  expect(rules[0]?.reasons).toEqual([
    { code: 'account', facts: { value: door.accountName } },
    { code: 'type', facts: { value: 'مبيعات' } },
  ])
  await saveRule(house.session(), {
    ...{ id: newId(), name: 'عروض', on: true, when: { types: [sales] } },
    outcome: { typeId: sales },
  })
  const tried = await ask('أبغى عرض سعر لخمس مكيفات')
  expect(tried.rules.flatMap(({ reasons }) => reasons)).toEqual([
    { code: 'type', facts: { value: 'مبيعات' } },
  ])
})

test('a rule that was removed comes back to its place, before those that followed it', async () => {
  const rule = (name: string, place?: number) => ({
    ...{ id: newId(), name, on: false, when: {}, outcome: { priority: 'low' as const } },
    ...(place !== undefined && { place }),
  })
  const [first, second, third] = [rule('أولى'), rule('ثانية'), rule('ثالثة')]
  for (const each of [first, second, third]) await saveRule(house.session(), each)
  const ours = [first, second, third].map(({ id }) => id)
  const order = async () =>
    (await listRules(house.session(), {})).rows.flatMap(({ id, name }) =>
      ours.includes(id) ? [name] : [],
    )
  const { rows } = await listRules(house.session(), {})
  const place = rows.find(({ id }) => id === second.id)?.place ?? 0
  await removeRule(house.session(), { id: second.id })
  expect(await order()).toEqual(['أولى', 'ثالثة'])
  await saveRule(house.session(), { ...second, place })
  expect(await order()).toEqual(['أولى', 'ثانية', 'ثالثة'])
  // Also where another took the place meanwhile.
  await removeRule(house.session(), { id: second.id })
  await orderRules(house.session(), { ids: [first.id, third.id] })
  await saveRule(house.session(), { ...second, place: 2 })
  expect(await order()).toEqual(['أولى', 'ثانية', 'ثالثة'])
})

test('the figures leave as a workbook', async () => {
  const file = await exportReport(house.session(), {
    from: '2026-03-01',
    to: '2026-03-31',
    groupBy: 'type',
  })
  const bytes = Buffer.from(await file.arrayBuffer())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  expect(file.name).toBe('conversations-2026-03-01-2026-03-31.xlsx')
})
