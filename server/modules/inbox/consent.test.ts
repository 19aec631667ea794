import { expect, test } from 'vitest'
import { InboxSettings } from '#core/inbox/settings.ts'
import { optedOut } from '#modules/messaging/index.ts'
import { look } from '#platform/query.ts'
import { newId, openHouse } from '#test/house.ts'
import { noon, playInbox } from '#test/inbox.ts'
import { customerOf } from '#test/invoicing.ts'
import { setCustomer } from './change.ts'
import { sendMessage } from './send.ts'
import { saveSettings } from './settings.ts'

const house = openHouse({ now: noon })
const { wrote, talkWith, settle } = playInbox(house)

type Phone = Awaited<ReturnType<typeof wrote>>

const declined = async (customerId: string): Promise<boolean> =>
  (await look(house.session(), (from) => optedOut(from, [customerId], 'whatsapp'))).has(customerId)
const told = (phone: Phone, words: string) =>
  phone.arrived().filter((each) => JSON.stringify(each).includes(words))

/** Somebody who wrote and is known to be this customer. */
async function known(name: string) {
  const phone = await wrote(name, 'السلام عليكم')
  const customerId = await customerOf(house)
  await setCustomer(house.session(), { id: (await talkWith(name)).id, customerId })
  await settle()
  return { phone, customerId }
}

test('a stop word of a customer stops reminders, is confirmed once, and keeps nobody waiting', async () => {
  const { phone, customerId } = await known('عهود')
  const before = (await talkWith('عهود')).waiting_since
  phone.write('إيقاف')
  await settle()
  expect(await declined(customerId)).toBe(true)
  expect((await talkWith('عهود')).waiting_since).toEqual(before)
  phone.write('إيقاف')
  await settle()
  expect(told(phone, 'لن نرسل')).toHaveLength(1)
})

test('a stop word of nobody known is not confirmed, waits for a person, and holds from the linking on', async () => {
  const phone = await wrote('شروق', 'إيقاف')
  expect(told(phone, 'لن نرسل')).toEqual([])
  const { id, waiting_since } = await talkWith('شروق')
  expect(waiting_since).not.toBeNull()
  const customerId = await customerOf(house)
  await setCustomer(house.session(), { id, customerId })
  await settle()
  expect(await declined(customerId)).toBe(true)
})

test('what was taken back before the linking stays taken back', async () => {
  const phone = await wrote('رهف', 'إيقاف')
  phone.write('اشتراك')
  await settle()
  const customerId = await customerOf(house)
  await setCustomer(house.session(), { id: (await talkWith('رهف')).id, customerId })
  await settle()
  expect(await declined(customerId)).toBe(false)
})

test('a press on an answer that a colleague offered stops nothing, whatever stands on it', async () => {
  const now = { ...InboxSettings.parse({}), undoSeconds: 0 }
  await saveSettings(house.session(), now)
  const { phone, customerId } = await known('لجين')
  const { id } = await talkWith('لجين')
  await sendMessage(house.session(), {
    ...{ id: newId(), conversationId: id, anyway: true, afterwards: 'stay' },
    say: { kind: 'buttons', text: 'هل نؤكد الموعد؟', titles: ['تأكيد', 'إلغاء'] },
  })
  await settle()
  const offer = phone.arrived().at(-1)
  phone.press(offer?.id ?? '', 'say:2')
  await settle()
  expect(await declined(customerId)).toBe(false)
  expect((await talkWith('لجين')).waiting_since).not.toBeNull()
})
