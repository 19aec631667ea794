import type { PartyBlock } from '#platform/documents/paper.ts'
import { pngLogo } from './picture.ts'

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
export const logo = { format: 'png' as const, bytes: pngLogo() }
