import type { ar } from './ar.ts'

export const en: Record<keyof typeof ar, string> = {
  subject: 'A settlement of your account, {company}',
  body: 'Dear {name}, in appreciation of your business we offer to settle the {owed} that is due: you pay {pay} by {day}, and we let the rest of {waived} go.\n\nTo see the offer and agree to it: {link}\n{company}',
}
