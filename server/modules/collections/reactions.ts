import { CustomerChanged, CustomerErased, NumberMarked } from '#core/contacts/events.ts'
import { type Day, daysBetween } from '#core/day.ts'
import { formatMoney } from '#core/format.ts'
import { ItemSettled } from '#core/ledger/events.ts'
import {
  ChoiceMade,
  ConsentChanged,
  MessageFailed,
  MessageSent,
  MessageUnknown,
} from '#core/messaging/events.ts'
import type { Money } from '#core/money.ts'
import {
  ChequeBounced,
  InstrumentMoved,
  PaymentAttemptEnded,
  PaymentNoticeConfirmed,
  PaymentNoticeRefused,
  PaymentNoticeWithdrawn,
  PaymentRecorded,
  PaymentReversed,
  PaymentUnallocated,
} from '#core/payments/events.ts'
import { CompanyFounded } from '#core/people/events.ts'
import { findCustomers, lockCustomer, salutation } from '#modules/contacts/index.ts'
import { findInvoices } from '#modules/invoicing/index.ts'
import { settledDay, statementOf } from '#modules/ledger/index.ts'
import { fillText, reach, textFor, voiceOf } from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'
import { type Listener, on } from '#platform/events.ts'
import { takeChoice } from './choices.ts'
import { forgetPerson } from './forget.ts'
import { endLatePeriod, recordPaidLate } from './late-periods.ts'
import { judgeItem } from './promise-judge.ts'
import { layGround, readRules } from './settings.ts'
import { judgeSettlementsOf } from './settlements/judge.ts'
import { undoRecovery } from './settlements/unrecover.ts'
import { watch } from './store.ts'
import type { ReminderTable } from './tables.ts'

type Outcome = Readonly<{ messageId: string; about: { kind: string; id: string } }>

/** A reminder follows the fate of its message. */
async function follow(work: Work, facts: Outcome, state: ReminderTable['state']): Promise<void> {
  if (facts.about.kind !== 'reminder') return
  await work.run(
    `update reminder set state = $4 where company_id = $1 and id = $2 and message_id = $3
       and state = any($5)`,
    [
      work.companyId,
      facts.about.id,
      facts.messageId,
      state,
      ['queued', 'sent', 'failed', 'unknown'],
    ],
  )
}

/** Looks again at a customer for whom something is held: what held it may be over. */
async function watchHeld(work: Work, customerId: string): Promise<void> {
  const [held] = await work.run(
    `select 1 from reminder where company_id = $1 and customer_id = $2 and state = 'held'`,
    [work.companyId, customerId],
  )
  if (held) await watch(work, [customerId])
}

type Paid = Readonly<{ paymentId: string; customerId: string; amount: Money; paidOn: Day }>

/** Later than this after money came, thanks for it would startle. */
const thanksWithinDays = 7

/** «وصل، شكرًا لكم»: thanks a customer for a payment, where the company wants it. */
async function thank(work: Work, paid: Paid): Promise<void> {
  if (daysBetween(paid.paidOn, work.today) > thanksWithinDays) return
  if (!(await readRules(work)).thankYou) return
  const customer = await lockCustomer(work, paid.customerId)
  const card = (await findCustomers(work, [customer.id])).get(customer.id)
  if (!card) return
  const { currency } = paid.amount
  const sections = await statementOf(work, {
    parties: customer.parties,
    from: paid.paidOn,
    to: paid.paidOn > work.today ? paid.paidOn : work.today,
    kind: 'activity',
  })
  const section = sections.find((each) => each.currency === currency)
  const entry = section?.movements.find(({ documentId }) => documentId === paid.paymentId)
  // Taken back before we came to say thanks: then there is nothing to thank for.
  if (
    !section ||
    !entry ||
    section.movements.some((each) => each.reversal && each.documentId === paid.paymentId)
  )
    return
  const reader = { lang: card.language, isolate: true }
  const left = { minor: Math.max(0, section.closing.minor), currency }
  const values = {
    name: salutation(card),
    company: voiceOf(work).name[card.language],
    amount: formatMoney(paid.amount, reader),
    number: entry.number,
    remaining: formatMoney(left, reader),
  }
  await reach(work, {
    customerId: customer.id,
    name: values.name,
    language: card.language,
    category: 'receipt',
    text: 'thank_you',
    values,
    ...fillText(await textFor(work, 'thank_you', card.language), values),
    attachments: [],
    about: { kind: 'payment', id: paid.paymentId },
    once: `thank_you:${paid.paymentId}`,
  })
}

