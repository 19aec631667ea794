import { addDays } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { RecordPayment } from '#core/payments/api.ts'
import { addOpeningInvoice } from '#modules/invoicing/index.ts'
import { reaction } from '#platform/command.ts'
import { newId, type TestHouse } from './house.ts'

const opening = reaction('test.opening', (work, input: Parameters<typeof addOpeningInvoice>[1]) =>
  addOpeningInvoice(work, input),
)

export type Owed = Readonly<{ id: string; itemId: string; number: string }>

let count = 0

/** A debt of this amount, without tax or lines, due on this day. */
export async function owed(
  house: TestHouse,
  customerId: string,
  amount: Money,
  dueOn = '2026-11-01',
  rate?: string,
): Promise<Owed> {
  const id = newId()
  count += 1
  const number = `OLD-${count}`
  await opening(house.session(), {
    id,
    customerId,
    number,
    issuedOn: addDays(dueOn, -30),
    dueOn,
    currency: amount.currency,
    gross: amount.minor,
    balance: amount.minor,
    ...(rate && { rate }),
  })
  const [row] = await house.sql<{ item_id: string }>('select item_id from invoice where id = $1', [
    id,
  ])
  return { id, itemId: row?.item_id ?? '', number }
}

/** What an open item still owes, in minor units. */
export async function left(house: TestHouse, { itemId }: Owed): Promise<number> {
  const [row] = await house.sql<{ left: number }>(
    'select amount - settled as left from journal_line where id = $1',
    [itemId],
  )
  return row?.left ?? Number.NaN
}

/** A payment as the form sends it. */
export const paid = (
  customerId: string,
  amount: Money,
  change: Partial<RecordPayment> = {},
): RecordPayment =>
  RecordPayment.parse({
    id: newId(),
    customerId,
    amount,
    method: 'transfer',
    paidOn: '2026-11-20',
    ...change,
  })
