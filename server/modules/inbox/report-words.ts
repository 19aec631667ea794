import type { Language } from '#core/people/identity.ts'

const words = {
  sheet: { ar: 'أداء المحادثات', en: 'Conversations' },
  by_day: { ar: 'اليوم', en: 'Day' },
  by_channel: { ar: 'القناة', en: 'Channel' },
  by_type: { ar: 'النوع', en: 'Type' },
  by_agent: { ar: 'الموظف', en: 'Colleague' },
  opened: { ar: 'محادثات بدأت', en: 'Begun' },
  closed: { ar: 'أُغلقت', en: 'Closed' },
  received: { ar: 'رسائل وصلت', en: 'Received' },
  answered: { ar: 'ردودنا', en: 'Our answers' },
  firstWorkingMedian: { ar: 'أول رد: الوسيط، دقائق دوام', en: 'First answer: median, work min' },
  firstWorkingP90: { ar: 'أول رد: 90%، دقائق دوام', en: 'First answer: 90%, work min' },
  firstMedian: { ar: 'أول رد: الوسيط، دقائق', en: 'First answer: median, min' },
  firstP90: { ar: 'أول رد: 90%، دقائق', en: 'First answer: 90%, min' },
  nextWorkingMedian: { ar: 'الردود التالية: الوسيط، دقائق دوام', en: 'Next: median, work min' },
  nextWorkingP90: { ar: 'الردود التالية: 90%، دقائق دوام', en: 'Next: 90%, work min' },
  nextMedian: { ar: 'الردود التالية: الوسيط، دقائق', en: 'Next: median, min' },
  nextP90: { ar: 'الردود التالية: 90%، دقائق', en: 'Next: 90%, min' },
  asked: { ar: 'سُئلوا عن رضاهم', en: 'Asked' },
  told: { ar: 'أجابوا', en: 'Answered the question' },
  average: { ar: 'متوسط الرضا من 5', en: 'Satisfaction of 5' },
  total: { ar: 'الإجمالي', en: 'Total' },
  none: { ar: 'بلا', en: 'None' },
  whatsapp: { ar: 'واتساب', en: 'WhatsApp' },
  email: { ar: 'البريد', en: 'E-mail' },
  sms: { ar: 'الرسائل النصية', en: 'Text messages' },
  messenger: { ar: 'ماسنجر', en: 'Messenger' },
  instagram: { ar: 'إنستغرام', en: 'Instagram' },
  manual: { ar: 'كُتب يدويًا', en: 'Written down' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>

export type ReportWord = keyof typeof words

/** A word of the exported report in the reader's language. */
export const reportWord = (key: ReportWord, language: Language): string => words[key][language]
