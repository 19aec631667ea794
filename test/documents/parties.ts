import type { PartyBlock } from '#platform/documents/paper.ts'

/** The company whose paper the sample documents are printed on. */
export const seller: PartyBlock = {
  name: { ar: 'شركة أفق الرياض للتجهيزات المكتبية', en: 'Riyadh Horizon Office Supplies Co.' },
  address: {
    ar: '7412 طريق العليا، حي الورود، الرياض 12251-3308، المملكة العربية السعودية',
    en: '7412 Olaya Road, Al Wurud, Riyadh 12251-3308, Saudi Arabia',
  },
  vatNumber: '310122393500003',
  registration: '1010384756',
  registrationLabel: null,
  contact: '\u2066+966 11 455 2847\u2069',
}

/** A buyer whose Arabic name is long and whose English name ends in a full stop. */
export const buyer: PartyBlock = {
  name: {
    ar: 'مؤسسة الكثبان الزرقاء للتجارة والمقاولات العامة وفروعها',
    en: 'Blue Dune Trading Est.',
  },
  address: {
    ar: '2210 شارع الأمير سلطان، حي الروضة، جدة 23431-6655',
    en: '2210 Prince Sultan St., Ar Rawdah, Jeddah 23431-6655',
  },
  vatNumber: '301456789100003',
  registration: '7001234567',
  registrationLabel: { ar: 'الرقم الموحد', en: 'Unified no.' },
  contact: '\u2066accounts@bluedune.example\u2069',
}

/** A small logo, as a company would upload it. */
export const logo = {
  format: 'svg' as const,
  bytes: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><rect width="60" height="60" rx="12" fill="#0e5a6b"/><circle cx="30" cy="30" r="13" fill="none" stroke="#fff" stroke-width="5"/><path d="M30 17v26" stroke="#fff" stroke-width="5"/></svg>',
  ),
}
