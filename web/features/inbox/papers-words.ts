import { say } from '#core/words.ts'
import { inbox as arabic } from '#web/locales/ar/inbox.ts'
import { inbox as english } from '#web/locales/en/inbox.ts'

type Facts = Readonly<{
  name: string
  company: string
  amount: string
  numbers: readonly string[]
}>

/** What is written to the customer with a paper: in the customer's language, not the reader's. */
export function letter(
  kind: 'link' | 'invoice' | 'statement',
  language: 'ar' | 'en',
  { name, company, amount, numbers }: Facts,
): string {
  const values = {
    name,
    company,
    amount,
    count: numbers.length,
    numbers: numbers.join(language === 'ar' ? '، ' : ', '),
  }
  return say(language === 'ar' ? arabic : english, `letter_${kind}`, values, language)
}
