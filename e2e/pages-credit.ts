import { sar } from '#test/money.ts'
import { pdfFile } from '#test/pdf-file.ts'
import type { Ask } from './pages-seed.ts'

const days = (count: number) => ({ kind: 'days_from_invoice', days: count })

/** One customer buys on credit and is stopped, another asks for it with papers. */
export async function bringCredit(
  ask: Ask,
  newId: () => string,
  { granted, asks }: { granted: string; asks: string },
): Promise<{ creditApplication: string; creditForm: string }> {
  const { today } = await ask<{ today: string }>('GET', '/me')
  const reviewOn = `${Number(today.slice(0, 4)) + 1}${today.slice(4, 8)}01`
  await ask('POST', `/customers/${granted}/credit`, {
    customerId: granted,
    limit: sar(20_000),
    terms: days(30),
    conditions: 'ضمان شخصي من المالك',
    reviewOn,
    reason: 'تعامل منذ سنتين',
  })
  await ask('POST', `/customers/${granted}/credit-hold`, {
    customerId: granted,
    reason: 'شيك مرتجع من بنك آخر',
  })
  const id = newId()
  await ask('POST', '/credit-applications', {
    id,
    customerId: asks,
    limit: sar(60_000),
    terms: days(60),
    note: 'يفتح فرعًا ثانيًا في الدمام قبل رمضان.',
    facts: { yearsInBusiness: 7, yearlySales: sar(2_400_000), employees: 18, bank: 'مصرف الراجحي' },
    references: [
      { name: 'شركة سواحل جدة للتموين', phone: '+966501234567', said: 'يسدد خلال 40 يومًا' },
    ],
    checks: [
      { kind: 'registration', outcome: 'good', note: 'ساري حتى 1449' },
      { kind: 'bureau', outcome: 'bad', note: 'شيك مرتجع قبل سنتين' },
    ],
  })
  await ask('POST', `/credit-applications/${id}/documents`, {
    id,
    documentId: newId(),
    ...pdfFile('السجل-التجاري.pdf'),
  })
  const { url } = await ask<{ url: string }>('POST', '/credit-forms', {
    id: newId(),
    name: 'مطعم من معرض الضيافة',
  })
  return { creditApplication: id, creditForm: url.split('/').at(-1) ?? '' }
}
