import { defaultCreditPolicy } from '#core/credit/policy.ts'
import { addMonths, type Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Api } from './index.ts'

const days = (count: number) => ({ kind: 'days_from_invoice' as const, days: count })

/** A limit of round thousands, so many percent of what is owed now. */
const limitFrom = ({ minor, currency }: Money, percent: number): Money => ({
  minor: Math.ceil((minor * percent) / 100 / 100_000) * 100_000,
  currency,
})

/** Who buys on credit: some have room, one is near the edge, one over it, one is stopped, one asks. */
export async function sellOnCredit(api: Api, today: Day): Promise<void> {
  await api.credit.changeSettings({ ...defaultCreditPolicy, graceDays: 15, overdueDays: 60 })
  const { rows } = await api.contacts.list({
    ...{ owes: 'any', sort: 'balance', direction: 'desc', limit: 30 },
  })
  const debtors = rows.flatMap(({ id, standing }) => {
    const own = standing?.find(({ balance }) => balance.currency === 'SAR')
    return own && own.balance.minor > 0 ? [{ id, balance: own.balance }] : []
  })
  const shares = [220, 180, 105, 90, 300]
  for (const [place, percent] of shares.entries()) {
    const debtor = debtors[place]
    if (!debtor) return
    await api.credit.grant({
      ...{ customerId: debtor.id, limit: limitFrom(debtor.balance, percent), terms: days(30) },
      ...{ reviewOn: addMonths(today, place + 1), reason: 'تعامل منتظم منذ عام' },
      conditions: place === 0 ? 'ضمان شخصي من المالك' : '',
    })
  }
  const [stopped, asks] = [debtors[4], debtors[5]]
  if (stopped)
    await api.credit.hold({ customerId: stopped.id, reason: 'أبلغ مورّد آخر عن شيك مرتجع له' })
  if (asks)
    await api.credit.apply({
      ...{ id: uuidv7(Date.now()), customerId: asks.id, limit: limitFrom(asks.balance, 200) },
      ...{ terms: days(60), note: 'يفتح فرعًا ثانيًا في الدمام قبل رمضان.' },
      facts: { yearsInBusiness: 7, employees: 18, bank: 'مصرف الراجحي' },
      references: [
        { name: 'شركة سواحل جدة للتموين', phone: '0501234567', said: 'يسدد خلال 40 يومًا' },
      ],
      checks: [
        { kind: 'registration', outcome: 'good', note: 'ساري' },
        { kind: 'vat', outcome: 'good' },
      ],
    })
}
