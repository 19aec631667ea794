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

/** What waits grows old quickly: minutes as long as they say something, then hours. */
const arabicWait = (minutes: number): string => {
  if (minutes < 60) return `${minutes} دقيقة من الدوام`
  const hours = Math.floor(minutes / 60)
  if (hours === 1) return 'ساعة من الدوام'
  if (hours === 2) return 'ساعتين من الدوام'
  return `${hours} ${hours <= 10 ? 'ساعات' : 'ساعة'} من الدوام`
}
const englishWait = (minutes: number): string =>
  minutes < 60 ? `${minutes} working minutes` : `${Math.floor(minutes / 60)} working hours`

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
