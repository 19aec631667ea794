import { afterEach, beforeAll, expect, test } from 'vitest'
import { ProposeConcession } from '#core/collections/settlement.ts'
import type { Money } from '#core/money.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import type { Session } from '#platform/session.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { customerOf, problemsOf, registerSeller } from '#test/invoicing.ts'
import { employ } from '#test/matrix/staff.ts'
import { owed } from '#test/payments.ts'
import { recoverBadDebt, reverseConcession } from './answer.ts'
import { changeConcessionLimits, showConcessionLimits } from './limits.ts'
import { approveConcession, proposeConcession } from './propose.ts'
import { showConcession } from './queries.ts'
import { letSmallGo } from './small.ts'

const { the, debtor } = openChase()
beforeAll(() => registerSeller(the))
afterEach(async () => expect(await problemsOf(the)).toEqual([]))

type Of = Readonly<{ id: string; invoices: readonly string[] }>
const usd = (whole: number): Money => ({ minor: whole * 100, currency: 'USD' })
const propose = (of: Of, change: object = {}, session: Session = the.session()) =>
  proposeConcession(
    session,
    ProposeConcession.parse({
      ...{ id: newId(), customerId: of.id, kind: 'write_off', currency: 'SAR' },
      ...{ invoiceIds: of.invoices, reason: 'تعذر تحصيله', ...change },
    }),
  )
const pay = async (of: Pick<Of, 'id'>, amount: Money, rate?: string) => {
  await recordPayment(the.session(), {
    ...{ id: newId(), customerId: of.id, amount, rate, method: 'transfer' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false },
  })
  await the.drain()
}
/** What stands on an account of this customer's, in the currency of the books. */
const onAccount = async ({ id }: Pick<Of, 'id'>, ...keys: string[]) => {
  const [row] = await the.sql<{ sum: number }>(
    `select coalesce(sum(l.base_amount), 0)::bigint as sum from journal_line l
     join journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
     join account a on a.company_id = l.company_id and a.id = l.account_id
     where e.party_id = $1 and a.key = any($2)`,
    [id, keys],
  )
  return row?.sum
}
/** A collector who may do this much of a kind alone. */
async function collector(maxMinor: number, kind: 'waiver' | 'write_off') {
  const { limits, roles } = await showConcessionLimits(the.session(), {})
  const role = roles.find(({ key }) => key === 'collector')
  const own = { roleId: role?.id ?? '', userId: null, kind, maxMinor, maxBasisPoints: null }
  await changeConcessionLimits(the.session(), {
    limits: [...limits.filter(({ roleId }) => roleId !== own.roleId), own],
  })
  const { ownerId } = await employ(the, the.company, 'collector')
  return { ...the.session(), actor: { kind: 'user' as const, id: ownerId, name: 'سالم' } }
}

test('debts of two rates are lost at what each of them stood at, and no rate made a gain', async () => {
  const id = await customerOf(the)
  const first = await owed(the, id, usd(100), '2026-06-01', '3.70')
  const second = await owed(the, id, usd(50), '2026-07-01', '3.90')
  const of = { id, invoices: [first.id, second.id] }
  const lost = await propose(of, { currency: 'USD' })
  expect(await onAccount(of, 'receivable')).toBe(0)
  expect(await onAccount(of, 'bad_debt')).toBe(370_00 + 195_00)
  expect(await onAccount(of, 'fx_gain', 'fx_loss')).toBe(0)
  await reverseConcession(the.session(), { id: lost.id, requestId: newId(), reason: 'خطأ' })
  expect(await onAccount(of, 'receivable')).toBe(370_00 + 195_00)
  expect(await onAccount(of, 'bad_debt', 'fx_gain', 'fx_loss')).toBe(0)
})

test('money in dollars recovers a debt that was lost, at the rate at which it came', async () => {
  const id = await customerOf(the)
  const debt = await owed(the, id, usd(100), '2026-06-01', '3.70')
  const of = { id, invoices: [debt.id] }
  const lost = await propose(of, { currency: 'USD' })
  await pay(of, usd(40), '3.80')
  await recoverBadDebt(the.session(), { id: lost.id, requestId: newId(), amount: usd(40) })
  expect(await onAccount(of, 'receivable')).toBe(0)
  expect(await onAccount(of, 'bad_debt_recovered')).toBe(-152_00)
  expect(await onAccount(of, 'fx_gain', 'fx_loss')).toBe(0)
})

test('no limit of an amount lets go of another currency', async () => {
  const salem = await collector(1_000_000_00, 'write_off')
  const id = await customerOf(the)
  const debt = await owed(the, id, usd(1), '2026-06-01', '3.70')
  const of = { id, invoices: [debt.id] }
  expect((await propose(of, { currency: 'USD' }, salem)).state).toBe('proposed')
})

test('two who agree at once let it go once, beside money that comes at that moment', async () => {
  const salem = await collector(10_00, 'write_off')
  for (let n = 0; n < 4; n++) {
    const late = await debtor([{ due: '2026-06-10', riyals: 300 }])
    const { id } = await propose(late, {}, salem)
    const [one, two] = await Promise.allSettled([
      approveConcession(the.session(), { id }),
      approveConcession(the.session(), { id }),
      pay(late, sar(200)),
    ])
    expect([one.status, two.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    const { posted } = await showConcession(the.session(), { id })
    expect([100_00, 300_00]).toContain(posted?.minor)
    expect(await problemsOf(the)).toEqual([])
  }
})

test('small balances let go together are as many as are in the books', async () => {
  const salem = await collector(50_00, 'waiver')
  const late = await debtor([
    { due: '2026-05-10', riyals: 300 },
    { due: '2026-05-18', riyals: 20 },
  ])
  const [first = '', small = ''] = late.invoices
  const waived = { kind: 'waiver', amount: sar(40) }
  expect((await propose({ ...late, invoices: [first] }, waived, salem)).state).toBe('posted')
  const asked = { id: newId(), under: 25_00, days: 30, invoiceIds: [small], reason: 'مبالغ صغيرة' }
  expect(await letSmallGo(salem, asked)).toEqual({ invoices: 0, waiting: 1, sum: sar(0) })
  expect(await onAccount(late, 'receivable')).toBe(280_00)
  const other = await debtor([{ due: '2026-05-18', riyals: 20 }])
  const both = { ...asked, id: newId(), invoiceIds: other.invoices }
  expect(await letSmallGo(salem, both)).toEqual({ invoices: 1, waiting: 0, sum: sar(20) })
})
