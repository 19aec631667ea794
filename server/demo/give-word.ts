import type { MakePromise } from '#core/collections/promise.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Api } from './index.ts'

type Word = Readonly<{ customerId: string; invoiceId: string }> &
  Pick<MakePromise, 'dueOn' | 'source' | 'note'>

/** A customer promises what is open of an invoice, unless they have promised it already. */
export async function giveWord(api: Api, { invoiceId, ...word }: Word): Promise<void> {
  const { offers } = await api.collections.promiseGround({ id: word.customerId })
  for (const { owed, items } of offers) {
    const item = items.find((each) => each.invoiceId === invoiceId)
    const promised = items.some(({ promise }) => promise !== null)
    if (!item || promised) continue
    const amount = { ...owed, minor: Math.min(owed.minor, item.balance.minor) }
    const id = uuidv7(Date.now())
    await api.collections.makePromise({ ...word, id, amount, invoiceIds: [invoiceId] })
  }
}