/** What collections does when others speak. */
export const collectionsReactions: readonly Listener[] = [
  on(CompanyFounded, 'collections.lay_ground', (work) => layGround(work)),
  on(MessageSent, 'collections.message_sent', (work, facts) => follow(work, facts, 'sent')),
  on(MessageFailed, 'collections.message_failed', (work, facts) => follow(work, facts, 'failed')),
  on(MessageUnknown, 'collections.message_unknown', (work, facts) =>
    follow(work, facts, 'unknown'),
  ),
  on(ConsentChanged, 'collections.consent_changed', (work, { customerId }) =>
    watchHeld(work, customerId),
  ),
  on(CustomerChanged, 'collections.customer_changed', (work, { customerId }) =>
    watchHeld(work, customerId),
  ),
  on(NumberMarked, 'collections.number_marked', (work, { customerId }) =>
    watchHeld(work, customerId),
  ),
  on(CustomerErased, 'collections.forget_person', forgetPerson),
  on(ChoiceMade, 'collections.choice_made', (work, facts) => takeChoice(work, facts)),
  on(PaymentAttemptEnded, 'collections.attempt_ended', (work, { customerId }) =>
    watchHeld(work, customerId),
  ),
  on(PaymentNoticeConfirmed, 'collections.notice_confirmed', (work, { customerId }) =>
    watchHeld(work, customerId),
  ),
  on(PaymentNoticeRefused, 'collections.notice_refused', (work, { customerId }) =>
    watchHeld(work, customerId),
  ),
  on(PaymentNoticeWithdrawn, 'collections.notice_withdrawn', (work, { customerId }) =>
    watchHeld(work, customerId),
  ),
  on(PaymentRecorded, 'collections.payment_recorded', async (work, facts) => {
    // What an import brought was paid long ago: thanking for it now would startle.
    if (facts.source !== 'import') await thank(work, facts)
    await watchHeld(work, facts.customerId)
  }),
  on(ChequeBounced, 'collections.cheque_bounced', (work, { customerId }) =>
    watch(work, [customerId]),
  ),
  on(InstrumentMoved, 'collections.instrument_moved', (work, { customerId }) =>
    watch(work, [customerId]),
  ),
  on(PaymentReversed, 'collections.payment_reversed', (work, { customerId }) =>
    watch(work, [customerId]),
  ),
  on(PaymentUnallocated, 'collections.payment_unallocated', (work, { customerId }) =>
    watch(work, [customerId]),
  ),
  on(ItemSettled, 'collections.item_settled', async (work, facts) => {
    const { itemId, documentId, left } = facts
    await judgeItem(work, facts)
    await judgeSettlementsOf(work, facts)
    if (facts.documentKind === 'recovery' && left.minor > 0) await undoRecovery(work, facts)
    if (left.minor > 0) return
    const paidOn = (await settledDay(work, itemId)) ?? work.today
    await endLatePeriod(work, { itemId, paidOn })
    const invoice = (await findInvoices(work, [documentId])).get(documentId)
    // A credit is nobody's debt, and what was taken back was not paid late.
    if (!invoice || invoice.void || invoice.gross.minor <= 0) return
    await recordPaidLate(work, {
      item_id: itemId,
      customer_id: invoice.customerId,
      invoice_id: documentId,
      number: invoice.number,
      due_on: invoice.dueOn,
      currency: invoice.currency,
      amount: invoice.gross.minor,
      paidOn,
    })
  }),
]
