import { formatDay, formatMoney } from '#core/format.ts'
import { findCustomers, type LockedCustomer, salutation } from '#modules/contacts/index.ts'
import { fillText, reach, textFor, voiceOf } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { moneyOf } from './store.ts'
import type { ReferralTable } from './tables.ts'

/** Tells the customer, in their own language and the company's words, what happens on which day unless they answer. */
export async function tellReferral(
  work: Work,
  customer: LockedCustomer,
  referral: ReferralTable,
): Promise<void> {
  const card = (await findCustomers(work, [customer.id])).get(customer.id)
  if (!card) return
  const { language } = card
  const values = {
    name: salutation(card),
    company: voiceOf(work).name[language],
    amount: formatMoney(moneyOf(referral, referral), { lang: language, isolate: true }),
    deadline: formatDay(referral.effective_on, { lang: language, today: work.today }),
  }
  const { subject, body } = fillText(await textFor(work, 'referral_notice', language), values)
  await reach(work, {
    customerId: customer.id,
    name: values.name,
    language,
    category: 'reminder',
    text: 'referral_notice',
    values,
    subject,
    body,
    attachments: [],
    about: { kind: 'referral', id: referral.id },
    once: `referral:${referral.id}`,
  })
}
