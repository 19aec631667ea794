import type { ar } from './ar.ts'

export const en: Record<keyof typeof ar, string> = {
  subject: 'About your dispute of invoice {number}, {company}',
  credited:
    'Dear {name}, we looked into your dispute of invoice {number} and you are right: we have issued credit note {note} over {amount}. We apologise, and thank you for telling us. {company}',
  accepted:
    'Dear {name}, we looked into your dispute of invoice {number} and you are right. {reason} We apologise, and thank you for telling us. {company}',
  rejected:
    'Dear {name}, we looked carefully into your dispute of invoice {number}, and this is what we found: {reason}\n\nThe amount therefore stays due. Should you have anything that shows otherwise, please send it or call us, and we will look at it together. {company}',
  withdrawn:
    'Dear {name}, we have noted that you no longer dispute invoice {number}. Thank you. {company}',
}
