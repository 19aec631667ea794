import { beforeAll, expect, test } from 'vitest'
import { ProposeConcession } from '#core/collections/settlement.ts'
import { createInvoice } from '#modules/invoicing/create-invoice.ts'
import { showInvoice } from '#modules/invoicing/show.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import { systemSession } from '#platform/jobs.ts'
import { client } from '#test/browserless.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { customerOf, problemsOf, registerSeller, written } from '#test/invoicing.ts'
import { linkFor } from '#test/pay-online.ts'
import {
  acceptConcession,
  recoverBadDebt,
  reverseConcession,
  withdrawConcession,
} from './answer.ts'
import { settlementsJob } from './judge.ts'
import { sendConcession } from './letter.ts'
import { changeConcessionLimits, showConcessionLimits } from './limits.ts'
import { approveConcession, proposeConcession } from './propose.ts'
import { listConcessions, showConcession } from './queries.ts'
import { letSmallGo, listSmallBalances } from './small.ts'

const { the, debtor, mailsTo, run, on } = openChase()
beforeAll(() => registerSeller(the))

type Wanted = Partial<Parameters<typeof ProposeConcession.parse>[0] & object>
const proposal = (of: Pick<Debtor, 'id' | 'invoices'>, change: Wanted = {}) =>
  ProposeConcession.parse({
    ...{ id: newId(), customerId: of.id, kind: 'waiver', currency: 'SAR' },
    ...{ invoiceIds: of.invoices, reason: 'اتفاق مع العميل', ...change },
  })
const owner = () => the.company.ownerId
/** Somebody who may propose, and of whom the limits say nothing. */
const colleague = () => {
  const session = the.session()
  return { ...session, actor: { ...session.actor, id: newId() } }
}
const propose = (...asked: Parameters<typeof proposal>) =>
  proposeConcession(the.session(), proposal(...asked))
const show = (id: string) => showConcession(the.session(), { id })
const balanceOf = async ({ id }: Pick<Debtor, 'id'>) => {
  const [row] = await the.sql<{ left: number }>(
    'select coalesce(sum(amount - sign(amount) * settled), 0)::bigint as left from journal_line where party_id = $1',
    [id],
  )
  return Number(row?.left)
}
const pay = async (of: Debtor, riyals: number, paidOn = '2026-11-22') => {
  const id = newId()
  await recordPayment(the.session(), {
    ...{ id, customerId: of.id, amount: sar(riyals), method: 'transfer' as const },
    ...{ paidOn, sendReceipt: false },
  })
  await the.drain()
  return id
}
const settle = { kind: 'settlement' as const, amount: sar(700), payBy: '2026-11-26' }
const offered = async (of: Debtor) => (await propose(of, settle)).id
const judge = async (day: string) => {
  the.setNow(`${day}T08:00:00Z`)
  await settlementsJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
}

test('a waiver is in the books at once within the limit, and taken back it is owed again', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 300 }])
  const made = await propose(late, { amount: sar(40) })
  expect(made).toMatchObject({ state: 'posted', posted: sar(40), number: 'WV-2026-000001' })
  expect(await balanceOf(late)).toBe(260_00)
  expect(await problemsOf(the)).toEqual([])
  const back = await reverseConcession(the.session(), {
    ...{ id: made.id, requestId: newId(), reason: 'أُعفي خطأً' },
  })
  expect(back.state).toBe('reversed')
  expect(await balanceOf(late)).toBe(300_00)
  expect(await problemsOf(the)).toEqual([])
})

