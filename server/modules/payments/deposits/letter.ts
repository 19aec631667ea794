import { formatDay, formatMoney } from '#core/format.ts'
import { Refusal } from '#core/refusal.ts'
import { type CustomerCard, salutation } from '#modules/contacts/index.ts'
import type { Letter } from '#modules/messaging/index.ts'
import { readProfile } from '#modules/people/index.ts'
import { word } from '../messages/index.ts'
import type { From } from '../store.ts'
import { dueOf, getDeposit } from './store.ts'

type Sent = Readonly<{
  customerId: string
  card: CustomerCard
  link: Readonly<{ id: string; url: string }>
  once: string
}>

/**
 * What is said with the link of a request. It speaks of no debt, so no template of debts carries it.
 * @throws payments.deposit_not_found, payments.nothing_to_pay
 */
export async function depositLetter(
  from: From,
  depositId: string,
  { customerId, card, link, once }: Sent,
): Promise<Letter> {
  const deposit = await getDeposit(from, depositId)
  if (deposit.state !== 'requested') throw new Refusal('payments.nothing_to_pay')
  const { language } = card
  const { name, nameEn } = readProfile(from)
  const values = {
    name: salutation(card),
    company: language === 'en' ? (nameEn ?? name) : name,
    total: formatMoney(dueOf(deposit), { lang: language, isolate: true }),
    number: deposit.number,
    subject: deposit.subject,
    day: formatDay(deposit.due_on, { lang: language }),
    link: link.url,
  }
  return {
    customerId,
    name: values.name,
    language,
    category: 'invoice',
    text: 'pay_link',
    values,
    link: link.url,
    subject: word('depositSubject', language, values),
    body: word('depositBody', language, values),
    ownWords: true,
    attachments: [],
    about: { kind: 'pay_link', id: link.id },
    once: `pay_link:${once}`,
  }
}
