import type { ReferralNotice } from '#core/collections/agency-api.ts'
import { formatDay, formatMoney } from '#core/format.ts'
import { findCustomers, type LockedCustomer, salutation } from '#modules/contacts/index.ts'
import { fillText, reach, sentAbout, textFor, voiceOf } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import type { From } from '../store.ts'
import { moneyOf } from './store.ts'
import type { ReferralTable } from './tables.ts'

/**
 * Tells the customer, in their own language and the company's words, what happens on which day unless
 * they answer. Where no way leads to them, the referral keeps why.
 */
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
  const sent = await reach(work, {
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
  if (sent.state === 'refused')
    await work.run('update referral set notice_refused = $3 where company_id = $1 and id = $2', [
      ...[work.companyId, referral.id, sent.reason],
    ])
}

/** Whether the customer was told of a referral, by which way, or why not. */
export async function noticeOf(from: From, referral: ReferralTable): Promise<ReferralNotice> {
  const nothing = { channel: null, at: null, because: null }
  if (!referral.notified) return { ...nothing, state: 'none' }
  const told = await sentAbout(from, referral.id)
  if (told) return { ...told, at: told.at.toISOString(), because: null }
  if (referral.approved_at === null)
    return { ...nothing, state: referral.ended_at === null ? 'waits' : 'none' }
  return { ...nothing, state: 'refused', because: referral.notice_refused ?? 'no_way' }
}
