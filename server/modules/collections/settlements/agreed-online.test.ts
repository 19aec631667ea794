import { expect, test } from 'vitest'
import { ProposeConcession } from '#core/collections/settlement.ts'
import { readSettings, saveSettings } from '#modules/payments/settings.ts'
import { look } from '#platform/query.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { check, linkFor, openGateway, payAt, start } from '#test/pay-online.ts'
import { sendConcession } from './letter.ts'
import { acceptOnPage, showPageSettlement } from './page.ts'
import { proposeConcession } from './propose.ts'
import { showConcession } from './queries.ts'

const { the, debtor } = openChase()

test('what was agreed to is what the page asks for, and it is paid where parts are not taken', async () => {
  await openGateway(the)
  const settings = await look(the.session(), (from) => readSettings(from))
  await saveSettings(the.session(), { ...settings, partAllowed: false })
  const late = await debtor([
    { due: '2026-10-20', riyals: 400 },
    { due: '2026-11-01', riyals: 600 },
    { due: '2026-11-10', riyals: 90 },
  ])
  const [first = '', second = '', beside = ''] = late.invoices
  const over = [first, second]
  const link = late.invoices.map((each) => ({ id: each, itemId: '', number: '' }))
  const { token } = await linkFor(the, late.id, link)
  const { id } = await proposeConcession(
    the.session(),
    ProposeConcession.parse({
      ...{ id: newId(), customerId: late.id, kind: 'settlement', currency: 'SAR' },
      ...{ invoiceIds: over, amount: sar(700), payBy: '2026-11-26', reason: 'اتفاق' },
    }),
  )
  await sendConcession(the.session(), { id, requestId: newId() })
  await the.drain()
  const pay = async (invoiceIds: string[], riyals: number) =>
    (await start(the, token, { invoiceIds, amount: sar(riyals) })).body
  const offer = async () => (await showPageSettlement(the.house, token)).offer
  // An offer is no agreement yet.
  expect(await offer()).toMatchObject({ accepted: false, toPay: null, invoiceIds: over })
  expect((await pay(over, 700)).code).toBe('payments.part_not_allowed')
  await acceptOnPage(the.house, { token, id })
  expect(await offer()).toMatchObject({ accepted: true, toPay: sar(700) })
  expect((await pay(over, 699)).code).toBe('payments.part_not_allowed')
  expect((await pay([...over, beside], 700)).code).toBe('payments.part_not_allowed')
  // What came for it some other way is not asked for again.
  const one = await pay([first], 400)
  await payAt(the, one.url)
  await check(the, token, one.attemptId)
  await the.drain()
  expect((await offer())?.toPay).toEqual(sar(300))
  const rest = await pay([second], 300)
  await payAt(the, rest.url)
  expect((await check(the, token, rest.attemptId)).body.state).toBe('paid')
  await the.drain()
  expect(await showConcession(the.session(), { id })).toMatchObject({ state: 'kept' })
  expect(await offer()).toBeNull()
  await saveSettings(the.session(), settings)
})
