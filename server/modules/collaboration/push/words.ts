import { counted } from '#core/arabic/plural.ts'
import type { PushNews } from '#core/collaboration/push.ts'
import type { Language } from '#core/people/identity.ts'

export const pushKinds = [
  'trial',
  'conversation_assigned',
  'conversation_waits',
  'colleague_mentioned',
] as const
type PushKind = (typeof pushKinds)[number]

type Facts = Readonly<{ name?: string | undefined; minutes?: number | undefined }>
type Said = Readonly<{ title: string; body: string }>

/** As they stand after «منذ». */
const minuteForms = {
  one: 'دقيقة',
  two: 'دقيقتين',
  few: 'دقائق',
  many: 'دقيقة',
  other: 'دقيقة',
}
const hourForms = { one: 'ساعة', two: 'ساعتين', few: 'ساعات', many: 'ساعة', other: 'ساعة' }

/** What waits grows old quickly: minutes as long as they say something, then hours. */
const arabicWait = (minutes: number): string => {
  const said =
    minutes < 60 ? counted(minutes, minuteForms) : counted(Math.floor(minutes / 60), hourForms)
  return `${said} من الدوام`
}
const englishWait = (minutes: number): string => {
  const [count, unit] = minutes < 60 ? [minutes, 'minute'] : [Math.floor(minutes / 60), 'hour']
  return `${count} working ${unit}${count === 1 ? '' : 's'}`
}

const words: Readonly<Record<Language, Readonly<Record<PushKind, (facts: Facts) => Said>>>> = {
  ar: {
    trial: () => ({ title: 'وصل', body: 'تصلك الإشعارات على هذا الجهاز.' }),
    conversation_assigned: ({ name = '' }) => ({ title: 'محادثة لك', body: name }),
    conversation_waits: ({ name = '', minutes = 0 }) => ({
      title: 'عميل ينتظر ردًا',
      body: `${name}، منذ ${arabicWait(minutes)}`,
    }),
    colleague_mentioned: ({ name = '' }) => ({ title: 'ذكرك زميل في ملاحظة', body: name }),
  },
  en: {
    trial: () => ({ title: 'Wasl', body: 'Notifications reach this device.' }),
    conversation_assigned: ({ name = '' }) => ({ title: 'A conversation for you', body: name }),
    conversation_waits: ({ name = '', minutes = 0 }) => ({
      title: 'A customer waits for an answer',
      body: `${name}, for ${englishWait(minutes)}`,
    }),
    colleague_mentioned: ({ name = '' }) => ({
      title: 'A colleague named you in a note',
      body: name,
    }),
  },
}

/** A notification as a device shows it, in the language of the one who let it. */
export const pushNews = (
  language: Language,
  kind: PushKind,
  aboutId: string,
  facts: Facts,
): PushNews => ({
  ...words[language][kind](facts),
  to: kind === 'trial' ? '/settings/notifications' : `/inbox/${aboutId}`,
  tag: kind === 'trial' ? 'trial' : aboutId,
  language,
})
