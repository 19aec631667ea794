import { uuidv7 } from '#platform/ids.ts'
import type { Api } from './index.ts'

const id = () => uuidv7(Date.now())

/** One agency, and the oldest debt of one customer that went to it. */
export async function referOne(api: Api): Promise<void> {
  const agencyId = id()
  await api.collections.saveAgency({
    id: agencyId,
    name: 'شركة الإنصاف لتحصيل الديون',
    registration: '1010654321',
    contactName: 'فهد العنزي',
    phone: '+966112345678',
    email: 'cases@insaf.example.com',
    contract: 'عقد سنوي يُجدد باتفاق الطرفين، وتُعاد الملفات بعد 120 يومًا بلا سداد.',
    terms: {
      bands: [
        { fromDays: 0, basisPoints: 1000 },
        { fromDays: 91, basisPoints: 1500 },
        { fromDays: 181, basisPoints: 2000 },
      ],
      minimum: { minor: 100_00, currency: 'SAR' },
      direct: true,
      vatBasisPoints: 1500,
    },
  })
  const late = await api.ledger.agingItems({
    ...{ bucket: 'days_over_90', credits: false, limit: 60 },
    ...{ sort: 'balance', direction: 'asc' },
  })
  const row = late.rows.find(
    ({ documentKind, balance }) => documentKind === 'invoice' && balance.currency === 'SAR',
  )
  if (!row) return
  await api.collections.refer({
    ...{ id: id(), agencyId, customerId: row.customer.id, invoiceIds: [row.documentId] },
    ...{ reason: 'أُغلق محله ولا يرد على الاتصال منذ شهرين', notify: false },
  })
}
