import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TransferWay } from '#core/collections/agency-transfer.ts'
import { lockPeriod } from '#modules/ledger/periods.ts'
import { saveAccount } from '#modules/payments/bank/accounts.ts'
import { agenciesOf } from '#test/agency.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { problemsOf } from '#test/invoicing.ts'
import { showAgency } from './agencies.ts'
import { listTransfers, transferAgency, undoAgencyTransfer } from './transfers.ts'

const chase = openChase()
const { the } = chase
beforeEach(() => the.setNow('2026-11-23T09:00:00Z'))
afterEach(async () => expect(await problemsOf(the)).toEqual([]))

const { referred, booked } = agenciesOf(chase)

const send = (agencyId: string, way: TransferWay, riyals: number, more: object = {}) =>
  transferAgency(the.session(), {
    ...{ id: newId(), agencyId, way, amount: sar(riyals), paidOn: '2026-11-23' },
    ...{ reference: 'FT263271', ...more },
  })
const undo = (id: string) => undoAgencyTransfer(the.session(), { id, reason: 'سُجّلت خطأ' })
const standing = async (id: string) => {
  const { between, owedBack } = await showAgency(the.session(), { id })
  return { between, owedBack }
}
const above = { code: 'collections.agency_transfer_above' }

// Only the next hand-over settled what lay between us: an agency that brought nothing more kept it.
test('what an agency handed over of a payment that was none is paid back by bank, and no more than that', async () => {
  const { agencyId, came, hand, reverse } = await referred()
  const before = await booked()
  const { report, paymentId } = await came(400)
  await hand([report])
  await reverse(paymentId)
  expect((await standing(agencyId)).between).toEqual([sar(-308)])
  await expect(send(agencyId, 'out', 309)).rejects.toMatchObject(above)
  await expect(send(agencyId, 'in', 1)).rejects.toMatchObject(above)
  const part = await send(agencyId, 'out', 108)
  expect((await standing(agencyId)).owedBack).toEqual([sar(200)])
  await send(agencyId, 'out', 200)
  expect(await standing(agencyId)).toEqual({ between: [], owedBack: [] })
  expect(await booked()).toEqual(before)

  await undo(part.id)
  await expect(undo(part.id)).rejects.toMatchObject({
    code: 'collections.agency_transfer_undone',
  })
  expect(await standing(agencyId)).toEqual({ between: [sar(-108)], owedBack: [sar(108)] })
  const { rows } = await listTransfers(the.session(), { id: agencyId })
  expect(rows.map(({ amount, undone }) => [amount, undone?.reason ?? null]).toSorted()).toEqual(
    [
      [sar(108), 'سُجّلت خطأ'],
      [sar(200), null],
    ].toSorted(),
  )
})

test('what an agency transfers ahead is taken by its next hand-over, and what its commission leaves over is paid back', async () => {
  const { agencyId, came, hand } = await referred()
  const { report } = await came(1000)
  await expect(send(agencyId, 'in', 1001)).rejects.toMatchObject(above)
  await expect(send(agencyId, 'out', 1)).rejects.toMatchObject(above)
  await send(agencyId, 'in', 900)
  expect(await standing(agencyId)).toEqual({ between: [sar(100)], owedBack: [sar(900)] })
  // Two hundred and its VAT stay with the agency: of nine hundred, 770 were ours.
  expect(await hand([report])).toMatchObject({ returned: sar(770), net: sar(0) })
  expect(await standing(agencyId)).toEqual({ between: [sar(-130)], owedBack: [sar(130)] })
  await send(agencyId, 'out', 130)
  expect(await standing(agencyId)).toEqual({ between: [], owedBack: [] })
})

test('money that never came is undone even after a hand-over took it: the agency owes it until it comes', async () => {
  const { agencyId, came, hand } = await referred()
  const { report } = await came(500)
  const wrong = await send(agencyId, 'in', 300)
  expect(await hand([report], false)).toMatchObject({ returned: sar(300), net: sar(200) })
  await undo(wrong.id)
  expect(await standing(agencyId)).toEqual({ between: [sar(300)], owedBack: [] })
  await send(agencyId, 'in', 300)
  expect(await standing(agencyId)).toEqual({ between: [], owedBack: [] })
})

