import { AddCustomer } from '#core/contacts/customer.ts'
import type { CreateInvoice, Invoice } from '#core/invoicing/api.ts'
import type { LineInput } from '#core/invoicing/document.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { reaction } from '#platform/command.ts'
import { newId, type TestHouse } from './house.ts'

/** The number of the company that issues, and of a buyer who is registered. */
export const sellerVat = '310122393500003'
export const buyerVat = '301456789100003'

const add = reaction('test.customer', (work, input: AddCustomer) => addCustomer(work, input))

/** A customer of the house, registered for VAT unless said otherwise. */
export async function customerOf(
  house: TestHouse,
  change: Partial<AddCustomer> = {},
): Promise<string> {
  const id = newId()
  const given = AddCustomer.parse({
    id,
    name: `مؤسسة الكثبان ${id.slice(-6)}`,
    vatNumber: buyerVat,
    terms: { kind: 'days_from_invoice', days: 30 },
    identities: [{ id: newId(), kind: 'email', typed: `buyer-${id.slice(-6)}@example.com` }],
  })
  await add(house.session(), { ...given, ...change })
  return id
}

/** Gives the test company the VAT number that every tax invoice needs. */
export async function registerSeller(house: TestHouse): Promise<void> {
  await house.sql(
    `update company set profile = profile || jsonb_build_object('vatNumber', $2::text) where id = $1`,
    [house.company.companyId, sellerVat],
  )
}

export const line = (change: Partial<LineInput> = {}): LineInput => ({
  description: 'كرسي مكتبي دوّار',
  quantity: '2',
  unitPrice: '500',
  vat: { category: 'S', rateBasisPoints: 1500 },
  ...change,
})

/** An invoice of 1,150 riyals, as a person would write it. */
export const written = (
  customerId: string,
  change: Partial<CreateInvoice> = {},
): CreateInvoice => ({
  id: newId(),
  post: true,
  customerId,
  currency: 'SAR',
  issuedOn: '2026-11-20',
  lines: [line()],
  ...change,
})

/** What the books say is wrong; empty when nothing is. */
export async function problemsOf(house: TestHouse): Promise<unknown[]> {
  return house.sql('select * from check_books($1) where found > 0', [house.company.companyId])
}

export const balanceOf = (invoice: Pick<Invoice, 'balance'>): number => invoice.balance.minor
