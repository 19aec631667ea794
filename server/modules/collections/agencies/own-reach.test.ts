import { expect, test } from 'vitest'
import type { Permission, Scope } from '#core/permission.ts'
import type { Session } from '#platform/session.ts'
import { openAgency, referAtOnce, sendToAgency } from '#test/agency.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { listAgencies } from './agencies.ts'
import { confirmAgencyPayment } from './confirm.ts'
import { importUpdates } from './exchange.ts'
import { showReferral } from './referrals.ts'
import { remit } from './remit.ts'
import { reportPayment } from './report.ts'

const { the, debtor } = openChase()

/** Somebody who reaches none but customers of their own, and has none. */
const stranger = (...permissions: Permission[]): Session => ({
  ...the.session(Object.fromEntries(permissions.map((each): [Permission, Scope] => [each, 'own']))),
  ...{ teamIds: [], actor: { kind: 'user', id: newId(), name: 'زميل جديد' } },
})

/** A debt of another's customer that an agency has, named twice where it was referred. */
async function referred() {
  await referAtOnce(the.session())
  const { id: agencyId, session } = await openAgency(the)
  const late = await debtor([{ due: '2026-11-17', riyals: 300 }])
  const made = await sendToAgency(the.session(), late, agencyId, {
    invoiceIds: [...late.invoices, ...late.invoices],
  })
  return { agencyId, made, session }
}

test('an invoice that is named twice is referred once', async () => {
  const { made } = await referred()
  expect([made.amount, made.invoices]).toEqual([sar(300), 1])
})

test('a file of news changes nothing of a customer whom its sender does not reach', async () => {
  const { agencyId, made } = await referred()
  const { items } = await showReferral(the.session(), { id: made.id })
  const csv = `Invoice,Status,Date,Amount,Reference,Note\n${items[0]?.number},returned,,,,bye\n`
  const file = { name: 'news.csv', content: Buffer.from(csv).toString('base64') }
  const sent = { id: agencyId, requestId: newId(), file }
  expect((await importUpdates(stranger('collections.refer'), sent)).taken).toBe(0)
  expect((await showReferral(the.session(), { id: made.id })).state).toBe('referred')
  const own = await importUpdates(the.session(), { ...sent, requestId: newId() })
  expect(own).toEqual({ taken: 1, refused: [] })
})

test('what an agency has in hand is told of the reader’s own customers alone', async () => {
  const { agencyId } = await referred()
  const of = (rows: readonly { id: string; open: number; left: readonly object[] }[]) =>
    rows.find(({ id }) => id === agencyId)
  const seen = of((await listAgencies(stranger('collections.read'), {})).rows)
  expect([seen?.open, seen?.left]).toEqual([0, []])
  const whole = of((await listAgencies(the.session(), {})).rows)
  expect([whole?.open, whole?.left]).toEqual([1, [sar(300)]])
})

test('nobody takes a hand-over in for customers whom they do not reach', async () => {
  const { agencyId, made, session } = await referred()
  const report = newId()
  await reportPayment(session, {
    ...{ id: made.id, newPaymentId: report, amount: sar(100), paidOn: '2026-11-22' },
    ...{ to: 'agency', reference: '' },
  })
  await confirmAgencyPayment(the.session(), { id: report, newPaymentId: newId() })
  const input = {
    ...{ id: newId(), agencyId, reportIds: [report], receivedOn: '2026-11-22' },
    ...{ deducted: true, reference: '' },
  }
  await expect(remit(stranger('collections.agencies'), input)).rejects.toMatchObject({
    code: 'collections.remit_nothing',
  })
  expect((await remit(the.session(), input)).gross).toEqual(sar(100))
})
