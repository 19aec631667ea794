import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import type { MessageLanguage, TextKey } from './texts.ts'
import { defaultTexts, dueWords, textKeys, textPlaceholders } from './texts.ts'

const languages = ['ar', 'en'] as const
const locale = { ar: 'ar-u-nu-latn', en: 'en' } as const
const sample: Record<string, string | number> = {
  name: 'مؤسسة النور',
  company: 'شركة الأفق',
  link: 'https://wasl.example/p/1',
  number: 'INV-7',
  remaining: '400.00 ر.س',
  total: '900.00 ر.س',
  amount: '500.00 ر.س',
  dueDay: 'الأحد 22 نوفمبر',
  dueWords: 'تستحق يوم الأحد 22 نوفمبر',
  paidDay: '20 نوفمبر',
  until: '22 نوفمبر 2026',
  balance: '500.00 ر.س',
  deadline: 'الخميس 26 نوفمبر',
  collector: 'ريم',
  manager: 'نورة',
  phone: '+966 50 551 2847',
  invoices: 1,
  oldest_days: 14,
}
const say = (
  language: MessageLanguage,
  key: TextKey,
  part: 'subject' | 'body',
  change: Record<string, string | number> = {},
) =>
  String(
    new IntlMessageFormat(defaultTexts[language][key][part], locale[language]).format({
      ...sample,
      ...change,
    }),
  )

/** The words that the product promises, for one invoice. */
const ladder: [TextKey, string][] = [
  [
    'before',
    'السلام عليكم مؤسسة النور، نودّ تذكيركم بأن الفاتورة INV-7 بمبلغ 400.00 ر.س تستحق يوم الأحد 22 نوفمبر. يمكنكم سدادها متى شئتم من هنا: https://wasl.example/p/1. نسعد بخدمتكم. شركة الأفق',
  ],
  [
    'due',
    'السلام عليكم مؤسسة النور، تستحق اليوم الفاتورة INV-7، والمتبقي منها 400.00 ر.س. للسداد: https://wasl.example/p/1. وإن كنتم قد حوّلتم المبلغ فنشكركم، ويكفي أن ترسلوا الإيصال هنا.',
  ],
  [
    'friendly',
    'السلام عليكم مؤسسة النور، نأمل أن تكونوا بخير. لعل الفاتورة INV-7 غابت عن البال، فقد حل موعدها يوم الأحد 22 نوفمبر، والمتبقي 400.00 ر.س. للسداد أو تحديد موعد يناسبكم: https://wasl.example/p/1.',
  ],
  [
    'firm',
    'السلام عليكم مؤسسة النور، لم يصلنا سداد ولا رد بشأن المتبقي على حسابكم وقدره 900.00 ر.س. نأمل سداده، أو الاتفاق معنا على خطة سداد، قبل الخميس 26 نوفمبر. يسعد ريم خدمتكم على +966 50 551 2847: https://wasl.example/p/1.',
  ],
  [
    'final',
    'السلام عليكم مؤسسة النور، نأسف لعدم وصول السداد حتى اليوم. هذا إشعار أخير بالمتبقي وقدره 900.00 ر.س. إن لم يصل سداده أو يُتفق على خطة قبل الخميس 26 نوفمبر فسيتوقف البيع الآجل على حسابكم، ونتابع وفق شروط التعامل بيننا. لا نتمنى الوصول إلى ذلك، ويسعدنا اتصالكم بـ نورة مباشرة على +966 50 551 2847.',
  ],
  [
    'thank_you',
    'وصل، شكرًا لكم مؤسسة النور. استلمنا 500.00 ر.س بسند القبض INV-7، والمتبقي على حسابكم 400.00 ر.س.',
  ],
]

test.each(ladder)('the Arabic of «%s» opens with the promised words', (key, words) => {
  expect(say('ar', key, 'body').slice(0, words.length)).toBe(words)
})

