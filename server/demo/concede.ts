import { addDays, type Day } from '#core/day.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Api } from './index.ts'

const id = () => uuidv7(Date.now())

/** What the company goes without: one debt that is lost, one settlement that its customer agreed to. */
export async function concede(api: Api, today: Day): Promise<void> {
  const { rows } = await api.ledger.agingItems({
    bucket: 'days_over_90',
    credits: false,
    limit: 20,
    sort: 'due',
    direction: 'asc',
  })
  const seen = new Set<string>()
  const [lost, settled, doubted] = rows.filter(({ documentKind, customer, balance }) => {
    const fits =
      documentKind === 'invoice' &&
      balance.minor > 100 &&
      balance.currency === 'SAR' &&
      !seen.has(customer.id)
    seen.add(customer.id)
    return fits
  })
  if (lost)
    await api.collections.proposeConcession({
      ...{ id: id(), customerId: lost.customer.id, kind: 'write_off', method: 'ledger' },
      ...{ currency: lost.balance.currency, invoiceIds: [lost.documentId] },
      reason: 'أغلق العميل سجله التجاري ولا أصول له',
    })
  if (settled) {
    const { minor, currency } = settled.balance
    const offer = id()
    await api.collections.proposeConcession({
      ...{ id: offer, customerId: settled.customer.id, kind: 'settlement', method: 'ledger' },
      ...{ currency, invoiceIds: [settled.documentId], payBy: addDays(today, 6) },
      amount: { minor: Math.floor((minor * 8) / 1000) * 100, currency },
      reason: 'سداد فوري لدين قديم',
    })
    await api.collections.acceptConcession({ id: offer, saidBy: 'أبو محمد' })
  }
  if (doubted)
    await api.collections.openDispute({
      ...{ id: id(), invoiceId: doubted.documentId, reason: 'amount', source: 'chat' },
      amount: { ...doubted.balance, minor: Math.ceil(doubted.balance.minor / 4) },
      note: 'خصم الكمية المتفق عليه لم يُحسب',
    })
}
