import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consentWord } from './opt-out.ts'

const stops = [
  'STOP',
  'stop',
  'Stop.',
  'STOP!!!',
  'stop please',
  'Please stop',
  'STOP 🛑',
  'stoooop',
  'stop all',
  'UNSUBSCRIBE',
  'Unsubscribe me',
  'unsubscribe, thanks',
  'unsub',
  'opt out',
  'Opt-out',
  'cancel',
  'END',
  'quit',
  'remove me',
  'Remove me please',
  'stop messages',
  'stop messaging me',
  'Stop sending messages',
  "don't message me",
  'Do not message me!',
  'no more messages',
  'إيقاف',
  'ايقاف',
  'اِيقَاف',
  '«إيقاف»',
  'إيقـــاف',
  'إيقاف الرسائل',
  'ايقاف الرسايل لو سمحتوا',
  'أوقفوا الرسائل',
  'اوقف',
  'وقفوا الرسايل 🙏',
  'توقفوا عن الإرسال',
  'توقفوا عن المراسلة من فضلكم',
  'إلغاء',
  'الغاء',
  'الغااااء',
  'إلغاء الاشتراك',
  'الغاء الاشتراك رجاء',
  'إلغاء اشتراكي',
  'الغوا اشتراكي لو سمحتم',
  'ارجو إلغاء الاشتراك',
  'يرجى إلغاء الاشتراك في الرسائل',
  'كنسل',
  'لا تراسلوني',
  'لا ترسلوا لي رسائل',
  'لا ترسلون رسايل!!',
  'لا تطرشون رسايل',
  'ما ابي رسايل',
  'ما بدي رسائل',
  'مش عايز رسايل',
  'لا أرغب في الرسائل',
  'احذفوا رقمي',
  'شيلوا رقمي بليز',
  'احذفوني من القائمة',
  'فك الاشتراك',
  'ilgha2',
  '‏إيقاف‏',
  'ＳＴＯＰ',
  'ازالة رقمي',
]

const speaksOfSomethingElse = [
  'لا توقفون الخدمة',
  'stop sending the wrong invoice please',
  'ايقاف الخدمة متى؟',
  'إيقاف؟',
  'stop?',
  'الغاء الطلب',
  'إلغاء الطلب رقم 3310',
  'الغوا طلبي حق امس',
  'ابي الغي الفاتوره',
  'إلغاء الفاتورة',
  'إلغاء الحجز',
  'cancel my order',
  'cancel the order',
  'please cancel invoice 220',
  'stop the delivery',
  'Stop the technician, nobody is home',
  'the bus stop',
  'non stop',
  "don't stop",
  'do not cancel',
  'لا تلغون الاشتراك',
  'لا توقفوا الرسائل',
  'لا توقف',
  'وقف',
  'توقف',
  'لا تلغي',
  'الجهاز وقف',
  'وقف الجهاز عن العمل',
  'المكيف وقف',
  'السيارة وقفت قدام الباب',
  'توقف النظام من الصبح',
  'متى توقفون البيع',
  'ايقاف السداد مؤقتا',
  'كم رسوم إلغاء الاشتراك',
  'هل يمكن إلغاء الاشتراك',
  'كيف الغاء الاشتراك',
  'لا ترسلون المندوب اليوم',
  'لا ترسلون الفاتوره على هالرقم',
  'لا ترسلوا الشحنه قبل الاحد',
  'لا ترسلون',
  'خلاص',
  'بس',
  'كفاية',
  'لا',
  'no',
  'لا شكرا',
  'ok stop by our office',
  'stop by tomorrow',
  'end of month',
  'نهاية الشهر',
  'احذفوا الصنف الثاني من الفاتوره',
  'احذف الرقم القديم وحط الجديد',
  'شيلوا البند الثالث',
  'الغاء الضريبه ليش',
  'تم الغاء الاشتراك بنجاح وش السبب',
  'اشتراكي انلغى',
  'ابي اشتراك سنوي',
  'كم سعر الاشتراك',
  'متى يبدأ الاشتراك',
  'start date of the contract',
  'when do we start',
  'ابدأ التوصيل الساعة كم',
  'مبارح وقفت الخدمة عندي رجعوها',
  'STOP paying attention to this, we paid already',
  'unsubscribe link does not work',
  'i was unsubscribed by mistake',
  'ما ابي رسايل قبل الساعه تسع ابيها بعدها',
  'وقفوا الرسايل لين اسدد الاحد',
  'إيقاف التشغيل لا يعمل',
  'quit the app and it crashed',
  'remove me from the invoice and add my partner',
]

const starts = [
  'START',
  'Start please',
  'unstop',
  'subscribe',
  'اشتراك',
  'إشتراك',
  'اشترك',
  'ابدأ',
  'استئناف الرسائل',
  'تفعيل الرسائل لو سمحتوا',
  'resume',
]

test('the tables are long enough to mean something', () => {
  expect(new Set(stops).size).toBeGreaterThanOrEqual(60)
  expect(new Set(speaksOfSomethingElse).size).toBeGreaterThanOrEqual(60)
})

test.each(stops)('«%s» stops what is not owed', (text) => {
  expect(consentWord(text)).toBe('out')
})

test.each(speaksOfSomethingElse)('«%s» stops nothing', (text) => {
  expect(consentWord(text)).toBeUndefined()
})

test.each(starts)('«%s» lets it begin again', (text) => {
  expect(consentWord(text)).toBe('in')
})

test('a word of consent with any other word beside it says something else', () => {
  const other = fc.constantFrom(
    'الطلب',
    'الفاتورة',
    'invoice',
    'delivery',
    'لا',
    'متى',
    'اليوم',
    '3310',
  )
  fc.assert(
    fc.property(fc.constantFrom(...stops), other, fc.boolean(), (stop, word, before) => {
      expect(consentWord(before ? `${word} ${stop}` : `${stop} ${word}`)).toBeUndefined()
    }),
  )
})

test('marks and emoji around it change nothing', () => {
  const marks = fc.string({
    unit: fc.constantFrom(' ', '.', '!', '،', '👍', '🙏', '\u200f', '-', '\n'),
    maxLength: 6,
  })
  fc.assert(
    fc.property(fc.constantFrom(...stops), marks, marks, (stop, before, after) => {
      expect(consentWord(before + stop + after)).toBe('out')
    }),
  )
})
