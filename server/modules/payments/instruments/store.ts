import type { z } from 'zod'
import type { Day } from '#core/day.ts'
import type { Share } from '#core/ledger/open-item.ts'
import type { Currency } from '#core/money.ts'
import { ChequeBounced, InstrumentMoved } from '#core/payments/events.ts'
import type {
  GuaranteeKind,
  InstrumentKind,
  InstrumentMove,
  InstrumentState,
} from '#core/payments/instrument.ts'
import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomerOr } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { type From, moneyOf } from '../store.ts'

export type InstrumentRecord = {
  id: string
  kind: InstrumentKind
  customer_id: string
  number: string
  amount: number
  currency: Currency
  due_on: Day | null
  guarantee_kind: z.infer<typeof GuaranteeKind> | null
  issuer: string | null
  party: string | null
  guarantor: string | null
  place: string | null
  nafith_ref: string | null
  note: string | null
  file_id: string | null
  state: InstrumentState
  since: Day
  deposited_on: Day | null
  bank_account_id: string | null
  payment_id: string | null
  execution_number: string | null
  replaced_by: string | null
  alerted: number | null
  customer_name: string
  customer_name_en: string | null
  customer_number: string
  file_name: string | null
  file_mime: string | null
  payment_number: string | null
  bank_account_name: string | null
  replaced_by_number: string | null
}

/** @throws payments.instrument_not_found */
export async function getInstrument(
  from: Pick<From, 'run' | 'companyId'>,
  id: string,
): Promise<InstrumentRecord> {
  const [row] = await from.run<InstrumentRecord>(
    'select * from instrument_view where company_id = $1 and id = $2',
    [from.companyId, id],
  )
  if (!row) throw new Refusal('payments.instrument_not_found', { id })
  return row
}

export type HeldInstrument = Readonly<{ instrument: InstrumentRecord; customer: LockedCustomer }>

/**
 * Holds an instrument and, before it, its customer: whoever changes it takes turns.
 * @throws payments.instrument_not_found
 */
export async function holdInstrument(
  work: Work,
  id: string,
  permission: Permission,
): Promise<HeldInstrument> {
  const { customer_id: customerId } = await getInstrument(work, id)
  const customer = await lockCustomerOr(
    work,
    customerId,
    permission,
    () => new Refusal('payments.instrument_not_found', { id }),
  )
  await work.run('select id from instrument where company_id = $1 and id = $2 for no key update', [
    work.companyId,
    id,
  ])
  return { instrument: await getInstrument(work, id), customer }
}

/** What an instrument is for, in the order in which it settles. */
export async function sharesOf(
  from: Pick<From, 'run' | 'companyId'>,
  { id, currency }: Pick<InstrumentRecord, 'id' | 'currency'>,
): Promise<Share[]> {
  const rows = await from.run<{ item_id: string; amount: number }>(
    `select item_id, amount from instrument_item where company_id = $1 and instrument_id = $2
     order by place, item_id`,
    [from.companyId, id],
  )
  return rows.map((row) => ({ itemId: row.item_id, amount: { minor: row.amount, currency } }))
}

type StepOf = Readonly<{
  move: InstrumentMove | null
  state: InstrumentState
  day: Day
  reason?: string | undefined
  paymentId?: string | undefined
}>

/** Writes into the history of a held instrument. */
export async function writeStep(work: Work, id: string, step: StepOf): Promise<void> {
  await work.run(
    `insert into instrument_step (company_id, instrument_id, seq, move, state, day, reason,
       payment_id, at, by_id, by_name)
     select $1, $2, coalesce(max(s.seq), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10
     from instrument_step s where s.company_id = $1 and s.instrument_id = $2`,
    [
      ...[work.companyId, id, step.move, step.state, step.day, step.reason || null],
      ...[step.paymentId ?? null, work.now],
      ...[work.actor.kind === 'user' ? work.actor.id : null, work.actor.name],
    ],
  )
}

export type Moved = StepOf &
  Readonly<{
    move: InstrumentMove
    depositedOn?: Day | null
    bankAccountId?: string | null
    executionNumber?: string | undefined
    replacedBy?: string
    dueOn?: Day
  }>

/** Moves a held instrument, writes it down and tells. */
export async function moveHeld(work: Work, instrument: InstrumentRecord, to: Moved): Promise<void> {
  const { id, kind, number, customer_id: customerId } = instrument
  await work.run(
    `update instrument set state = $3, since = $4, changed_at = $5, payment_id = $6,
       deposited_on = $7, bank_account_id = $8, execution_number = coalesce($9, execution_number),
       replaced_by = $10, due_on = coalesce($11, due_on),
       alerted = case when $11::date is null then alerted end
     where company_id = $1 and id = $2`,
    [
      ...[work.companyId, id, to.state, to.day, work.now],
      to.state === 'cleared' ? (to.paymentId ?? null) : null,
      to.depositedOn === undefined ? instrument.deposited_on : to.depositedOn,
      to.bankAccountId === undefined ? instrument.bank_account_id : to.bankAccountId,
      ...[to.executionNumber || null, to.replacedBy ?? null, to.dueOn ?? null],
    ],
  )
  await writeStep(work, id, to)
  work.audit('payments.instrument_moved', {
    kind: 'instrument',
    id,
    before: { state: instrument.state },
    after: to,
  })
  const about = { kind: 'instrument', id, customerId }
  const facts = { instrumentId: id, kind, customerId, number, amount: moneyOf(instrument) }
  if (to.state === 'bounced')
    work.publish(ChequeBounced, about, { ...facts, on: to.day, reason: to.reason ?? '' })
  else work.publish(InstrumentMoved, about, { ...facts, state: to.state })
}