test('a follow-up counts invoices and days as Arabic does, in all six classes', () => {
  const about = (invoices: number, days: number) =>
    /وقدره 900.00 ر.س (.*?)\. متى/u.exec(
      say('ar', 'follow_up', 'body', { invoices, oldest_days: days }),
    )?.[1]
  expect(about(1, 1)).toBe('من الفاتورة INV-7، وقد حل موعدها قبل يوم واحد')
  expect(about(2, 2)).toBe('من فاتورتين، وقد حل أقدمهما قبل يومين')
  expect(about(3, 10)).toBe('من 3 فواتير، وقد حل أقدمها قبل 10 أيام')
  expect(about(11, 14)).toBe('من 11 فاتورة، وقد حل أقدمها قبل 14 يومًا')
  expect(about(100, 100)).toBe('من 100 فاتورة، وقد حل أقدمها قبل 100 يوم')
  expect(say('ar', 'follow_up', 'body', { invoices: 0 })).toContain('وقدره 900.00 ر.س. متى')
})

test('two invoices are spoken of in the dual', () => {
  expect(say('ar', 'before', 'body', { invoices: 2 })).toContain(
    'بموعد فاتورتين بمجموع 900.00 ر.س، تستحق أقربهما يوم الأحد 22 نوفمبر. يمكنكم سدادهما متى شئتم',
  )
  expect(say('ar', 'friendly', 'body', { invoices: 2 })).toContain('حل موعد أقدمهما يوم')
})

test('English counts one and several', () => {
  expect(say('en', 'follow_up', 'body')).toContain('from invoice INV-7, due 14 days ago.')
  expect(say('en', 'follow_up', 'body', { invoices: 3, oldest_days: 1 })).toContain(
    'from 3 invoices, the oldest due 1 day ago.',
  )
})

const everyText = languages.flatMap((language) =>
  textKeys.flatMap((key) =>
    (['subject', 'body'] as const).map((part) => ({ language, key, part })),
  ),
)

test('every text can be said with no more than its own placeholders, for any count', () => {
  for (const { language, key, part } of everyText) {
    const names: readonly string[] = textPlaceholders[key]
    const own = Object.fromEntries(Object.entries(sample).filter(([name]) => names.includes(name)))
    for (const count of [0, 1, 2, 3, 11, 100]) {
      const counts = {
        ...('invoices' in own && { invoices: count }),
        ...('oldest_days' in own && { oldest_days: count }),
      }
      const text = new IntlMessageFormat(defaultTexts[language][key][part], locale[language])
      const said = String(text.format({ ...own, ...counts }))
      expect(said).not.toMatch(/[{}#]|undefined/u)
      if (part === 'subject') expect(said).not.toMatch(/\n/u)
    }
  }
})

test('a placeholder that is offered is used, so that a changed value shows', () => {
  for (const language of languages)
    for (const key of textKeys) {
      const { subject, body } = defaultTexts[language][key]
      for (const name of textPlaceholders[key])
        expect(`${key}: ${subject}${body}`).toMatch(new RegExp(`\\{${name}[,}]`, 'u'))
    }
})

test('an invoice whose day has passed is not said to fall due on it', () => {
  const said = (language: 'ar' | 'en', dueOn: string) =>
    dueWords(language, { dueOn, today: '2026-11-22', said: 'D' })
  // It said «وتستحق يوم …» of a day of last month.
  expect(said('ar', '2026-11-21')).toBe('استحقت يوم D')
  expect(said('ar', '2026-11-22')).toBe('تستحق يوم D')
  expect(said('ar', '2026-11-23')).toBe('تستحق يوم D')
  expect(said('en', '2026-11-21')).toBe('which was due on D')
  expect(said('en', '2026-11-23')).toBe('due on D')
})

test('an Arabic plural names all six classes, whatever it counts', () => {
  for (const { key, part } of everyText) {
    const text = defaultTexts.ar[key][part]
    const plurals = text.split(', plural, ').length - 1
    for (const form of ['zero {', 'one {', 'two {', 'few {', 'many {', 'other {'])
      expect(text.split(form).length - 1).toBe(plurals)
  }
})

test('no customer is called a defaulter or threatened with the law', () => {
  for (const { language, key, part } of everyText)
    expect(defaultTexts[language][key][part]).not.toMatch(
      /متعثر|نظامي|قانون|محكمة|محام|عذرًا|يرجى|!|default|legal|court|lawyer|attorney/iu,
    )
})
