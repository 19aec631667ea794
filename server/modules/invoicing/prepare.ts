import type { PaymentTerms } from '#core/contacts/terms.ts'
import type {
  InvoiceForm,
  InvoiceInput,
  PartySnapshot,
  SellerSnapshot,
} from '#core/invoicing/document.ts'
import type { Problem } from '#core/invoicing/posting.ts'
import { formFor, problemsOf } from '#core/invoicing/posting.ts'
import { type DueDate, dueOn } from '#core/invoicing/terms.ts'
import { type Totals, totals } from '#core/invoicing/totals.ts'
import { Refusal } from '#core/refusal.ts'
import { type CustomerCard, findCustomers } from '#modules/contacts/index.ts'
import { readProfile } from '#modules/people/index.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'

type From = Pick<Work | Look, 'run' | 'companyId' | 'today' | 'zone' | 'baseCurrency' | 'company'>

/** An invoice with everything that follows from what was written of it. */
export type Prepared = Readonly<{
  input: InvoiceInput
  card: CustomerCard
  seller: SellerSnapshot
  buyer: PartySnapshot
  form: InvoiceForm
  terms: PaymentTerms
  due: DueDate
  figures: Totals
  problems: readonly Problem[]
}>

type AddressParts = Readonly<{
  building?: string | undefined
  street?: string | undefined
  district?: string | undefined
  city?: string | undefined
  postalCode?: string | undefined
}>

/** The national address on one line, as it is printed. */
function addressLine(address: AddressParts | null | undefined): string | null {
  if (!address) return null
  const street = [address.building, address.street].filter(Boolean).join(' ')
  const city = [address.city, address.postalCode].filter(Boolean).join(' ')
  return [street, address.district, city].filter((part) => part).join('، ') || null
}

/** The company as its documents name it from now on. */
export function sellerOf(from: Pick<From, 'zone' | 'baseCurrency' | 'company'>): SellerSnapshot {
  const profile = readProfile(from)
  return {
    name: profile.name,
    nameEn: profile.nameEn || null,
    vatNumber: profile.vatNumber ?? null,
    registration: profile.registration || null,
    address: addressLine(profile.address),
    phone: profile.phone || null,
    email: profile.email || null,
    iban: profile.iban || null,
    bankName: profile.bankName || null,
  }
}

export const buyerOf = (card: CustomerCard): PartySnapshot => ({
  name: card.name,
  nameEn: card.nameEn,
  vatNumber: card.vatNumber,
  registration: card.registration,
  address: addressLine(card.address),
  phone: card.phone,
  email: card.email,
})

/**
 * The customer's card.
 * @throws contacts.customer_not_found
 */
export async function getCustomer(from: Pick<From, 'run' | 'companyId'>, id: string) {
  const card = (await findCustomers(from, [id])).get(id)
  if (!card) throw new Refusal('contacts.customer_not_found', { id })
  return card
}

/**
 * Figures, form and due date of what was written; every problem that keeps it from being posted.
 * A note names its buyer `as` the invoice did.
 */
export async function prepare(
  from: From,
  input: InvoiceInput,
  customerId: string,
  as?: PartySnapshot,
): Promise<Prepared> {
  const card = await getCustomer(from, customerId)
  const seller = sellerOf(from)
  const buyer = as ?? buyerOf(card)
  const form = input.form ?? formFor(buyer)
  const terms = input.terms ?? card.terms ?? { kind: 'immediate' }
  const due = dueOn(terms, { invoicedOn: input.issuedOn, deliveredOn: input.deliveredOn })
  const figures = totals({
    currency: input.currency,
    pricesIncludeVat: false,
    lines: input.lines,
    ...(input.documentDiscount && { documentDiscount: input.documentDiscount }),
  })
  const problems = problemsOf({
    form,
    currency: input.currency,
    rate: input.rate,
    issuedOn: input.issuedOn,
    lines: input.lines,
    totals: figures,
    seller,
    buyer,
    baseCurrency: from.baseCurrency,
    today: from.today,
  })
  return { input, card, seller, buyer, form, terms, due, figures, problems }
}

/** @throws the first problem that keeps the invoice from being posted */
export function demandPostable({ problems }: Pick<Prepared, 'problems'>): void {
  const [first] = problems
  if (first) throw new Refusal(first.code, first.facts)
}
