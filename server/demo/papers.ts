import { addDays, type Day } from '#core/day.ts'
import type { Money } from '#core/money.ts'
import { uuidv7 } from '#platform/ids.ts'
import type { Api } from './index.ts'

type Debt = Readonly<{ customerId: string; name: string; balance: Money }>

const id = () => uuidv7(Date.now())

async function cheque(api: Api, debt: Debt, number: string, issuer: string, dueOn: Day) {
  const { customerId, balance: amount, name: party } = debt
  const chequeId = id()
  await api.payments.takeInstrument({
    ...{ id: chequeId, kind: 'cheque', customerId, number, issuer, party, amount, dueOn },
  })
  return chequeId
}

/** Debts of some weeks, one a customer. */
async function debtsOf(api: Api): Promise<Debt[]> {
  const { rows } = await api.ledger.agingItems({
    ...{ bucket: 'days_1_30', credits: false, limit: 60, sort: 'balance', direction: 'desc' },
  })
  const one = new Map(
    rows
      .filter(
        ({ documentKind, balance }) => documentKind === 'invoice' && balance.currency === 'SAR',
      )
      .map(({ customer, balance }) => [
        customer.id,
        { customerId: customer.id, name: customer.name, balance },
      ]),
  )
  return [...one.values()]
}

/** Money asked for ahead: an advance that waits, one that came, and a security that is held. */
export async function askAhead(api: Api, today: Day): Promise<void> {
  const [waits, came, secured] = (await debtsOf(api)).toReversed()
  const dueOn = addDays(today, 7)
  const riyals = (minor: number): Money => ({ minor: minor * 100, currency: 'SAR' })
  if (waits)
    await api.payments.requestDeposit({
      ...{ id: id(), kind: 'advance', customerId: waits.customerId, dueOn },
      ...{ subject: 'توريد وتركيب مكاتب الفرع الجديد', expected: riyals(46_000), percent: 30 },
    })
  if (came) {
    const advance = id()
    await api.payments.requestDeposit({
      ...{ id: advance, kind: 'advance', customerId: came.customerId, dueOn },
      ...{ subject: 'عقد الصيانة السنوي', expected: riyals(24_000), percent: 50 },
    })
    await api.payments.payDeposit({
      ...{ id: advance, newPaymentId: id(), method: 'transfer', paidOn: today },
    })
  }
  if (secured) {
    const security = id()
    await api.payments.requestDeposit({
      ...{ id: security, kind: 'security', customerId: secured.customerId, dueOn },
      ...{ subject: 'تأمين معدات مؤجرة', amount: riyals(3000) },
    })
    await api.payments.payDeposit({
      ...{ id: security, newPaymentId: id(), method: 'transfer', paidOn: today },
    })
  }
}

/** Paper beside some debts: cheques on their way, one that bounced, a note and a guarantee. */
export async function takePapers(api: Api, today: Day): Promise<void> {
  const debts = await debtsOf(api)
  const [later, atBank, bounced, owes, backed] = debts
  if (later) await cheque(api, later, '000418', 'مصرف الراجحي', addDays(today, 12))
  if (atBank) {
    const deposited = await cheque(api, atBank, '002230', 'بنك البلاد', addDays(today, -1))
    await api.payments.moveInstrument({ id: deposited, move: 'deposit', on: today })
  }
  if (bounced) {
    const back = await cheque(api, bounced, '117704', 'البنك العربي', addDays(today, -4))
    await api.payments.moveInstrument({ id: back, move: 'deposit', on: addDays(today, -3) })
    await api.payments.moveInstrument({ id: back, move: 'bounce', reason: 'الرصيد غير كافٍ' })
  }
  if (owes)
    await api.payments.takeInstrument({
      ...{ id: id(), kind: 'note', customerId: owes.customerId, number: 'س-1182' },
      ...{ amount: owes.balance, dueOn: addDays(today, 3), party: owes.name, place: 'الرياض' },
      nafithRef: '5520941830',
    })
  if (backed)
    await api.payments.takeInstrument({
      ...{ id: id(), kind: 'guarantee', customerId: backed.customerId, number: 'LG-44027' },
      ...{ guaranteeKind: 'bank', issuer: 'البنك الأهلي السعودي', dueOn: addDays(today, 26) },
      amount: { ...backed.balance, minor: 5_000_000 },
    })
}
