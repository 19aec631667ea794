import { expect, test } from 'vitest'
import { openChat } from '#test/chat.ts'
import { newId, sar } from '#test/house.ts'
import { customerOf } from '#test/invoicing.ts'
import { openNotice } from './open-notice.ts'

const chat = openChat()
const { house } = chat

/** A receipt that a customer sent, and whose thread it came on. */
async function sentReceipt(phoneNumber: string) {
  const { phone, thread } = await chat.talk('whatsapp_cloud', 'نايف', phoneNumber)
  phone.document({ bytes: new Uint8Array(Buffer.from('%PDF-1.7 x')), mime: 'application/pdf' })
  await chat.settle()
  const message = (await chat.read(thread.id)).find(({ media }) => media.length > 0)
  const customerId = await customerOf(house)
  await house.sql("update thread set customer_id = $2, linked_by = 'person' where id = $1", [
    thread.id,
    customerId,
  ])
  return { messageId: message?.id ?? '', threadId: thread.id, customerId }
}
const said = (customerId: string, messageId: string) => ({
  ...{ id: newId(), customerId, messageId, amount: sar(400) },
  paidOn: new Date(Date.now() + house.house.clock.offsetMs - 86_400_000).toISOString().slice(0, 10),
})

test('a receipt that came in a conversation becomes a notice with its file, once', async () => {
  const { messageId, threadId, customerId } = await sentReceipt('966500000701')
  const notice = await openNotice(house.session(), said(customerId, messageId))
  expect(notice).toMatchObject({
    ...{ source: 'chat', messageId, threadId },
    file: { mime: 'application/pdf' },
  })
  await expect(openNotice(house.session(), said(customerId, messageId))).rejects.toMatchObject({
    code: 'payments.notice_repeated',
    facts: { by: 'نورة السبيعي' },
  })
})

test('a receipt of another customer is not theirs', async () => {
  const { messageId } = await sentReceipt('966500000702')
  const other = await customerOf(house)
  await expect(openNotice(house.session(), said(other, messageId))).rejects.toMatchObject({
    code: 'payments.notice_message',
  })
})
