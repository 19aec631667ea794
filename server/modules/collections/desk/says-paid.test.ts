import { expect, test } from 'vitest'
import { RecordContact } from '#core/collections/desk-api.ts'
import { showNotice } from '#modules/payments/notices/list-notices.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { showChase } from '../chase.ts'
import { listContacts } from './contacts.ts'
import { recordContact } from './record-contact.ts'

const { the, debtor } = openChase()

const record = (said: Partial<RecordContact> & Pick<RecordContact, 'customerId' | 'outcome'>) =>
  recordContact(the.session(), RecordContact.parse({ id: newId(), ...said }))

test('who says what they paid opens a notice with it, and is left alone until it is decided', async () => {
  const late = await debtor([{ due: '2026-11-12', riyals: 700 }])
  const paid = { amount: sar(700), paidOn: '2026-11-21', bank: 'الراجحي', reference: 'FT77' }
  const id = newId()
  await record({
    customerId: late.id,
    outcome: 'says_paid',
    note: 'حوّلها أمس',
    paid: { id, ...paid },
  })
  expect((await showChase(the.session(), { id: late.id })).pauses).toEqual([])
  expect(await showNotice(the.session(), { id })).toMatchObject({
    ...{ customerId: late.id, state: 'open', source: 'staff', note: 'حوّلها أمس', ...paid },
  })
  const tomorrow = { id: newId(), ...paid, paidOn: '2026-11-23' }
  const other = await debtor([{ due: '2026-11-12', riyals: 700 }])
  const refusal = record({ customerId: other.id, outcome: 'says_paid', paid: tomorrow })
  await expect(refusal).rejects.toMatchObject({ code: 'payments.paid_in_the_future' })
  expect((await listContacts(the.session(), { id: other.id, limit: 9 })).rows).toEqual([])
})
