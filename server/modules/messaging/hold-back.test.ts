import { expect, it } from 'vitest'
import { openChat } from '#test/chat.ts'
import { GraphError } from '#test/played.ts'
import { sendMessage } from './send.ts'

const chat = openChat()
const { house } = chat

/** The vendor wants no more than one message in six seconds. */
const tooSoon = () => new GraphError(400, 131056, 'Pair rate limit hit')
const words = (messages: readonly { content: unknown }[]) =>
  messages.map(({ content }) => (content as { body: string }).body)

it('what is tried again reaches the customer before what was said after it', async () => {
  const { phone, thread } = await chat.talk('whatsapp_cloud', 'أبو خالد', '966500000501')
  const { refusals } = house.simulators.meta.faults
  refusals.push(tooSoon())
  const first = await chat.say(thread.id, 'الأولى')
  const second = await chat.say(thread.id, 'الثانية')
  await house.drain()
  expect(words(phone.arrived())).toEqual(['وعليكم السلام'])
  expect([(await chat.message(first)).attempts, (await chat.message(second)).attempts]).toEqual([
    1, 0,
  ])
  house.setNow('2026-03-01T09:00:20Z')
  await sendMessage(house.session(), second)
  await sendMessage(house.session(), first)
  await sendMessage(house.session(), second)
  expect(words(phone.arrived()).slice(1)).toEqual(['الأولى'])
  house.setNow('2026-03-01T09:00:40Z')
  await sendMessage(house.session(), second)
  expect(words(phone.arrived()).slice(1)).toEqual(['الأولى', 'الثانية'])
})

it('what the vendor puts off for a day holds up nobody', async () => {
  const { phone, thread } = await chat.talk('whatsapp_cloud', 'أم خالد', '966500000502')
  house.simulators.meta.faults.refusals.push(new GraphError(400, 131049, 'Not within a day'))
  await chat.say(thread.id, 'عرض')
  await chat.say(thread.id, 'جواب')
  await house.drain()
  expect(words(phone.arrived()).slice(1)).toEqual(['جواب'])
})

it('another thread does not wait', async () => {
  const { thread } = await chat.talk('whatsapp_cloud', 'جار', '966500000503')
  const other = await chat.talk('whatsapp_cloud', 'جار الجار', '966500000504')
  house.simulators.meta.faults.refusals.push(tooSoon())
  await chat.say(thread.id, 'له')
  await house.drain()
  await chat.say(other.thread.id, 'لها')
  await house.drain()
  expect(words(other.phone.arrived()).slice(1)).toEqual(['لها'])
})
