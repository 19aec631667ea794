import type { Ask } from './pages-seed.ts'

/** A customer says that they paid, and a statement of the bank waits to be matched. */
export async function bringBank(
  ask: Ask,
  newId: () => string,
  customerId: string,
): Promise<{ notice: string; instrument: string; deposit: string; advanceToken: string }> {
  const { today } = await ask<{ today: string }>('GET', '/me')
  const notice = newId()
  await ask('POST', '/payment-notices', {
    id: notice,
    customerId,
    amount: { minor: 115_000, currency: 'SAR' },
    paidOn: today,
    bank: 'مصرف الراجحي',
    reference: '20931',
    note: 'اتصل وقال إنه حوّل صباحًا',
  })
  const accountId = newId()
  await ask('PUT', `/bank-accounts/${accountId}`, {
    id: accountId,
    name: 'الحساب الجاري',
    currency: 'SAR',
  })
  const csv = [
    'التاريخ,التفاصيل,مدين,دائن,الرصيد',
    `${today},حوالة واردة 20931,,1150.00,5150.00`,
    `${today},حوالة واردة من جهة لا نعرفها,,80.00,5230.00`,
    `${today},رسوم خدمة,5.00,,5225.00`,
  ].join('\n')
  await ask('POST', '/bank-statements', {
    id: newId(),
    accountId,
    fileName: 'كشف-الحساب.csv',
    content: Buffer.from(csv).toString('base64'),
  })
  const instrument = newId()
  await ask('POST', '/instruments', {
    id: instrument,
    kind: 'note',
    customerId,
    number: 'S-118',
    amount: { minor: 90_000, currency: 'SAR' },
    dueOn: today,
    party: 'مؤسسة الكثبان',
  })
  const deposit = newId()
  const { link } = await ask<{ link: { url: string } }>('POST', '/deposits', {
    id: deposit,
    kind: 'advance',
    customerId,
    subject: 'توريد وتركيب مكاتب الفرع الجديد',
    expected: { minor: 4_600_000, currency: 'SAR' },
    percent: 30,
    dueOn: today,
  })
  return { notice, instrument, deposit, advanceToken: link.url.split('/').at(-1) ?? '' }
}
