import { afterEach, beforeAll, expect, test } from 'vitest'
import { ProposeConcession } from '#core/collections/settlement.ts'
import { createInvoice } from '#modules/invoicing/create-invoice.ts'
import { creditInvoice } from '#modules/invoicing/credit-invoice.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import { systemSession } from '#platform/jobs.ts'
import type { Session } from '#platform/session.ts'
import { now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { customerOf, line, problemsOf, registerSeller, written } from '#test/invoicing.ts'
import { employ } from '#test/matrix/staff.ts'
import { acceptConcession, recoverBadDebt, reverseConcession } from './answer.ts'
import { settlementsJob } from './judge.ts'
import { changeConcessionLimits, showConcessionLimits } from './limits.ts'
import { approveConcession, proposeConcession } from './propose.ts'
import { showConcession } from './queries.ts'

const { the, debtor } = openChase()
beforeAll(() => registerSeller(the))
afterEach(async () => expect(await problemsOf(the)).toEqual([]))

type Of = Readonly<{ id: string; invoices: readonly string[] }>
const propose = (of: Of, change: object = {}, session: Session = the.session()) =>
  proposeConcession(
    session,
    ProposeConcession.parse({
      ...{ id: newId(), customerId: of.id, kind: 'waiver', currency: 'SAR' },
      ...{ invoiceIds: of.invoices, reason: 'اتفاق مع العميل', ...change },
    }),
  )
const show = (id: string) => showConcession(the.session(), { id })
const balanceOf = async ({ id }: Pick<Of, 'id'>) => {
  const [row] = await the.sql<{ left: number }>(
    'select coalesce(sum(amount - sign(amount) * settled), 0)::bigint as left from journal_line where party_id = $1',
    [id],
  )
  return Number(row?.left)
}
const pay = async (of: Pick<Of, 'id'>, amount = sar(0), rate?: string) => {
  const id = newId()
  await recordPayment(the.session(), {
    ...{ id, customerId: of.id, amount, rate, method: 'transfer' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false },
  })
  await the.drain()
  return id
}
const bounce = async (id: string) => {
  await reversePayment(the.session(), { id, reason: 'bounced' })
  await the.drain()
}
const accepted = async (of: Of, change: object) => {
  const { id } = await propose(of, { kind: 'settlement', payBy: '2026-11-26', ...change })
  await acceptConcession(the.session(), { id, saidBy: 'أبو سعد' })
  return id
}
/** A collector who may waive so much alone. */
async function collector(maxMinor: number, maxBasisPoints: number | null) {
  const { limits, roles } = await showConcessionLimits(the.session(), {})
  const role = roles.find(({ key }) => key === 'collector')
  const own = { roleId: role?.id ?? '', userId: null, kind: 'waiver' as const }
  await changeConcessionLimits(the.session(), {
    limits: [
      ...limits.filter(({ roleId }) => roleId !== own.roleId),
      { ...own, maxMinor, maxBasisPoints },
    ],
  })
  const { ownerId } = await employ(the, the.company, 'collector')
  return { ...the.session(), actor: { kind: 'user' as const, id: ownerId, name: 'سالم' } }
}

test('a limit is not passed in slices: of one invoice, nor of one customer within a month', async () => {
  const salem = await collector(50_00, null)
  const late = await debtor([
    { due: '2026-11-10', riyals: 300 },
    { due: '2026-11-18', riyals: 200 },
  ])
  const [first = '', second = ''] = late.invoices
  const of = (invoice: string) => ({ ...late, invoices: [invoice] })
  expect((await propose(of(first), { amount: sar(40) }, salem)).state).toBe('posted')
  const again = await propose(of(first), { amount: sar(40) }, salem)
  expect([again.state, again.mayApprove]).toEqual(['proposed', false])
  await expect(approveConcession(salem, { id: again.id })).rejects.toMatchObject({
    code: 'collections.own_proposal',
  })
  expect((await propose(of(second), { amount: sar(40) }, salem)).state).toBe('proposed')
  expect(await propose(of(second), { amount: sar(10) }, salem).catch(({ code }) => code)).toBe(
    'collections.concession_stands',
  )
  const other = await debtor([{ due: '2026-11-18', riyals: 300 }])
  expect((await propose(other, { amount: sar(40) }, salem)).state).toBe('posted')
})

test('a percentage is of the whole debt, however often a part of it is let go', async () => {
  const salem = await collector(1000_00, 1000)
  const late = await debtor([{ due: '2026-11-10', riyals: 300 }])
  expect((await propose(late, { amount: sar(30) }, salem)).state).toBe('posted')
  expect((await propose(late, { amount: sar(27) }, salem)).state).toBe('proposed')
})

test('an invoice that is named twice is let go once', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 300 }])
  const [id = ''] = late.invoices
  const made = await propose({ ...late, invoices: [id, id] })
  expect([made.owed, made.posted]).toEqual([sar(300), sar(300)])
})

