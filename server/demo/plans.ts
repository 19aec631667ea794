import { mostInstalments, proposeSchedule } from '#core/collections/payment-plan-schedule.ts'
import { addDays, addMonths, type Day } from '#core/day.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Api } from './index.ts'

const id = () => uuidv7(Date.now())

/** Two payment plans: one agreed to with its first part paid, one that waits for the customer. */
export async function agreePlans(api: Api, today: Day): Promise<void> {
  const late = await api.ledger.agingItems({
    bucket: 'days_over_90',
    credits: false,
    limit: 60,
    sort: 'balance',
    direction: 'desc',
  })
  const customers = [...new Set(late.rows.map(({ customer }) => customer.id))]
  let made = 0
  for (const customerId of customers) {
    if (made === 2) return
    const { offers, graceDays, breaksAfter } = await api.collections.paymentPlanGround({
      id: customerId,
    })
    // What comes from abroad is paid at the day's rate, which no demo knows.
    const offer = offers.find(({ currency }) => currency === 'SAR')
    const overdue = offer?.items.filter(({ dueOn }) => dueOn < today) ?? []
    const sum = overdue.reduce((all, { balance }) => all + balance.minor, 0)
    if (
      !offer ||
      overdue.length === 0 ||
      sum > offer.owed.minor ||
      overdue.length > mostInstalments
    )
      continue
    const amount = { minor: sum, currency: offer.currency }
    const agreed = made === 0
    const part = Math.floor(sum / 5)
    const plan = await api.collections.proposePaymentPlan({
      ...{ id: id(), customerId, amount, graceDays, breaksAfter },
      invoiceIds: overdue.map(({ invoiceId }) => invoiceId),
      instalments: proposeSchedule({
        amount,
        down: agreed ? { dueOn: today, minor: part } : null,
        times: 4,
        firstOn: addMonths(today, 1),
        rhythm: agreed ? 'month' : 'hijri_month',
      }).map(({ dueOn, minor }) => ({ dueOn, minor })),
      answerBy: addDays(today, agreed ? 3 : 7),
      note: 'طلبوا تقسيط المتأخر',
    })
    made++
    if (!agreed) continue
    await api.collections.acceptPaymentPlan({
      id: plan.id,
      by: 'المدير المالي',
      note: 'وافق في اتصال، وحوّل الدفعة الأولى',
    })
    await api.payments.record({
      ...{ id: id(), customerId, paidOn: today, method: 'transfer', sendReceipt: false },
      amount: { minor: part, currency: offer.currency },
    })
  }
}
