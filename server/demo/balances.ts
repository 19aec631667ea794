import { addDays, addMonths, type Day, endOfMonth } from '#core/day.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Api } from './index.ts'

const id = () => uuidv7(Date.now())

const asked = 8

/**
 * One round of balance confirmations as of the end of last month, handed over on paper: three agree,
 * one has another balance, one has the page open, and the rest have not answered yet.
 */
export async function askForBalances(
  api: Api,
  today: Day,
  linkOf: (confirmation: string) => string,
): Promise<void> {
  const asOf = endOfMonth(addMonths(today, -1))
  const owing = await api.ledger.aging({ asOf, limit: 40, sort: 'total', direction: 'desc' })
  const customerIds = [...new Set(owing.rows.map(({ customer }) => customer.id))].slice(0, asked)
  if (customerIds.length === 0) return
  await api.collections.requestConfirmations({
    ...{ id: id(), asOf, whom: 'chosen', customerIds },
    ...{ answerBy: addDays(today, 14), channel: 'best', remindEveryDays: 5 },
  })
  const { rows } = await api.collections.confirmations({ limit: asked })
  for (const [at, row] of rows.slice(0, 5).entries()) {
    const token = linkOf(row.id).split('/').at(-1) ?? ''
    await api.collections.openConfirmation({ token })
    const [ours] = row.balances
    const who = { token, requestId: id(), name: 'عبدالله الشهري', position: 'المدير المالي' }
    if (at < 3) await api.collections.confirmOnPage({ ...who, agreed: true })
    else if (at === 3 && ours)
      await api.collections.differOnPage({
        ...{ ...who, theirs: [{ ...ours, minor: ours.minor - 1_250_00 }] },
        because: 'لدينا إشعار خصم عن بضاعة مرتجعة لم يظهر في كشفكم',
      })
  }
}
