import { newId } from '#test/house.ts'
import { halalas } from '#test/money.ts'
import { pdfFile } from '#test/pdf-file.ts'
import type { Call } from './caller.ts'

/** What a customer says they transferred, and what the bank says that arrived. */
export async function fillBank(call: Call, mark: string, customerId: string, day: string) {
  await call('payments.openNotice', {
    id: newId(),
    customerId,
    amount: halalas(12_300),
    paidOn: day,
    bank: `بنك ${mark}`,
    reference: mark,
    note: `بلاغ ${mark}`,
    file: pdfFile(`${mark}.pdf`),
  })
  await call('payments.saveStatementPlan', {
    ...{ id: newId(), name: `كشوف ${mark}`, every: 'month', day: 5, kind: 'open' },
    ...{ whom: 'chosen', customerIds: [customerId] },
  })
  for (const kind of ['advance', 'security']) {
    const id = newId()
    await call('payments.requestDeposit', {
      ...{ id, kind, customerId, subject: `طلب ${mark}`, note: `ملاحظة ${mark}` },
      ...{ amount: halalas(5000), dueOn: day },
    })
    if (kind === 'security')
      await call('payments.payDeposit', {
        ...{ id, newPaymentId: newId(), method: 'cash', paidOn: day, reference: mark },
      })
  }
  const instrumentId = newId()
  await call('payments.takeInstrument', {
    ...{ id: instrumentId, kind: 'cheque', customerId, number: mark, issuer: `بنك ${mark}` },
    ...{ amount: halalas(777), dueOn: day, party: `ساحب ${mark}`, note: `شيك ${mark}` },
    file: pdfFile(`${mark}.pdf`),
  })
  await call('payments.moveInstrument', { id: instrumentId, move: 'deposit' })
  const accountId = newId()
  const currency = 'SAR'
  await call('payments.saveBankAccount', { id: accountId, name: `حساب بنك ${mark}`, currency })
  const csv = [
    'Date,Description,Debit,Credit,Balance',
    `${day},Transfer of ${mark} alpha,,123.00,1123.00`,
    `${day},Transfer of ${mark} beta,,50.00,1173.00`,
    `${day},Fees ${mark},5.00,,1168.00`,
    `${day},Back to ${mark},10.00,,1158.00`,
  ].join('\n')
  const file = { fileName: `${mark}.csv`, content: Buffer.from(csv).toString('base64') }
  await call('payments.takeStatement', { id: newId(), accountId, ...file })
  const { rows = [] } = (await call('payments.bankLines', {})) as {
    rows?: { id: string; amount: { minor: number } }[]
  }
  const line = rows.find((each) => each.amount.minor === 5000)
  await call('payments.matchLine', {
    id: line?.id,
    customerId,
    newPaymentId: newId(),
    remember: `transfer of ${mark} customer`,
  })
  const fee = rows.find((each) => each.amount.minor === -500)
  const { expenses } = (await call('payments.bankLine', { id: fee?.id })) as {
    expenses?: { likely: string | null }
  }
  await call('payments.bookExpense', { id: fee?.id, accountId: expenses?.likely })
  const back = rows.find((each) => each.amount.minor === -1000)
  const { entries } = (await call('payments.bankLine', { id: back?.id })) as {
    entries?: { entryId: string }[]
  }
  await call('payments.linkEntry', { id: back?.id, entryId: entries?.[0]?.entryId })
}
