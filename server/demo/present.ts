import { addDays, type Day } from '#core/day.ts'
import { uuidv7 } from '#platform/ids.ts'
import { bringStatement } from './bank.ts'
import type { Chance } from './chance.ts'
import { concede } from './concede.ts'
import type { DemoCustomer } from './customers.ts'
import { giveWord } from './give-word.ts'
import type { Api } from './index.ts'
import { askAhead, takePapers } from './papers.ts'
import { agreePlans } from './plans.ts'
import { layPolicies } from './policies.ts'
import { referOne } from './refer.ts'
import { sellOnCredit } from './sell-on-credit.ts'

const id = () => uuidv7(Date.now())

/** The state of the present morning: what is disputed, paused, drafted, and the reminders switched on. */
export async function finish(
  api: Api,
  luck: Chance,
  customers: readonly DemoCustomer[],
  invoiceIds: readonly string[],
  today: Day,
): Promise<void> {
  // The last dozen stay unsent, so that the watch-list has something to say.
  for (let from = 0; from < invoiceIds.length - 12; from += 200)
    await api.invoicing.markSent({
      ids: invoiceIds.slice(from, Math.min(from + 200, invoiceIds.length - 12)),
      note: 'سُلّمت باليد أو بالواتساب',
    })
  const late = await api.ledger.agingItems({
    bucket: 'days_31_60',
    credits: false,
    limit: 40,
    sort: 'balance',
    direction: 'desc',
  })
  const reasons = [
    ['not_received', 'كمية ناقصة في التسليم'],
    ['amount', 'السعر يخالف عرض السعر'],
    ['quality', 'بضاعة غير مطابقة'],
  ] as const
  // A customer may have several of these invoices, and rests once.
  const rests = new Set<string>()
  for (const [at, row] of late.rows.entries()) {
    if (row.documentKind !== 'invoice') continue
    const [reason, note] = luck.pick(reasons)
    if (at % 7 === 0)
      await api.collections.openDispute({
        id: id(),
        invoiceId: row.documentId,
        reason,
        note,
        source: 'staff',
      })
    else if (at % 7 === 3 && !rests.has(row.customer.id)) {
      rests.add(row.customer.id)
      await api.collections.pause({
        id: id(),
        customerId: row.customer.id,
        reason: 'طلب مهلة حتى صرف المستخلص',
        until: addDays(today, 9),
      })
    } else if (at % 7 === 5)
      await giveWord(api, {
        customerId: row.customer.id,
        invoiceId: row.documentId,
        dueOn: addDays(today, 1 + (at % 6)),
        source: 'call',
        note: 'وعد بالتحويل من حساب المؤسسة',
      })
    else if (at % 7 === 6 || at % 7 === 1)
      await api.collections.recordContact({
        id: id(),
        customerId: row.customer.id,
        direction: 'in',
        outcome: at % 7 === 6 ? 'forgot' : 'call_back',
        note: at % 7 === 6 ? 'قال إن الفاتورة غابت عن المحاسب' : 'يفضّل الاتصال بعد الظهر',
        followUp: { on: addDays(today, at % 7 === 6 ? 2 : 1), minute: 13 * 60 },
      })
  }
  for (const customer of customers.filter(({ currency }) => currency === 'SAR').slice(20, 24))
    await api.invoicing.create({
      id: id(),
      post: false,
      customerId: customer.id,
      currency: 'SAR',
      issuedOn: today,
      lines: [
        {
          description: 'توريد وتركيب، يوم عمل',
          unit: 'يوم',
          quantity: '3',
          unitPrice: '1200.00',
          vat: { category: 'S', rateBasisPoints: 1500 },
        },
      ],
    })
  await agreePlans(api, today)
  await referOne(api)
  await takePapers(api, today)
  await askAhead(api, today)
  await bringStatement(api, today)
  await settle(api, today)
}

/** What comes last: from here on the chase is awake, and the desk knows of all that stands. */
async function settle(api: Api, today: Day): Promise<void> {
  await concede(api, today)
  await sellOnCredit(api, today)
  await layPolicies(api)
  await api.collections.switchReminders({ on: true })
  await api.collections.rebuildDesk({})
}
