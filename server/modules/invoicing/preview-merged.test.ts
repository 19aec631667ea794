import { expect, test } from 'vitest'
import { mergeCustomers } from '#modules/contacts/merge-customers.ts'
import { openChat } from '#test/chat.ts'
import { newId } from '#test/house.ts'
import { customerOf, registerSeller, written } from '#test/invoicing.ts'
import { createInvoice } from './create-invoice.ts'
import { previewSending, sendInvoice } from './send-invoice.ts'

const chat = openChat('2026-11-21T09:00:00Z')
const { house } = chat

test('a preview knows the ways of every record that was merged, as the sending does', async () => {
  await registerSeller(house)
  const id = await customerOf(house)
  const other = await chat.customerWith('phone', '0500000991', 'السجل القديم')
  const { phone, thread } = await chat.talk('whatsapp_cloud', 'سعد', '966500000991')
  expect(thread.customer_id).toBe(other.id)
  await mergeCustomers(house.session(), { id, mergeId: newId(), mergedId: other.id })
  const invoice = await createInvoice(house.session(), written(id))
  const { rows } = await previewSending(house.session(), { ids: [invoice.id] })
  await sendInvoice(house.session(), { id: invoice.id, sendingId: newId() })
  await chat.settle()
  expect(phone.arrived().at(-1)?.type).toBe('document')
  expect(rows[0]).toMatchObject({ route: { channel: 'whatsapp' }, to: '+966500000991' })
})