test('a settlement whose money bounced is open as it was before, with nothing in the books', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 1000 }])
  const id = await accepted(late, { amount: sar(700) })
  const payment = await pay(late, sar(700))
  expect(await show(id)).toMatchObject({ state: 'kept', posted: sar(300) })
  await bounce(payment)
  const open = await show(id)
  expect([open.state, open.endedAt, open.posted, open.number]).toEqual([
    ...['accepted', null, null, null],
  ])
  expect(open.items.map(({ posted }) => posted)).toEqual([sar(0)])
  await pay(late, sar(700))
  expect(await show(id)).toMatchObject({ state: 'kept', posted: sar(300) })
  expect(await balanceOf(late)).toBe(0)
})

test('a credit note leaves less to pay: what is paid whole in time is kept', async () => {
  const id = await customerOf(the)
  const invoice = await createInvoice(the.session(), written(id, { issuedOn: '2026-11-10' }))
  const settlement = await accepted({ id, invoices: [invoice.id] }, { amount: sar(900) })
  await creditInvoice(the.session(), {
    ...{ id: invoice.id, noteId: newId(), reason: 'رُدّ كرسي' },
    lines: [line({ quantity: '1' })],
  })
  await the.drain()
  await pay({ id }, sar(575))
  expect(await show(settlement)).toMatchObject({ state: 'kept', posted: sar(0), came: sar(575) })
  the.setNow('2026-12-20T08:00:00Z')
  await settlementsJob.run(systemSession(the.house, the.company.companyId), {})
  expect((await show(settlement)).state).toBe('kept')
  the.setNow(now)
})

test('a settlement in another currency is kept at the rate of its debt', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 1000, currency: 'USD' }])
  const usd = (whole: number) => ({ minor: whole * 100, currency: 'USD' as const })
  const id = await accepted(late, { currency: 'USD', amount: usd(700) })
  await pay(late, usd(700), '3.76')
  expect(await show(id)).toMatchObject({ state: 'kept', posted: usd(300) })
  expect(await balanceOf(late)).toBe(0)
})

test('a recovery falls with its money: nobody owes what was written off', async () => {
  const late = await debtor([{ due: '2026-01-18', riyals: 1000 }])
  const { id } = await propose(late, { kind: 'write_off' })
  const [first, second] = [await pay(late, sar(300)), await pay(late, sar(100))]
  await recoverBadDebt(the.session(), { id, requestId: newId(), amount: sar(400) })
  await the.drain()
  await bounce(first)
  expect(await show(id)).toMatchObject({ recovered: sar(0), recoveries: [], credit: sar(100) })
  expect(await balanceOf(late)).toBe(-100_00)
  await recoverBadDebt(the.session(), { id, requestId: newId(), amount: sar(100) })
  expect(await balanceOf(late)).toBe(0)
  await bounce(second)
  const back = { id, requestId: newId(), reason: 'وُجدت أصوله' }
  expect((await reverseConcession(the.session(), back)).state).toBe('reversed')
  expect(await balanceOf(late)).toBe(1000_00)
})

test('what somebody wrote of a concession is not in the books, where nothing can be erased', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 300 }])
  const { id } = await propose(late, { amount: sar(40), reason: 'ظروف صحية خاصة' })
  await reverseConcession(the.session(), { id, requestId: newId(), reason: 'ظروف صحية زالت' })
  for (const table of ['journal_entry', 'journal_line', 'settlement'])
    expect(await the.sql(`select 1 from ${table} x where x::text like '%ظروف صحية%'`)).toEqual([])
})
