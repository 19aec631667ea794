import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomerOr } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { demandStanding, getPayment, type PaymentRecord } from './store.ts'

/**
 * Holds a payment's customer, then the payment: whoever moves its money takes turns with everyone
 * else who moves money of that customer.
 * @throws payments.payment_not_found, payments.already_reversed
 */
export async function lockForChange(
  work: Work,
  id: string,
  permission: Permission,
): Promise<{ payment: PaymentRecord; customer: LockedCustomer }> {
  const held = await lockEvenReversed(work, id, permission)
  demandStanding(held.payment)
  return held
}

/** Holds a payment as lockForChange does, whatever became of it. @throws payments.payment_not_found */
export async function lockEvenReversed(
  work: Work,
  id: string,
  permission: Permission,
): Promise<{ payment: PaymentRecord; customer: LockedCustomer }> {
  const { customerId } = await getPayment(work, id)
  const customer = await lockCustomerOr(
    work,
    customerId,
    permission,
    () => new Refusal('payments.payment_not_found', { id }),
  )
  await work.run('select id from payment where company_id = $1 and id = $2 for no key update', [
    work.companyId,
    id,
  ])
  return { payment: await getPayment(work, id), customer }
}
