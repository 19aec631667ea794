import type { Chance } from './chance.ts'

// Every name, phone, number and address here is invented; a likeness to a real one is chance.
const families = [
  'الدوسري',
  'العنزي',
  'القحطاني',
  'الزهراني',
  'الغامدي',
  'الشهري',
  'الحربي',
  'المطيري',
  'العتيبي',
  'السبيعي',
  'البلوي',
  'الشمري',
  'الجهني',
  'المالكي',
  'العسيري',
  'الرشيدي',
]
const given = [
  'فهد',
  'سعد',
  'محمد',
  'عبدالله',
  'خالد',
  'ماجد',
  'ناصر',
  'سلطان',
  'تركي',
  'بندر',
  'نورة',
  'سارة',
  'ريم',
  'هند',
  'أحمد',
  'يوسف',
  'إبراهيم',
  'عبدالعزيز',
  'صالح',
  'منى',
]
const forms = ['مؤسسة', 'شركة', 'مصنع', 'مجموعة', 'ورشة', 'مكتب']
const marks = [
  'نجد',
  'رمال الشرق',
  'سواحل جدة',
  'واحة المدينة',
  'إشراقة الغد',
  'الإتقان',
  'الرؤية',
  'شفاء',
  'قمم عسير',
  'بوابة الرياض',
  'أفق الخليج',
  'ركن البناء',
  'دار الحرفة',
  'نسيم الطائف',
  'مسار',
  'جسور الشمال',
  'أعمدة الحجاز',
  'ينابيع القصيم',
  'سنابل',
  'مدارات',
  'روابي',
  'أركان تبوك',
  'نخيل الأحساء',
  'فجر الصناعة',
  'سيل',
  'ميزان',
  'درب الحرير',
  'كنوز الجنوب',
]
const trades = [
  'للمقاولات',
  'للتموين',
  'للنقليات',
  'الفني',
  'الطبية',
  'للصيانة',
  'للمواد الكهربائية',
  'للتكييف',
  'لمواد البناء',
  'للضيافة',
  'التعليمية',
  'للتجارة',
  'للخدمات البيئية',
  'الغذائية',
]
const latin = [
  'Blue Dune Trading Est.',
  'Gulf Horizon Facilities Co.',
  'Palm Gate Contracting',
  'North Star Catering Co.',
  'Red Sea Marine Supplies',
  'Oasis Cold Chain Est.',
  'Silver Falcon Logistics',
  'Delta Bridge Projects',
]
const abroad = [
  { name: 'Kuwait Bay Trading W.L.L.', currency: 'KWD', country: 'KW', city: 'Kuwait City' },
  { name: 'Dubai Creek Supplies FZE', currency: 'AED', country: 'AE', city: 'Dubai' },
  { name: 'Manama Pearl Co.', currency: 'BHD', country: 'BH', city: 'Manama' },
  { name: 'Atlas Export House', currency: 'USD', country: 'US', city: 'New York' },
  { name: 'Levant Tools SARL', currency: 'USD', country: 'JO', city: 'Amman' },
  { name: 'Al Ain Garden Projects', currency: 'AED', country: 'AE', city: 'Al Ain' },
] as const
export const cities = [
  ['الرياض', 'العليا', 'طريق الملك فهد', '12211'],
  ['جدة', 'الروضة', 'شارع الأمير سلطان', '23431'],
  ['الدمام', 'الشاطئ', 'شارع الخليج', '32413'],
  ['المدينة المنورة', 'العزيزية', 'طريق السلام', '42315'],
  ['أبها', 'المنسك', 'طريق الملك خالد', '62521'],
  ['بريدة', 'الصفراء', 'شارع الوحدة', '52361'],
  ['تبوك', 'المروج', 'شارع الأمير فهد', '47911'],
] as const

export type Named = Readonly<{
  name: string
  kind: 'company' | 'person'
  language: 'ar' | 'en'
  currency: 'SAR' | 'AED' | 'KWD' | 'BHD' | 'USD'
  country: string
  /** Of those abroad; the others are spread over the Kingdom. */
  city?: string
}>

const personName = (luck: Chance) => `${luck.pick(given)} ${luck.pick(families)}`

/** The customers of the demo company, each name once. */
export function nameCustomers(luck: Chance, count: number): Named[] {
  const home = { currency: 'SAR', country: 'SA' } as const
  const named: Named[] = abroad.map((each) => ({ ...each, kind: 'company', language: 'en' }))
  for (const name of latin) named.push({ name, kind: 'company', language: 'en', ...home })
  named.push({
    name: 'مؤسسة عبدالرحمن بن صالح الدوسري وأولاده للمواد الكهربائية والسباكة',
    kind: 'company',
    language: 'ar',
    ...home,
  })
  const taken = new Set(named.map(({ name }) => name))
  while (named.length < count) {
    const person = luck.often(0.08)
    const name = person
      ? personName(luck)
      : `${luck.pick(forms)} ${luck.often(0.3) ? `${luck.pick(given)} ${luck.pick(families)}` : luck.pick(marks)} ${luck.pick(trades)}`
    if (taken.has(name)) continue
    taken.add(name)
    named.push({ name, kind: person ? 'person' : 'company', language: 'ar', ...home })
  }
  return named
}

export const contactName = personName

export const goods = [
  ['كابل نحاس 4 مم، لفة 100 متر', '385.00', 'لفة'],
  ['قاطع كهربائي 32 أمبير', '48.50', 'حبة'],
  ['لوحة توزيع 24 خطًا', '620.00', 'حبة'],
  ['كشاف ليد 100 واط', '145.00', 'حبة'],
  ['مكيف سبليت 24000 وحدة', '2890.00', 'حبة'],
  ['مضخة مياه 1.5 حصان', '735.00', 'حبة'],
  ['أنبوب بولي بروبلين 32 مم', '18.75', 'متر'],
  ['دهان داخلي أبيض 18 لترًا', '219.00', 'عبوة'],
  ['إسمنت مقاوم، كيس 50 كجم', '17.40', 'كيس'],
  ['زيارة صيانة دورية', '450.00', 'زيارة'],
  ['توريد وتركيب، يوم عمل', '1200.00', 'يوم'],
  ['فلتر مياه سباعي', '560.00', 'حبة'],
] as const
