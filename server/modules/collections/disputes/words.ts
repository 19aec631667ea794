import type { Language } from '#core/people/identity.ts'

const words = {
  ar: {
    subject: 'بخصوص اعتراضكم على الفاتورة {number}، {company}',
    credited:
      'السلام عليكم {name}، راجعنا اعتراضكم على الفاتورة {number} ووجدنا الحق معكم، فأصدرنا لكم إشعارًا دائنًا برقم {note} بمبلغ {amount}. نعتذر عما حدث ونشكر لكم تنبيهنا. {company}',
    accepted:
      'السلام عليكم {name}، راجعنا اعتراضكم على الفاتورة {number} ووجدنا الحق معكم. {reason} نعتذر عما حدث ونشكر لكم تنبيهنا. {company}',
    rejected:
      'السلام عليكم {name}، راجعنا اعتراضكم على الفاتورة {number} بعناية، وهذا ما وجدناه: {reason}\n\nويبقى المبلغ مستحقًا كما هو. نسعد بأن ترسلوا ما يوضح خلاف ذلك، أو أن تتواصلوا معنا لنراجعه معًا. {company}',
    withdrawn:
      'السلام عليكم {name}، سجّلنا أنكم رجعتم عن اعتراضكم على الفاتورة {number}. شكرًا لتعاونكم. {company}',
  },
  en: {
    subject: 'About your dispute of invoice {number}, {company}',
    credited:
      'Dear {name}, we looked into your dispute of invoice {number} and you are right: we have issued credit note {note} over {amount}. We apologise, and thank you for telling us. {company}',
    accepted:
      'Dear {name}, we looked into your dispute of invoice {number} and you are right. {reason} We apologise, and thank you for telling us. {company}',
    rejected:
      'Dear {name}, we looked carefully into your dispute of invoice {number}, and this is what we found: {reason}\n\nThe amount therefore stays due. Should you have anything that shows otherwise, please send it or call us, and we will look at it together. {company}',
    withdrawn:
      'Dear {name}, we have noted that you no longer dispute invoice {number}. Thank you. {company}',
  },
} as const satisfies Record<Language, Record<string, string>>

/** What the customer is told of their objection, in their own language. */
export const disputeWord = (
  key: keyof (typeof words)['ar'],
  language: Language,
  values: Readonly<Record<string, string>>,
): string =>
  words[language][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '').trim()
