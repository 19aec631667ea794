import { addDays, type Day } from '#core/day.ts'
import { type Money, toDecimalText } from '#core/money.ts'
import type { PaymentRow } from '#core/payments/api.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Api } from './index.ts'

const id = () => uuidv7(Date.now())

type Movement = Readonly<{ day: Day; words: string; minor: number; payment?: PaymentRow }>

const written = (minor: number): string =>
  toDecimalText({ minor: Math.abs(minor), currency: 'SAR' } satisfies Money)

/** A bank's sheet of these movements, each with the balance that it left. */
function sheetOf(movements: readonly Movement[]): string {
  let balance = 18_245_075
  const rows = movements.map(({ day, words, minor }) => {
    balance += minor
    const [out, into] = minor < 0 ? [written(minor), ''] : ['', written(minor)]
    return `${day},"${words.replaceAll('"', '')}",${out},${into},${written(balance)}`
  })
  return ['التاريخ,التفاصيل,مدين,دائن,الرصيد', ...rows].join('\n')
}

/** Transfers of the last month as the books have them, a few dozen. */
async function transfersOf(api: Api, today: Day): Promise<Movement[]> {
  const { rows } = await api.payments.list({
    ...{ method: ['transfer'], from: addDays(today, -35), to: addDays(today, -2) },
    ...{ limit: 40, sort: 'paidOn', direction: 'desc' },
  })
  return rows
    .filter(
      ({ amount, source, reversedOn }) =>
        amount.currency === 'SAR' && source === 'manual' && reversedOn === null,
    )
    .map((payment) => ({
      day: payment.paidOn,
      words: `حوالة واردة ${payment.customerName} ${payment.reference ?? ''}`.trim(),
      minor: payment.amount.minor,
      payment,
    }))
}

/** Three that nobody has claimed: one that names its invoice, one its sender, one nobody. */
async function unclaimed(api: Api, today: Day): Promise<Movement[]> {
  const { rows } = await api.ledger.agingItems({
    ...{ bucket: 'days_1_30', credits: false, limit: 60, sort: 'balance', direction: 'asc' },
  })
  const [named, sender] = rows.filter(
    ({ documentKind, balance }) => documentKind === 'invoice' && balance.currency === 'SAR',
  )
  const day = addDays(today, -1)
  return [
    ...(named
      ? [{ day, words: `حوالة سريعة واردة ${named.number}`, minor: named.balance.minor }]
      : []),
    ...(sender
      ? [{ day, words: `حوالة واردة ${sender.customer.name}`, minor: sender.balance.minor - 100 }]
      : []),
    { day, words: 'إيداع نقدي فرع العليا', minor: 350_000 },
  ]
}

/** The company's account and its last statement: most of it matched, a little left to look at. */
export async function bringStatement(api: Api, today: Day): Promise<void> {
  const known = await transfersOf(api, today)
  const fee = { day: addDays(today, -1), words: 'رسوم خدمات مصرفية', minor: -5750 }
  const waits = { day: addDays(today, -1), words: 'رسوم حوالة صادرة', minor: -805 }
  const movements = [...known.toReversed(), ...(await unclaimed(api, today)), fee, waits]
  const accountId = id()
  await api.payments.saveBankAccount({
    ...{ id: accountId, name: 'الحساب الجاري', bank: 'مصرف الرياض', currency: 'SAR' },
    iban: 'SA0380000000608010167519',
  })
  await api.payments.takeStatement({
    ...{ id: id(), accountId, fileName: 'كشف-الحساب.csv' },
    content: Buffer.from(sheetOf(movements)).toString('base64'),
  })
  const { rows } = await api.payments.bankLines({ accountId, limit: 100 })
  const waiting = new Set(rows)
  for (const { words, minor, payment } of known) {
    const line = [...waiting].find((row) => row.description === words && row.amount.minor === minor)
    if (!line || !payment) continue
    waiting.delete(line)
    await api.payments.matchLine({
      ...{ id: line.id, customerId: payment.customerId, knownPaymentId: payment.id },
    })
  }
  const fees = rows.find(({ description }) => description === fee.words)
  if (!fees) return
  const { expenses } = await api.payments.bankLine({ id: fees.id })
  if (expenses?.likely) await api.payments.bookExpense({ id: fees.id, accountId: expenses.likely })
}
