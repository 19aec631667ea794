import { sar } from '#test/money.ts'
import type { Ask } from './pages-seed.ts'

const dayMs = 24 * 3_600_000

/** One agency with one debt in hand; its customer is nobody whom the other pages look at. */
export async function referToAgency(
  ask: Ask,
  newId: () => string,
): Promise<{ agency: string; referral: string }> {
  const { today } = await ask<{ today: string }>('GET', '/me')
  const [referred, invoiceId, agency, referral] = [newId(), newId(), newId(), newId()]
  await ask('POST', '/customers', {
    ...{ id: referred, name: 'مؤسسة عبدالرحمن بن صالح الدوسري وأولاده للمواد الكهربائية' },
    terms: { kind: 'immediate' },
    identities: [{ id: newId(), kind: 'phone', typed: '+966553300211', primary: true }],
  })
  await ask('POST', '/invoices', {
    ...{ id: invoiceId, customerId: referred, currency: 'SAR', post: true },
    issuedOn: new Date(Date.parse(today) - 140 * dayMs).toISOString().slice(0, 10),
    lines: [
      {
        ...{ description: 'كابلات', quantity: '4', unitPrice: '1150.00' },
        vat: { category: 'S', rateBasisPoints: 1500 },
      },
    ],
  })
  await ask('PUT', `/agencies/${agency}`, {
    ...{ id: agency, name: 'شركة الإنصاف لتحصيل الديون', contactName: 'فهد العنزي' },
    terms: {
      bands: [
        { fromDays: 0, basisPoints: 1000 },
        { fromDays: 91, basisPoints: 1500 },
      ],
      ...{ minimum: sar(100), direct: true, vatBasisPoints: 1500 },
    },
  })
  await ask('POST', '/referrals', {
    ...{ id: referral, agencyId: agency, customerId: referred, invoiceIds: [invoiceId] },
    ...{ reason: 'لا يرد منذ شهرين', notify: false },
  })
  return { agency, referral }
}
