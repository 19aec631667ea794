import { addDays } from '#core/day.ts'
import { newId } from '#test/house.ts'
import { halalas } from '#test/money.ts'
import { pdfFile } from '#test/pdf-file.ts'
import type { Call } from './caller.ts'

/** An agency with one debt in hand, what it says of it, and the evidence that goes with it. */
export async function fillAgency(
  { owner, agency }: Readonly<{ owner: Call; agency: Call }>,
  mark: string,
  given: Readonly<{ customerId: string; memberId: string; day: string }>,
): Promise<void> {
  const { customerId, memberId, day } = given
  const file = pdfFile(`${mark}.pdf`)
  const [agencyId, invoiceId, id] = [newId(), newId(), newId()]
  await owner('invoicing.create', {
    ...{ id: invoiceId, post: true, customerId, currency: 'SAR', issuedOn: addDays(day, -200) },
    lines: [
      {
        ...{ description: mark, quantity: '1', unitPrice: '900' },
        vat: { category: 'S', rateBasisPoints: 1500 },
      },
    ],
  })
  await owner('collections.saveAgencySettings', { approvalNeeded: false, noticeDays: 0 })
  await owner('collections.saveAgency', {
    ...{ id: agencyId, name: `وكالة ${mark}`, contract: mark, memberIds: [memberId] },
    terms: {
      bands: [{ fromDays: 0, basisPoints: 1000 }],
      ...{ minimum: halalas(0), direct: true, vatBasisPoints: 1500 },
    },
  })
  await owner('collections.refer', {
    ...{ id, agencyId, customerId, invoiceIds: [invoiceId], reason: mark, notify: false },
  })
  await agency('collections.addAgencyUpdate', {
    ...{ id, updateId: newId(), code: 'other', note: mark, file },
  })
  for (const to of ['us', 'agency'])
    await agency('collections.reportAgencyPayment', {
      ...{
        id,
        newPaymentId: newId(),
        amount: halalas(1000),
        paidOn: day,
        to,
        reference: mark,
        file,
      },
    })
  const lies = newId()
  await agency('collections.reportAgencyPayment', {
    ...{ id, newPaymentId: lies, amount: halalas(700), paidOn: day, to: 'agency', reference: mark },
  })
  await owner('collections.confirmAgencyPayment', { id: lies, newPaymentId: newId() })
  await owner('collections.transferAgency', {
    ...{ id: newId(), agencyId, way: 'in', amount: halalas(300), paidOn: day, reference: mark },
  })
  await owner('collections.addPaper', { id: newId(), customerId, kind: 'contract', file })
  await owner('collections.makeEvidence', { id: newId(), customerId, referralId: id })
}