test('beyond the limit it waits for whoever may, and nobody agrees to their own', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 300 }])
  const { limits, users, roles } = await showConcessionLimits(the.session(), {})
  const [role] = roles.filter(({ key }) => key === 'collector')
  expect(users.map(({ id }) => id)).toContain(owner())
  await changeConcessionLimits(the.session(), {
    limits: [
      ...limits,
      {
        ...{ roleId: role?.id ?? '', userId: null, kind: 'waiver' },
        ...{ maxMinor: 10_00, maxBasisPoints: 5000 },
      },
    ],
  })
  const proposer = colleague()
  const made = await proposeConcession(proposer, proposal(late, { amount: sar(40) }))
  expect(made).toMatchObject({ state: 'proposed', mayApprove: false })
  expect(made.approvers).toHaveLength(1)
  expect(await balanceOf(late)).toBe(300_00)
  await expect(approveConcession(proposer, { id: made.id })).rejects.toMatchObject({
    code: 'collections.own_proposal',
  })
  await expect(approveConcession(colleague(), { id: made.id })).rejects.toMatchObject({
    code: 'collections.beyond_limit',
  })
  const twice = proposeConcession(the.session(), proposal(late))
  await expect(twice).rejects.toMatchObject({ code: 'collections.concession_stands' })
  expect(await approveConcession(the.session(), { id: made.id })).toMatchObject({ state: 'posted' })
  expect(await balanceOf(late)).toBe(260_00)
})

test('an accepted settlement rests the chase; paid in time, the rest is let go', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 1000 }])
  const id = await offered(late)
  expect(await show(id)).toMatchObject({ state: 'offered', waived: sar(300), basisPoints: 3000 })
  await acceptConcession(the.session(), { id, saidBy: 'أبو سعد' })
  await run()
  expect(mailsTo(late)).toEqual([])
  await pay(late, 500)
  expect(await show(id)).toMatchObject({ state: 'accepted', came: sar(500) })
  const second = await pay(late, 200)
  expect(await show(id)).toMatchObject({ state: 'kept', posted: sar(300), came: sar(700) })
  expect(await balanceOf(late)).toBe(0)
  expect(await problemsOf(the)).toEqual([])
  // The money turns out not to be there: the rest is owed again.
  await reversePayment(the.session(), { id: second, reason: 'bounced' })
  await the.drain()
  expect(await show(id)).toMatchObject({ state: 'accepted', came: sar(500) })
  expect(await balanceOf(late)).toBe(500_00)
  expect(await problemsOf(the)).toEqual([])
})

test('a settlement that is not paid in time fails, and the debt is asked for again', async () => {
  await on()
  const late = await debtor([{ due: '2026-11-18', riyals: 1000 }])
  const id = await offered(late)
  await acceptConcession(the.session(), { id, saidBy: '' })
  await judge('2026-11-29')
  expect((await show(id)).state).toBe('accepted')
  await judge('2026-11-30')
  expect((await show(id)).state).toBe('failed')
  expect(await balanceOf(late)).toBe(1000_00)
  await run()
  expect(mailsTo(late)).toHaveLength(1)
  the.setNow(now)
})

test('an offer is sent with a link, where the customer agrees to it; unanswered it runs out', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 1000 }])
  const id = await offered(late)
  const { token } = await linkFor(the, late.id, [
    { id: late.invoices[0] ?? '', itemId: '', number: '' },
  ])
  const call = client(the)
  expect((await call('GET', `/pay/${token}/settlement`)).body).toEqual({ offer: null })
  await sendConcession(the.session(), { id, requestId: newId() })
  await the.drain()
  expect(mailsTo(late)[0]?.text).toContain('700.00')
  expect((await call('GET', `/pay/${token}/settlement`)).body).toMatchObject({
    offer: { id, pay: sar(700), accepted: false },
  })
  const said = await call('POST', `/pay/${token}/settlement`, { id })
  expect(said.body).toMatchObject({ offer: { accepted: true } })
  expect(await show(id)).toMatchObject({ state: 'accepted', acceptedOn: 'page' })
  await withdrawConcession(the.session(), { id, reason: 'بطلب العميل' })
  const other = await offered(late)
  await judge('2026-11-27')
  expect((await show(other)).state).toBe('expired')
  the.setNow(now)
})

