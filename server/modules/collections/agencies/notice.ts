import { formatDay, formatMoney } from '#core/format.ts'
import { findCustomers, type LockedCustomer, salutation } from '#modules/contacts/index.ts'
import { reach, voiceOf } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { referralNotice } from '../messages/referral.ts'
import { moneyOf } from './store.ts'
import type { ReferralTable } from './tables.ts'

/** Tells the customer politely, in their own language, what happens on which day unless they answer. */
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
    day: formatDay(referral.effective_on, { lang: language, today: work.today }),
  }
  await reach(work, {
    customerId: customer.id,
    name: values.name,
    language,
    category: 'reminder',
    text: 'free',
    values,
    subject: referralNotice('subject', language, values),
    body: referralNotice('body', language, values),
    ownWords: true,
    attachments: [],
    about: { kind: 'referral', id: referral.id },
    once: `referral:${referral.id}`,
  })
}
