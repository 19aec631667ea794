import { ltr } from '#core/arabic/direction.ts'
import { inEnglishWords, largestInWords, tafqeet } from '#core/arabic/tafqeet.ts'
import { currencySymbol, formatDay, formatHijri, formatMoney } from '#core/format.ts'
import { digitsOf, type Money, minus } from '#core/money.ts'
import type { Deposit } from '#core/payments/deposit-api.ts'
import { cardFor, findCustomers } from '#modules/contacts/index.ts'
import { picturesOf } from '#modules/customization/index.ts'
import { readProfile } from '#modules/people/index.ts'
import { type Look, look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { type DepositDocument, printDeposit } from '../documents/deposit-document.ts'
import { type WordKey, word } from '../messages/index.ts'
import { asFile, buyerBlock, sellerBlock } from '../receipt.ts'
import { depositWithin, showDeposit } from './queries.ts'

const figure = (money: Money): string => formatMoney(money, { lang: 'ar', currency: false })
const both = (key: WordKey) => ({ ar: word(key, 'ar'), en: word(key, 'en') })
const day = (on: string) => ({
  gregorian: formatDay(on, { lang: 'ar', full: false }),
  hijri: formatHijri(on, { lang: 'ar' }) ?? null,
})

/** A security that was received is acknowledged on the same paper that asked for it. */
function titleOf({ kind, state }: Deposit) {
  if (kind === 'advance') return both('advanceTitle')
  return both(state === 'held' || state === 'closed' ? 'securityReceipt' : 'securityTitle')
}

function markOf({ state, paid, refunded }: Deposit) {
  if (state === 'cancelled') return both('depositCancelled')
  if (paid.minor > 0 && refunded.minor === paid.minor) return both('depositRefunded')
  return state === 'paid' ? both('depositPaid') : null
}

async function documentOf(opened: Look, deposit: Deposit): Promise<DepositDocument> {
  const { amount, expected, rest, kind, customerId, paid } = deposit
  const asks = deposit.state === 'requested'
  const partly = paid.minor > 0 && paid.minor < amount.minor
  const profile = readProfile(opened)
  const known = (await findCustomers(opened, [customerId])).get(customerId)
  const card = known && cardFor(opened.session, known)
  const sayable = amount.minor / 10 ** digitsOf(amount.currency) <= largestInWords
  const footer = [
    profile.name,
    profile.registration && `${word('registration', 'ar')} ${ltr(profile.registration)}`,
  ]
  return {
    createdAt: opened.now.toISOString(),
    seller: sellerBlock(profile),
    mark: markOf(deposit),
    footer: footer.filter(Boolean).join('، '),
    title: titleOf(deposit),
    number: deposit.number,
    dated: day(deposit.requestedOn),
    payBy: day(deposit.dueOn),
    customer: buyerBlock(card, deposit.customerName),
    currency: { ar: currencySymbol(amount.currency, 'ar'), en: amount.currency },
    amount: figure(amount),
    words: sayable
      ? { ar: tafqeet(amount), en: inEnglishWords(amount) }
      : { ar: figure(amount), en: null },
    subject: deposit.subject,
    expected: expected && figure(expected),
    percent: deposit.percent === null ? null : `${deposit.percent}%`,
    rest: rest && figure(rest),
    paid: partly ? figure(paid) : null,
    due: partly ? figure(minus(amount, paid)) : null,
    held: deposit.state === 'held' ? figure(deposit.held) : null,
    asks,
    bank: asks && profile.iban ? { iban: ltr(profile.iban), name: profile.bankName ?? null } : null,
    link: deposit.link?.url ?? null,
    terms: both(kind === 'advance' ? 'advanceTerms' : 'securityTerms'),
    notes: deposit.note,
  }
}

/** The request as the customer gets it; of a held security, its receipt. */
export async function downloadDeposit(session: Session, input: { id: string }): Promise<File> {
  await showDeposit(session, input)
  const document = await look(session, async (opened) =>
    documentOf(opened, await depositWithin(opened, input.id)),
  )
  const bytes = await printDeposit(session.house.pdf, document, await picturesOf(session))
  return asFile({ fileName: `${document.number}.pdf`, mime: 'application/pdf', bytes })
}
