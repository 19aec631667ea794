import type { VatReason } from './totals.ts'

/** Why no VAT is charged, in the words of the authority's list; an invoice prints them. */
export const vatReasonTexts: Readonly<Record<VatReason, Readonly<{ ar: string; en: string }>>> = {
  'VATEX-SA-29': {
    ar: 'الخدمات المالية',
    en: 'Financial services mentioned in Article 29 of the VAT Regulations',
  },
  'VATEX-SA-29-7': {
    ar: 'عقد تأمين على الحياة',
    en: 'Life insurance services mentioned in Article 29 of the VAT Regulations',
  },
  'VATEX-SA-30': {
    ar: 'التوريدات العقارية المعفاة من الضريبة',
    en: 'Real estate transactions mentioned in Article 30 of the VAT Regulations',
  },
  'VATEX-SA-32': { ar: 'صادرات السلع من المملكة', en: 'Export of goods' },
  'VATEX-SA-33': { ar: 'صادرات الخدمات من المملكة', en: 'Export of services' },
  'VATEX-SA-34-1': { ar: 'النقل الدولي للسلع', en: 'The international transport of goods' },
  'VATEX-SA-34-2': { ar: 'النقل الدولي للركاب', en: 'The international transport of passengers' },
  'VATEX-SA-34-3': {
    ar: 'الخدمات المرتبطة مباشرة أو عرضيًا بتوريد النقل الدولي للركاب',
    en: 'Services directly connected and incidental to a supply of international passenger transport',
  },
  'VATEX-SA-34-4': {
    ar: 'توريد وسائل النقل المؤهلة',
    en: 'Supply of a qualifying means of transport',
  },
  'VATEX-SA-34-5': {
    ar: 'الخدمات ذات الصلة بنقل السلع أو الركاب، وفقًا للمادة الخامسة والعشرين من اللائحة التنفيذية',
    en: 'Any services relating to goods or passenger transportation, as defined in Article 25 of the Regulations',
  },
  'VATEX-SA-35': { ar: 'الأدوية والمعدات الطبية', en: 'Medicines and medical equipment' },
  'VATEX-SA-36': { ar: 'المعادن المؤهلة', en: 'Qualifying metals' },
  'VATEX-SA-EDU': {
    ar: 'الخدمات التعليمية الخاصة للمواطنين',
    en: 'Private education to citizen',
  },
  'VATEX-SA-HEA': { ar: 'الخدمات الصحية الخاصة للمواطنين', en: 'Private healthcare to citizen' },
  'VATEX-SA-MLTRY': {
    ar: 'توريد السلع العسكرية المؤهلة',
    en: 'Supply of qualified military goods',
  },
  'VATEX-SA-DIPLOMAT': {
    ar: 'توريدات الجهات الدبلوماسية',
    en: 'Supplies to diplomatic missions',
  },
  'VATEX-SA-OOS': { ar: 'خارج نطاق ضريبة القيمة المضافة', en: 'Outside the scope of VAT' },
}
