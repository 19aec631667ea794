import { expect, test } from 'vitest'
import { setCustomer } from '#modules/inbox/change.ts'
import { showReport } from '#modules/inbox/report.ts'
import { createInvoice } from '#modules/invoicing/create-invoice.ts'
import { sendInvoice } from '#modules/invoicing/send-invoice.ts'
import { newId, openHouse } from './house.ts'
import { noon, playInbox } from './inbox.ts'
import { customerOf, registerSeller, written } from './invoicing.ts'

const house = openHouse({ now: noon })
const { wrote, talkWith, settle } = playInbox(house)

test('an invoice that a colleague sends on the thread is an answer, and counts as one', async () => {
  // After eight papers sent by hand the report said two answers, and the customer still waited.
  await registerSeller(house)
  await wrote('هيفاء', 'أرسلوا الفاتورة')
  const { id, thread_id: threadId } = await talkWith('هيفاء')
  const customerId = await customerOf(house)
  await setCustomer(house.session(), { id, customerId })
  const invoice = await createInvoice(
    house.session(),
    written(customerId, { issuedOn: '2026-03-01' }),
  )
  const range = { from: '2026-03-01', to: '2026-03-01', groupBy: 'day' } as const
  const answered = async () => (await showReport(house.session(), range)).total.answered
  expect(await answered()).toBe(0)
  await sendInvoice(house.session(), { id: invoice.id, sendingId: newId(), threadId })
  await settle()
  expect(await answered()).toBe(1)
  expect((await talkWith('هيفاء')).waiting_since).toBeNull()
})
