import { afterEach, beforeEach, expect, test } from 'vitest'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import { agenciesOf } from '#test/agency.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { problemsOf } from '#test/invoicing.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { showAgency } from './agencies.ts'
import { listAgencyPayments } from './confirm.ts'
import { addPaper } from './evidence/papers.ts'
import { showReferral } from './referrals.ts'
import { addUpdate, reportPayment } from './report.ts'

const chase = openChase()
const { the } = chase
beforeEach(() => the.setNow('2026-11-23T09:00:00Z'))
afterEach(async () => expect(await problemsOf(the)).toEqual([]))

const receipt = (text: string) => pdfFile('إيصال.pdf', text)

const { referred, booked } = agenciesOf(chase)

// The commission of a payment that was none stayed an expense, and 1160 lay below nothing for good.
test('a payment that is taken back after its hand-over gives its commission back, and the next is less by it', async () => {
  const { agencyId, came, hand, reverse } = await referred()
  const before = await booked()
  const [one, other] = [await came(400), await came(200)]
  expect(await hand([one.report])).toMatchObject({ net: sar(308), returned: sar(0) })
  await reverse(one.paymentId)
  expect(await booked()).toEqual({
    ...before,
    ...{ bank: (before['bank'] ?? 0) + 30_800, agency_clearing: 20_000 - 30_800 },
  })
  const owed = async () => (await showAgency(the.session(), { id: agencyId })).owedBack
  expect(await owed()).toEqual([sar(308)])
  expect(await hand([other.report])).toMatchObject({ returned: sar(154), net: sar(0) })
  expect(await owed()).toEqual([sar(154)])
  const third = await came(300)
  expect(await hand([third.report], false)).toMatchObject({ returned: sar(154), net: sar(146) })
  expect(await owed()).toEqual([])
  expect((await booked())['agency_clearing']).toBe(0)
})

// The page sends all that is held: one reversed payment among it, and no hand-over could be recorded.
test('what was taken back before its hand-over is held by nobody', async () => {
  const { agencyId, came, hand, reverse } = await referred()
  const [gone, there] = [await came(100), await came(200)]
  await reverse(gone.paymentId)
  const held = async (is: boolean) =>
    (await listAgencyPayments(the.session(), { agencyId, held: is, limit: 50 })).rows.map(
      ({ id }) => id,
    )
  expect([await held(true), await held(false)]).toEqual([[there.report], [gone.report]])
  expect((await hand(await held(true))).gross).toEqual(sar(200))
  expect((await showAgency(the.session(), { id: agencyId })).owedBack).toEqual([])
})

test('taken back at the very moment of its hand-over, it is one or the other', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { agencyId, came, hand } = await referred()
    const { report, paymentId } = await came(100)
    const [handed] = await Promise.allSettled([
      hand([report]),
      reversePayment(the.session(), { id: paymentId, reason: 'mistake' }),
    ])
    await the.drain()
    expect((await showAgency(the.session(), { id: agencyId })).owedBack).toEqual(
      handed.status === 'fulfilled' ? [sar(77)] : [],
    )
  }
})

// It broke on a rule of the table, and nobody was told what to do.
test('an agency that would keep more than came is not taken off', async () => {
  const { came, hand } = await referred({ minimum: sar(95) })
  const { report } = await came(100)
  await expect(hand([report])).rejects.toMatchObject({ code: 'collections.remit_kept_above' })
  expect(await hand([report], false)).toMatchObject({ net: sar(100) })
})

// The place in the store was part of the request, so a lost answer could never be asked for again.
test('what an agency sends again with its paper is taken once, and other papers are refused', async () => {
  const { id, session, customerId } = await referred()
  const reused = { code: 'request.id_reused' }
  const update = { id, updateId: newId(), code: 'contacted' as const, note: 'رد' }
  await addUpdate(session, { ...update, file: receipt('one') })
  await addUpdate(session, { ...update, file: receipt('one') })
  await expect(addUpdate(session, { ...update, file: receipt('two') })).rejects.toMatchObject(
    reused,
  )
  await expect(addUpdate(session, { ...update, note: '' })).rejects.toMatchObject(reused)

  const report = { id, newPaymentId: newId(), amount: sar(50), paidOn: '2026-11-23' }
  const told = { ...report, to: 'us' as const, reference: 'TR-9', file: receipt('one') }
  await reportPayment(session, told)
  await reportPayment(session, told)

  const paper = { id: newId(), customerId, kind: 'notice' as const, file: receipt('notice') }
  const kept = await addPaper(the.session(), paper)
  expect(await addPaper(the.session(), paper)).toEqual(kept)

  const { updates, payments } = await showReferral(the.session(), { id })
  expect([updates.map(({ file }) => file), payments.map(({ file }) => file)]).toEqual([
    ['إيصال.pdf'],
    ['إيصال.pdf'],
  ])
  const files = await the.sql<{ key: string }>('select key from file where company_id = $1', [
    the.company.companyId,
  ])
  for (const { key } of files) expect(await the.house.files.get(key)).not.toBeUndefined()
})