test('an offer that does not suit is declined with a reason, once', async () => {
  const late = await debtor([{ due: '2026-11-18', riyals: 1000 }])
  const id = await offered(late)
  const { token } = await linkFor(the, late.id, [
    { id: late.invoices[0] ?? '', itemId: '', number: '' },
  ])
  const call = client(the)
  const decline = () =>
    call('POST', `/pay/${token}/settlement/refusal`, { id, reason: 'نقدر على 600 فقط' })
  expect((await decline()).status).toBe(409)
  await sendConcession(the.session(), { id, requestId: newId() })
  expect((await decline()).body).toEqual({ offer: null })
  expect(await show(id)).toMatchObject({
    ...{
      state: 'declined',
      endedBecause: 'نقدر على 600 فقط',
      endedBy: expect.stringContaining('شركة'),
    },
  })
  expect((await decline()).status).toBe(409)
  const accepted = acceptConcession(the.session(), { id, saidBy: '' })
  await expect(accepted).rejects.toMatchObject({ code: 'collections.concession_ended' })
})

test('the rest may leave by a credit note with its VAT, to the last halala', async () => {
  const customerId = await customerOf(the)
  const invoice = await createInvoice(the.session(), written(customerId))
  const of = { id: customerId, invoices: [invoice.id] }
  const made = await propose(of, { method: 'credit_note', amount: sar(100.01) })
  expect(made).toMatchObject({ state: 'posted', posted: sar(100.01) })
  expect(made.creditNumbers).toHaveLength(1)
  expect(await showInvoice(the.session(), { id: invoice.id })).toMatchObject({
    balance: sar(1049.99),
  })
  expect(await problemsOf(the)).toEqual([])
  const back = reverseConcession(the.session(), { id: made.id, requestId: newId(), reason: 'خطأ' })
  await expect(back).rejects.toMatchObject({ code: 'collections.not_reversible' })
})

test('what is paid after a write-off is booked as recovered, no more than was lost', async () => {
  const late = await debtor([{ due: '2026-01-18', riyals: 400 }])
  const made = await propose(late, { kind: 'write_off' })
  expect(made).toMatchObject({ state: 'posted', posted: sar(400) })
  await pay(late, 150)
  expect((await show(made.id)).credit).toEqual(sar(150))
  const input = { id: made.id, requestId: newId(), amount: sar(150) }
  expect(await recoverBadDebt(the.session(), input)).toMatchObject({
    recovered: sar(150),
    credit: sar(0),
  })
  await expect(
    recoverBadDebt(the.session(), { ...input, requestId: newId() }),
  ).rejects.toMatchObject({ code: 'collections.nothing_to_recover' })
  expect(await balanceOf(late)).toBe(0)
  expect(await problemsOf(the)).toEqual([])
})

test('small old balances go together, by the limit of their sum', async () => {
  const first = await debtor([{ due: '2026-01-18', riyals: 0.4 }])
  const second = await debtor([
    { due: '2026-01-19', riyals: 0.9 },
    { due: '2026-01-19', riyals: 5 },
  ])
  const input = { under: 100, days: 90 }
  const { rows } = await listSmallBalances(the.session(), input)
  const ids = rows.map(({ invoiceId }) => invoiceId)
  expect(ids).toEqual([first.invoices[0], second.invoices[0]])
  const order = {
    id: newId(),
    invoiceIds: [...ids, second.invoices[1] ?? ''],
    reason: 'بقايا',
    ...input,
  }
  await expect(letSmallGo(colleague(), order)).rejects.toMatchObject({
    code: 'collections.beyond_limit',
  })
  expect(await letSmallGo(the.session(), { ...order, id: newId() })).toEqual({
    invoices: 2,
    waiting: 0,
    sum: sar(1.3),
  })
  expect([await balanceOf(first), await balanceOf(second)]).toEqual([0, 500])
  const listed = await listConcessions(the.session(), {
    ...{ customerId: first.id, limit: 9, sort: 'waived', direction: 'desc' },
  })
  expect(listed).toMatchObject({ total: 1, sums: [sar(0.4)] })
})
