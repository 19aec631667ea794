import { expect, test } from 'vitest'
import { sar } from '#test/money.ts'
import { readPromise } from './read-promise.ts'

// A Sunday.
const today = '2026-11-22'
const read = (text: string) => readPromise(text, { today, currency: 'SAR' })

type Said = readonly [text: string, day: string, amount?: ReturnType<typeof sar> | 'half' | 'all']

const promises: readonly Said[] = [
  ['بحوّل الخميس', '2026-11-26'],
  ['بحول لكم يوم الخميس ان شاء الله', '2026-11-26'],
  ['بسدد بكرة', '2026-11-23'],
  ['بسدد بكرا الصبح', '2026-11-23'],
  ['نهاية الشهر إن شاء الله', '2026-11-30'],
  ['الخميس إن شاء الله', '2026-11-26'],
  ['ان شاء الله الأحد', '2026-11-29'],
  ['إن شاء الله بعد بكرة', '2026-11-24'],
  ['بحول لكم بكرة أو بعده', '2026-11-24'],
  ['بسدد الخميس أو بعده', '2026-11-26'],
  ['بسدد يوم أحد', '2026-11-29'],
  ['بسدد بعد يوم الخميس', '2026-11-26'],
  ['أبشر، بكرة إن شاء الله', '2026-11-23'],
  ['تمام إن شاء الله نهاية الأسبوع', '2026-11-26'],
  ['راح أحوّل المبلغ يوم الثلاثاء', '2026-11-24'],
  ['راح احول 5000 ريال يوم الثلاثاء', '2026-11-24', sar(5000)],
  ['سنسدد الفاتورة يوم الأربعاء القادم', '2026-11-25'],
  ['بنحول ٥٠٠٠ ريال بكره', '2026-11-23', sar(5000)],
  ['بندفع نص المبلغ الخميس', '2026-11-26', 'half'],
  ['بدفع كامل المبلغ آخر الشهر', '2026-11-30', 'all'],
  ['نسدد لكم يوم 27', '2026-11-27'],
  ['بسدد يوم ٢٧ إن شاء الله', '2026-11-27'],
  ['بحول بتاريخ 5', '2026-12-05'],
  ['بسدد 27 نوفمبر', '2026-11-27'],
  ['سوف نحوّل لكم المبلغ بتاريخ 30/11', '2026-11-30'],
  ['بحول لك 3 آلاف بعد الراتب', '2026-11-27', sar(3000)],
  ['بسدد مع الراتب', '2026-11-27'],
  ['بسدد خمسة آلاف يوم الأحد الجاي', '2026-11-29', sar(5000)],
  ['بحول ألفين بعد يومين', '2026-11-24', sar(2000)],
  ['بعد ثلاث أيام أحول لكم', '2026-11-25'],
  ['خلال 3 أيام بسدد', '2026-11-25'],
  ['خلال أسبوع نسدد كل المبلغ', '2026-11-29', 'all'],
  ['بعد أسبوعين بدفع الباقي', '2026-12-06'],
  ['أوعدكم بالسداد يوم الخميس', '2026-11-26'],
  ['أعدكم بالسداد نهاية الشهر', '2026-11-30'],
  ['وعد، الأسبوع الجاي بحول', '2026-12-03'],
  ['الأسبوع القادم يوم الاثنين نحول لكم', '2026-11-30'],
  ['التحويل بيكون يوم الخميس', '2026-11-26'],
  ['السداد يوم الثلاثاء بإذن الله', '2026-11-24'],
  ['المبلغ بيوصلكم بكرة', '2026-11-23'],
  ['بيوصلكم المبلغ الأربعاء', '2026-11-25'],
  ['بنزل لكم المبلغ بكره', '2026-11-23'],
  ['برسل لكم الحوالة بعد بكره', '2026-11-24'],
  ['بكرة بحول لكم 1,500.50 ريال', '2026-11-23', { minor: 150_050, currency: 'SAR' }],
  ['هحول الخميس', '2026-11-26'],
  ['حنسدد بداية الشهر', '2026-12-01'],
  ['بسدد أول الشهر القادم', '2026-12-01'],
  ['بسدد نهاية الشهر القادم', '2026-12-31'],
  ['باكر بدفع', '2026-11-23'],
  ['غداً سأقوم بالتحويل وأحول المبلغ كاملا', '2026-11-23', 'all'],
  ['اليوم بحول', '2026-11-22'],
  ['السلام عليكم، معليش تأخرت، بسدد يوم الأحد', '2026-11-29'],
  ['Will transfer on Thursday', '2026-11-26'],
  ['I will pay tomorrow', '2026-11-23'],
  ["I'll pay 5,000 SAR tomorrow inshallah", '2026-11-23', sar(5000)],
  ['We will settle the invoice by end of the month', '2026-11-30'],
  ['we will pay half on Sunday', '2026-11-29', 'half'],
  ['Going to transfer the full amount next week', '2026-12-03', 'all'],
  ['payment will be made on 27th', '2026-11-27'],
  ['Payment by Nov 30', '2026-11-30'],
  ['The transfer will reach you on 25 November', '2026-11-25'],
  ['I promise to pay 3k on Tuesday', '2026-11-24', sar(3000)],
  ['we shall clear the balance in 3 days', '2026-11-25'],
  ["I'll send the payment day after tomorrow", '2026-11-24'],
  ['Thursday inshallah', '2026-11-26'],
  ['end of month in sha allah', '2026-11-30'],
]

