import { beforeAll, expect, test } from 'vitest'
import { unmadeToken } from '#core/payments/pay-link.ts'
import { payLinksFor } from '#modules/payments/index.ts'
import { reaction } from '#platform/command.ts'
import { now, openChase } from '#test/chase.ts'
import { showPlanDetail } from './plan.ts'

const { the, debtor, on } = openChase()
const give = reaction('test.give_link', payLinksFor)

beforeAll(async () => {
  the.setNow(now)
  await on()
})

// «xxxx» stood where the customer has had a link for weeks.
test('a reminder that is looked at carries the link that its customer has, and none is made by looking', async () => {
  const late = await debtor([{ due: '2026-11-12' }])
  const bodyFor = async (session = the.session()) =>
    (await showPlanDetail(session, { customerId: late.id, currency: 'SAR' })).body
  expect(await bodyFor()).toContain(`/pay/${unmadeToken}`)
  const [link = ''] = await give(the.session(), [
    { customerId: late.id, invoiceIds: late.invoices },
  ])
  expect(await bodyFor()).toContain(link)
  expect(await bodyFor()).not.toContain(unmadeToken)
  const reader = the.session(['collections.read', 'contacts.read'])
  expect(await bodyFor(reader)).toContain(unmadeToken)
  // Who sees the links of their own customers alone sees none of this one, which is nobody's.
  const grants = new Map([...reader.grants, ['payments.link', 'own'] as const])
  expect(await bodyFor({ ...reader, grants })).toContain(unmadeToken)
})
