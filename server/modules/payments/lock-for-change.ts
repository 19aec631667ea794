import type { Permission } from '#core/permission.ts'
import { Refusal } from '#core/refusal.ts'
import { type LockedCustomer, lockCustomer } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import { getPayment, lockPayment, type PaymentRecord } from './store.ts'

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
  const { customer } = await lockEvenReversed(work, id, permission)
  return { payment: await lockPayment(work, id), customer }
}

/** Holds a payment as lockForChange does, whatever became of it. @throws payments.payment_not_found */
export async function lockEvenReversed(
  work: Work,
  id: string,
  permission: Permission,
): Promise<{ payment: PaymentRecord; customer: LockedCustomer }> {
  const { customerId } = await getPayment(work, id)
  const customer = await lockWithin(work, customerId, id, permission)
  await work.run('select id from payment where company_id = $1 and id = $2 for no key update', [
    work.companyId,
    id,
  ])
  return { payment: await getPayment(work, id), customer }
}

async function lockWithin(work: Work, customerId: string, id: string, permission: Permission) {
  try {
    return await lockCustomer(work, customerId, permission)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'contacts.customer_not_found')
      throw new Refusal('payments.payment_not_found', { id })
    throw error
  }
}
