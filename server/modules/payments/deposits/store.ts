import type { Day } from '#core/day.ts'
import type { Currency, Money } from '#core/money.ts'
import type { DepositKind, DepositMove, DepositState } from '#core/payments/deposit.ts'
import { DepositMoved } from '#core/payments/events.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomerOr } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import type { From } from '../store.ts'

export type DepositRecord = {
  id: string
  kind: DepositKind
  number: string
  customer_id: string
  subject: string
  amount: number
  currency: Currency
  expected: number | null
  percent: number | null
  due_on: Day
  note: string | null
  state: DepositState
  held: number
  paid: number
  requested_on: Day
  requested_at: Date
  requested_by_name: string
  customer_name: string
  customer_name_en: string | null
  customer_number: string
  refunded: number
  unapplied: number
}

/** What is still to come of an advance. */
export const dueOf = ({ amount, paid, currency }: DepositRecord): Money => ({
  minor: amount - paid,
  currency,
})

/** @throws payments.deposit_not_found */
export async function getDeposit(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<DepositRecord> {
  const [row] = await from.run<DepositRecord>(
    'select * from deposit_view where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  if (!row) throw new Refusal('payments.deposit_not_found', { id })
  return row
}

/** The same held until the transaction ends; its customer is held before it. */
export async function lockDeposit(work: Work, id: string): Promise<DepositRecord> {
  await work.run('select id from deposit where company_id = $1 and id = $2 for no key update', [
    work.companyId,
    id,
  ])
  return getDeposit(work, id)
}

export type HeldDeposit = Readonly<{ deposit: DepositRecord; customer: LockedCustomer }>

/** Holds a request's customer. @throws payments.deposit_not_found */
async function lockTheirs(work: Work, id: string, permission: Permission): Promise<LockedCustomer> {
  const { customer_id: customerId } = await getDeposit(work, id)
  return lockCustomerOr(
    work,
    customerId,
    permission,
    () => new Refusal('payments.deposit_not_found', { id }),
  )
}

/** Holds a request and, before it, its customer. @throws payments.deposit_not_found */
export async function holdDeposit(
  work: Work,
  id: string,
  permission: Permission,
): Promise<HeldDeposit> {
  const customer = await lockTheirs(work, id, permission)
  return { deposit: await lockDeposit(work, id), customer }
}

type Step = Readonly<{
  move: DepositMove | null
  day: Day
  /** By how much it changes what is held. */
  change?: number | undefined
  number?: string | undefined
  entryId?: string | undefined
  /** The step that it takes back. */
  undoes?: number | undefined
  /** The payment that brought a part of it, or turned out to be none. */
  payment?: Readonly<{ id: string; amount: number }> | undefined
  reference?: string | undefined
  reason?: string | undefined
}>

/** Writes into the history of a held request. */
export async function writeStep(work: Work, id: string, step: Step): Promise<void> {
  await work.run(
    `insert into deposit_step (company_id, deposit_id, seq, move, day, change, number, entry_id,
       undoes, payment_id, paid, reference, reason, at, by_id, by_name)
     select $1, $2, coalesce(max(s.seq), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
       $15
     from deposit_step s where s.company_id = $1 and s.deposit_id = $2`,
    [
      ...[work.companyId, id, step.move, step.day, step.change ?? 0, step.number ?? null],
      ...[step.entryId ?? null, step.undoes ?? null, step.payment?.id ?? null],
      ...[step.payment?.amount ?? null, step.reference || null, step.reason || null, work.now],
      ...[work.actor.kind === 'user' ? work.actor.id : null, work.actor.name],
    ],
  )
}

type MovedTo = Step & Readonly<{ move: DepositMove; state: DepositState }>

/** Moves a held request, writes it down and tells. */
export async function moveHeld(work: Work, deposit: DepositRecord, to: MovedTo): Promise<void> {
  const { id, kind, number, customer_id: customerId, currency } = deposit
  const change = to.change ?? 0
  const came = (to.payment?.amount ?? 0) * (to.move === 'unpay' ? -1 : 1)
  const money = (minor: number) => ({ minor, currency })
  await work.run(
    `update deposit set state = $3, held = held + $4, paid = paid + $5
     where company_id = $1 and id = $2`,
    [work.companyId, id, to.state, change, came],
  )
  await writeStep(work, id, to)
  work.audit('payments.deposit_moved', {
    kind: 'deposit',
    id,
    before: { state: deposit.state, held: money(deposit.held), paid: money(deposit.paid) },
    after: {
      ...{ state: to.state, held: money(deposit.held + change), paid: money(deposit.paid + came) },
      ...{ move: to.move, day: to.day, number: to.number },
      ...{ reference: to.reference || undefined, reason: to.reason || undefined },
    },
  })
  work.publish(
    DepositMoved,
    { kind: 'deposit', id, customerId },
    {
      ...{ depositId: id, kind, customerId, number, move: to.move },
      amount: { minor: Math.abs(change || came) || deposit.amount, currency },
    },
  )
}
