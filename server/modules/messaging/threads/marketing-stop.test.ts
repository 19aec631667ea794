import { expect, it } from 'vitest'
import { lockCustomer } from '#modules/contacts/index.ts'
import { command, reaction } from '#platform/command.ts'
import { systemSession } from '#platform/jobs.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import { listConsents, saveConsent } from '../consents.ts'
import { linkThread } from './link-thread.ts'
import { takeIn } from './take-in.ts'

const chat = openChat()
const { house } = chat

const link = reaction('test.link', (work, input: { threadId: string; customerId: string }) =>
  linkThread(work, { ...input, within: 'messaging.send' }),
)
const wordsOf = async (id: string) =>
  (await listConsents(house.session(), { id })).rows.map(({ optedOut, reach }) => [optedOut, reach])

it('whoever stopped marketing before we knew them has stopped it when we do', async () => {
  const { phone, thread } = await chat.talk('whatsapp_cloud', 'مجهول', '966500000201')
  phone.stopMarketing(true)
  await chat.settle()
  const { id: customerId } = await chat.customerWith('email', 'stop@example.com', 'شركة الوقف')
  await link(house.session(), { threadId: thread.id, customerId })
  await house.drain()
  expect(await wordsOf(customerId)).toEqual([[true, 'marketing']])
  phone.stopMarketing(false)
  await chat.settle()
  expect((await wordsOf(customerId))[0]).toEqual([false, 'marketing'])
})

it('a thread without the switch says nothing for its customer, and a later word stands', async () => {
  const { thread } = await chat.talk('whatsapp_cloud', 'صامت', '966500000202')
  const { id: customerId } = await chat.customerWith('email', 'quiet@example.com', 'شركة الصمت')
  await link(house.session(), { threadId: thread.id, customerId })
  await house.drain()
  expect(await wordsOf(customerId)).toEqual([])
})

it('the switch of a customer whom somebody holds waits for nobody', async () => {
  const customer = await chat.customerWith('phone', '0500000203', 'شركة الانتظار')
  const { phone } = await chat.talk('whatsapp_cloud', 'منتظر', '966500000203')
  phone.stopMarketing(true)
  await house.simulators.meta.deliver()
  const { id: accountId } = await chat.account('whatsapp_cloud')
  const held = command('messaging.send', async (work) => {
    await lockCustomer(work, customer.id)
    await takeIn(systemSession(house.house, house.company.companyId), accountId)
  })
  await held(house.session(), undefined)
  await house.drain()
  expect(await wordsOf(customer.id)).toEqual([[true, 'marketing']])
})

it('declining everything is another word than declining marketing', async () => {
  const customer = await chat.customerWith('phone', '0500000204', 'شركة الكل')
  const { phone } = await chat.talk('whatsapp_cloud', 'الكل', '966500000204')
  const said = { customerId: customer.id, channel: 'whatsapp' as const, optedOut: true }
  await saveConsent(house.session(), { ...said, id: newId(), evidence: 'بالهاتف' })
  phone.stopMarketing(true)
  await chat.settle()
  expect((await wordsOf(customer.id)).toSorted()).toEqual([
    [true, 'all'],
    [true, 'marketing'],
  ])
})