const wanted = promises.map(([text, dueOn, amount]) => ({ text, dueOn, amount: amount ?? null }))
test.each(wanted)('«$text» seems a promise for $dueOn', ({ text, dueOn, amount }) => {
  expect(read(text)).toEqual({ dueOn, amount })
})

const ordinary: readonly string[] = [
  'السلام عليكم',
  'شكرًا لكم',
  'تمام',
  'إن شاء الله',
  'إن شاء الله خير',
  'حولت لكم اليوم 5000 ريال',
  'تم التحويل اليوم',
  'تم السداد يوم الخميس',
  'سددنا الفاتورة أمس',
  'دفعت يوم الأحد وهذا الإيصال',
  'حوّلنا المبلغ بكامله اليوم',
  'متى يوصل الطلب؟ تحتاجه الخميس',
  'متى آخر موعد للسداد؟',
  'كم المبلغ المستحق اليوم؟',
  'هل أقدر أسدد بكرة؟',
  'ما أقدر أسدد هذا الشهر',
  'لن ندفع حتى تصل البضاعة الخميس',
  'ما راح أحول بكرة',
  'إذا وصلت البضاعة الخميس بسدد',
  'بسدد بعد الاستلام',
  'أرسلوا لي الفاتورة بكرة',
  'أبغى كشف حساب لنهاية الشهر',
  'موعد التوصيل يوم الخميس',
  'نبي طلبية جديدة يوم الأحد',
  'الاجتماع بكرة الساعة 5',
  'زيارة المندوب يوم الثلاثاء إن شاء الله',
  'بسدد قريب إن شاء الله',
  'بحول لكم',
  'بسدد بعد العيد',
  'بسدد في رمضان',
  'بسدد يوم 5 رجب',
  'الفاتورة INV-2026-0312 فيها خطأ',
  'وصلتني رسالتكم اليوم',
  'المكتب مغلق الخميس والجمعة',
  'رقمي 0505512847',
  'كلموني بكرة',
  'بيجيكم أحد يسلمكم الشيك',
  'نحول لكم على دفعتين اثنين',
  'كلمني بعد يومين',
  'أراجع المحاسب وأرد عليكم الأحد',
  'نعم',
  'الكمية ناقصة 5000 حبة',
  'عندي اعتراض على فاتورة يوم 27',
  'Good morning',
  'I paid yesterday',
  'We have transferred the amount today',
  'Payment sent on Thursday',
  'When is the payment due?',
  'Can you deliver on Thursday?',
  'I cannot pay this month',
  'We will not pay before Sunday',
  'If the goods arrive on Thursday we will pay',
  'Please send the invoice tomorrow',
  'The meeting is on Sunday',
  'Will call you tomorrow',
  'We will visit you next week',
  'The order arrives on 27 November',
  'Thanks, received today',
]

test.each(ordinary)('«%s» is no promise', (text) => {
  expect(read(text)).toBeUndefined()
})

test('the same weekday means a week ahead, and a day of the month that is over means the next', () => {
  expect(read('بسدد الأحد')?.dueOn).toBe('2026-11-29')
  expect(read('بسدد يوم 20')?.dueOn).toBe('2026-12-20')
  const last = readPromise('بسدد يوم 31', { today: '2026-11-30', currency: 'SAR' })
  expect(last?.dueOn).toBe('2026-12-31')
})

test('a day that is too far ahead is not taken for one', () => {
  expect(read('بسدد 27 يونيو')).toBeUndefined()
})

test('the number of an invoice or of a phone is no amount', () => {
  expect(read('بسدد فاتورة 20260312 الخميس')?.amount).toBeNull()
  expect(read('بسدد الفاتورة رقم 312 الخميس')?.amount).toBeNull()
})

test('an amount in words that are not all read is none, rather than a part of it', () => {
  expect(read('بحول خمسين ألف الخميس')?.amount).toBeNull()
  expect(read('بسدد خمسة وعشرين ألف الخميس')?.amount).toBeNull()
  expect(read('بحول ثلاثة آلاف وخمسمية الخميس')?.amount).toBeNull()
  expect(read('بحول نص مليون الخميس')?.amount).toBeNull()
  expect(read('بحول خمسين ألف، يعني 50,000 ريال الخميس')?.amount).toEqual(sar(50_000))
})

test('an amount is in the currency of the account', () => {
  expect(readPromise('بحول 250 الخميس', { today, currency: 'KWD' })?.amount).toEqual({
    minor: 250_000,
    currency: 'KWD',
  })
})
