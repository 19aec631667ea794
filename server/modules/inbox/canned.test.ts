import { expect, test } from 'vitest'
import { newId, openHouse, sar } from '#test/house.ts'
import { noon, playInbox } from '#test/inbox.ts'
import { customerOf } from '#test/invoicing.ts'
import { owed } from '#test/payments.ts'
import { fillCanned, saveCanned } from './canned.ts'
import { setCustomer } from './change.ts'
import { offerTemplates } from './reach.ts'
import { showConversation } from './show.ts'

const house = openHouse({ now: noon })
const { wrote, talkWith, settle, colleague } = playInbox(house)

const reply = async (text: string): Promise<string> => {
  const id = newId()
  await saveCanned(house.session(), {
    ...{ id, shortcut: `ر${id.slice(-6)}`, title: 'رد', text, language: 'ar' },
    ...{ typeIds: [], channels: [], shared: true },
  })
  return id
}

async function owing(name: string) {
  await wrote(name, 'كم علي؟')
  const customerId = await customerOf(house, { name: 'مؤسسة السنابل' })
  const { id } = await talkWith(name)
  await setCustomer(house.session(), { id, customerId })
  await settle()
  return { customerId, conversationId: id }
}

test('a reply is filled with the invoice that is overdue longest, the link to pay and the hours', async () => {
  const { customerId, conversationId } = await owing('سديم')
  const oldest = await owed(house, customerId, sar(1150), '2026-02-01')
  await owed(house, customerId, sar(300), '2026-02-20')
  await owed(house, customerId, sar(90), '2026-03-30')
  const id = await reply(
    '{customer.name}: {invoice.number} بمبلغ {invoice.amount} استحقت في {invoice.due}. {pay_link} {hours}',
  )
  const { text, missing } = await fillCanned(house.session(), { conversationId, id })
  expect(missing).toEqual([])
  expect(text).toContain(`مؤسسة السنابل: ${oldest.number} بمبلغ 1,150.00 ر.س استحقت في 1 فبراير`)
  expect(text).toContain('من الأحد إلى الخميس، من 9:00 ص إلى 5:00 م')
  const [link = ''] = /http\S+\/pay\/\S+/.exec(text) ?? []
  expect((await house.http.request(`/api/v1${new URL(link).pathname}`)).status).toBe(200)
  const again = await fillCanned(house.session(), { conversationId, id })
  expect(again.text).toBe(text)
})

test('what a reader may not know of a customer is missing, and not filled', async () => {
  const { customerId, conversationId } = await owing('ريناد')
  await owed(house, customerId, sar(500), '2026-02-01')
  const id = await reply('{customer.name} {invoice.number} {pay_link} {overdue}')
  const reader = await colleague({
    'inbox.read': 'all',
    'inbox.answer': 'all',
    'contacts.read': 'own',
    'invoicing.read': 'own',
    'payments.link': 'own',
    'ledger.statement': 'own',
  })
  const { text, missing } = await fillCanned(reader, { conversationId, id })
  expect(missing).toEqual(['customer.name', 'invoice.number', 'pay_link', 'overdue'])
  expect(text).not.toContain('السنابل')
  const { rows } = await offerTemplates(reader, { id: conversationId })
  expect(JSON.stringify(rows)).not.toContain('السنابل')
})

test('whom a writer may be is said by the invoice that they name, to who may read invoices', async () => {
  const customerId = await customerOf(house, { name: 'شركة الدانة للتموين' })
  const { number } = await owed(house, customerId, sar(700), '2026-02-01')
  await wrote('لا أحد', `بخصوص الفاتورة ${number.toLowerCase()}`)
  const { id } = await talkWith('لا أحد')
  const { suggestions } = await showConversation(house.session(), { id })
  expect(suggestions).toMatchObject([
    {
      customer: { id: customerId },
      reasons: [{ code: 'invoice_mentioned', facts: { fact: number } }],
    },
  ])
  const blind = await colleague(['inbox.read', 'contacts.read'])
  expect((await showConversation(blind, { id })).suggestions).toEqual([])
})

test('the number by which a writer may be a customer is masked for who may not see numbers', async () => {
  const phone = await wrote('ضحى', 'مرحبا')
  const { id } = await talkWith('ضحى')
  const noted = { label: null, contactId: null }
  for (const name of ['مؤسسة أ', 'مؤسسة ب'])
    await customerOf(house, {
      name,
      identities: [{ ...noted, id: newId(), kind: 'phone', typed: phone.number, primary: true }],
    })
  const shown = await showConversation(house.session(), { id })
  expect(JSON.stringify(shown.suggestions)).toContain(phone.number)
  const blind = await colleague(['inbox.read', 'contacts.read'])
  const masked = await showConversation(blind, { id })
  expect(masked.suggestions).toHaveLength(2)
  expect(JSON.stringify(masked.suggestions)).not.toContain(phone.number)
  expect(JSON.stringify(masked.suggestions)).toContain(phone.number.slice(-3))
})
