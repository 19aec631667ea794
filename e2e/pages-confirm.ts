import { addDays } from '#core/day.ts'
import type { Ask } from './pages-seed.ts'

/** A balance confirmation that was asked of one customer and waits for its answer. */
export async function askBalance(
  ask: Ask,
  newId: () => string,
  customerId: string,
): Promise<{ confirmation: string }> {
  const { today } = await ask<{ today: string }>(
    'GET',
    `/customers/${customerId}/payment-plan-ground`,
  )
  await ask('POST', '/balance-confirmations', {
    ...{ id: newId(), asOf: today, whom: 'chosen', customerIds: [customerId] },
    ...{ answerBy: addDays(today, 14), channel: 'best', remindEveryDays: 5 },
  })
  const { rows } = await ask<{ rows: readonly { id: string }[] }>(
    'GET',
    `/balance-confirmations?customerId=${customerId}`,
  )
  const [first] = rows
  if (!first) throw new Error('Nobody was asked about their balance')
  return { confirmation: first.id }
}