test('what was paid back of money that never came is taken back in either order', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const { agencyId, came, reverse } = await referred()
    const { paymentId } = await came(200)
    const into = await send(agencyId, 'in', 200)
    await reverse(paymentId)
    const out = await send(agencyId, 'out', 200)
    for (const at of order) await undo([into.id, out.id][at] ?? '')
    expect(await standing(agencyId)).toEqual({ between: [], owedBack: [] })
  }
})

test('two who collect the same at once collect it once', async () => {
  const { agencyId, came } = await referred()
  await came(100)
  const both = await Promise.allSettled([send(agencyId, 'in', 100), send(agencyId, 'in', 100)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('it stands in its account of the bank, on its day, which is not ahead', async () => {
  const { agencyId, came } = await referred()
  await came(100)
  const [riyals, dollars] = [newId(), newId()]
  await saveAccount(the.session(), { id: riyals, name: 'الراجحي الجاري', currency: 'SAR' })
  await saveAccount(the.session(), { id: dollars, name: 'حساب الدولار', currency: 'USD' })
  const made = await send(agencyId, 'in', 40, { bankAccountId: riyals, paidOn: '2026-11-20' })
  expect(made).toMatchObject({ bankAccount: 'الراجحي الجاري', paidOn: '2026-11-20' })
  await expect(send(agencyId, 'in', 10, { bankAccountId: dollars })).rejects.toMatchObject({
    code: 'collections.agency_transfer_account',
  })
  await expect(send(agencyId, 'in', 10, { paidOn: '2026-11-24' })).rejects.toMatchObject({
    code: 'payments.paid_in_the_future',
  })
})

test('whoever sees some customers alone sees none of it, and settles none of it', async () => {
  const { agencyId, came } = await referred()
  await came(100)
  const grants = { 'collections.agencies': 'own', 'collections.read': 'own' } as const
  const session = the.session(grants)
  expect((await showAgency(session, { id: agencyId })).between).toEqual([])
  expect(await listTransfers(session, { id: agencyId })).toEqual({ rows: [] })
  await expect(
    transferAgency(session, {
      ...{ id: newId(), agencyId, way: 'in', amount: sar(100), paidOn: '2026-11-23' },
      reference: '',
    }),
  ).rejects.toMatchObject({ code: 'access.forbidden' })
})

test('the books say it when a transfer is not what they hold, or stands though it was undone', async () => {
  const { agencyId, came } = await referred()
  await came(100)
  const { id } = await send(agencyId, 'in', 60)
  const rules = async () => (await problemsOf(the)).map((found) => JSON.stringify(found))
  const turn = async (change: string, back: string) => {
    await the.sql(`update agency_transfer set ${change} where id = $1`, [id])
    const found = await rules()
    await the.sql(`update agency_transfer set ${back} where id = $1`, [id])
    return found.join()
  }
  const inBooks = 'agency_transfers_are_in_the_books'
  expect(await turn('amount = 5000', 'amount = 6000')).toContain(inBooks)
  expect(
    await turn(
      "undone_at = now(), undone_by = 'x', reason = 'x'",
      'undone_at = null, undone_by = null, reason = null',
    ),
  ).toContain(inBooks)
  expect(await turn('settled = 1', 'settled = 0')).toContain('agency_money_is_in_the_books')
  expect(await rules()).toEqual([])
})

test('nothing is booked on days whose books are closed, and what was is undone by an entry of today', async () => {
  const { agencyId, came } = await referred()
  await came(100)
  const { id } = await send(agencyId, 'in', 40, { paidOn: '2026-10-30' })
  await lockPeriod(the.session(), { id: newId(), through: '2026-10-31' })
  await expect(send(agencyId, 'in', 10, { paidOn: '2026-10-31' })).rejects.toMatchObject({
    code: 'ledger.period_locked',
  })
  await undo(id)
  const days = await the.sql<{ posted_on: string }>(
    'select posted_on from journal_entry where document_id = $1 order by posted_on',
    [id],
  )
  expect(days.map((row) => row.posted_on)).toEqual(['2026-10-30', '2026-11-23'])
})
