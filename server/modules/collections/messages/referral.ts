import type { Language } from '#core/people/identity.ts'

const words = {
  ar: {
    subject: 'بخصوص المتبقي على حسابكم لدى {company}',
    body: 'السلام عليكم {name}، نأسف لأننا لم نصل معكم إلى اتفاق بشأن المتبقي على حسابكم وقدره {amount}. سنحيل متابعته إلى شركة تحصيل تعمل نيابة عنا يوم {day}. إن سددتم أو اتفقتم معنا على خطة سداد قبل ذلك فلا حاجة إلى الإحالة، وإن كنتم قد سددتم فنشكركم. يسعدنا تواصلكم معنا. {company}',
  },
  en: {
    subject: 'About the amount left on your account with {company}',
    body: 'Dear {name}, we are sorry that we have not come to an agreement on the {amount} left on your account. On {day} we will pass it to a collection company that works on our behalf. If you settle it or agree a payment plan with us before then, there is no need for that; if you have already paid, thank you. We would be glad to hear from you. {company}',
  },
}

/** What a customer is told before their debt goes to an agency. */
export const referralNotice = (
  part: 'subject' | 'body',
  language: Language,
  values: Readonly<Record<string, string>>,
): string => words[language][part].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
