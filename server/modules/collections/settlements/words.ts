import type { Language } from '#core/people/identity.ts'

const words = {
  ar: {
    subject: 'عرض تسوية لحسابكم، {company}',
    body: 'السلام عليكم {name}، تقديرًا لتعاملكم نعرض عليكم تسوية المستحق وقدره {owed}: تسددون {pay} في موعد أقصاه {day}، ونعفيكم من الباقي وقدره {waived}.\n\nللاطلاع على العرض والموافقة عليه: {link}\n{company}',
  },
  en: {
    subject: 'A settlement of your account, {company}',
    body: 'Dear {name}, in appreciation of your business we offer to settle the {owed} that is due: you pay {pay} by {day}, and we let the rest of {waived} go.\n\nTo see the offer and agree to it: {link}\n{company}',
  },
} as const satisfies Record<Language, Record<string, string>>

/** What an offer says to the customer, in their own language. */
export const offerWord = (
  key: keyof (typeof words)['ar'],
  language: Language,
  values: Readonly<Record<string, string>>,
): string => words[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
