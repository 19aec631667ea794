import type { ImportOptions } from './api.ts'
import type { Verdict } from './judge.ts'
import { type Candidate, findSame, nameKey, type Same } from './same.ts'
import type { FileCustomer, InvoiceDraft, PaymentDraft } from './verdict.ts'

/** A customer of the house, as far as the file's may be one of them. */
export type HouseCustomer = Readonly<{
  id: string
  number: string
  name: string
  vatNumber: string | null
  phones: readonly string[]
}>

const candidateOf = (one: FileCustomer): Candidate => ({
  key: one.key,
  code: one.code,
  name: one.name,
  phones: one.phone ? [one.phone] : [],
  vatNumber: one.vatNumber,
  customerId: one.customerId,
})

/** Who of the file and of the house may be the same; those with one code are, and are not asked about. */
export function sameIn(
  customers: readonly FileCustomer[],
  house: readonly HouseCustomer[],
): readonly Same[] {
  const linked = new Set(customers.map(({ customerId }) => customerId))
  const others = house.filter(({ id }) => !linked.has(id))
  return findSame([
    ...customers.map(candidateOf),
    ...others.map(({ id, number, name, vatNumber, phones }) => ({
      ...{ key: `h:${id}`, code: number, name, phones, vatNumber, customerId: id },
    })),
  ])
}

/** The marks by which the house is asked who it knows. */
export function marksOf(customers: readonly FileCustomer[]) {
  const own = customers.filter(({ customerId }) => customerId === null)
  const marks = (values: readonly (string | null)[]) =>
    [...new Set(values.filter((value) => value !== null && value !== ''))] as string[]
  return {
    vatNumbers: marks(own.map(({ vatNumber }) => vatNumber)),
    phones: marks(own.map(({ phone }) => phone)),
    names: marks(own.map(({ name }) => nameKey(name))),
  }
}

export type PlannedCustomer = Readonly<{ id: string; sheet: number; row: number; of: FileCustomer }>
export type PlannedInvoice = Readonly<
  InvoiceDraft & { id: string; customerId: string; sheet: number; row: number }
>
export type PlannedPayment = Readonly<
  PaymentDraft & {
    id: string
    customerId: string
    invoiceId: string | null
    sheet: number
    row: number
  }
>

/** Everything that will be written, in order, with the ids it will have. */
export type Plan = Readonly<{
  customers: readonly PlannedCustomer[]
  invoices: readonly PlannedInvoice[]
  payments: readonly PlannedPayment[]
  /** The file's codes for customers, new and known. */
  codes: ReadonlyMap<string, string>
}>

/** Follows each customer to the one that stands for them, by what was decided. */
function whoIsWho(
  customers: readonly FileCustomer[],
  same: readonly Same[],
  decided: ImportOptions['same'],
  newId: () => string,
): { idOf: ReadonlyMap<string, string>; made: ReadonlyMap<string, FileCustomer> } {
  const idOf = new Map<string, string>()
  const made = new Map<string, FileCustomer>()
  const byKey = new Map(customers.map((one) => [one.key, one]))
  for (const one of customers) if (one.customerId) idOf.set(one.key, one.customerId)
  for (const { key, members } of same) {
    if (decided[key] !== true) continue
    const known = members.find(({ customerId }) => customerId)?.customerId
    const settled = members.map((member) => idOf.get(member.key)).find(Boolean)
    const id = known ?? settled ?? newId()
    const [first] = members.flatMap((member) => byKey.get(member.key) ?? [])
    if (!known && !settled && first) made.set(id, joined(first, members, byKey))
    for (const member of members) if (!idOf.has(member.key)) idOf.set(member.key, id)
  }
  for (const one of customers) {
    if (idOf.has(one.key)) continue
    const id = newId()
    idOf.set(one.key, id)
    made.set(id, one)
  }
  return { idOf, made }
}

/** The first of those who are one, with what only the others say. */
function joined(
  first: FileCustomer,
  members: readonly Candidate[],
  byKey: ReadonlyMap<string, FileCustomer>,
): FileCustomer {
  const whole = { ...first }
  for (const member of members) {
    const other = byKey.get(member.key)
    if (!other) continue
    whole.phone ??= other.phone
    whole.email ??= other.email
    whole.vatNumber ??= other.vatNumber
    whole.city ??= other.city
    whole.contactName ??= other.contactName
    whole.termsDays ??= other.termsDays
  }
  return whole
}

const placeOf = (customer: FileCustomer) => {
  const [sheet = 0, row = 0] = (customer.rows[0] ?? '0:0').split(':').map(Number)
  return { sheet, row }
}

/**
 * Turns what was judged good into what will be written. A customer who is only named beside refused
 * rows is not made; ids are chosen here, once.
 */
export function planOf(
  verdict: Verdict,
  same: readonly Same[],
  decided: ImportOptions['same'],
  newId: () => string,
): Plan {
  const { idOf, made } = whoIsWho(verdict.customers, same, decided, newId)
  const used = new Set<string>()
  const invoices: PlannedInvoice[] = []
  const payments: PlannedPayment[] = []
  const invoiceAt = new Map<string, string>()
  for (const row of verdict.rows) {
    if (row.state !== 'ready') continue
    const { sheet, row: at, draft } = row
    const idFor = (key: string) => idOf.get(key) ?? ''
    if (draft.kind === 'customer') used.add(idFor(draft.key))
    else if (draft.kind === 'invoices')
      for (const invoice of draft.invoices) {
        const [id, customerId] = [newId(), idFor(invoice.customerKey)]
        used.add(customerId)
        invoiceAt.set(`${sheet}:${at}`, id)
        invoices.push({ ...invoice, id, customerId, sheet, row: at })
      }
    else {
      const { payment } = draft
      const { invoice, customer } = payment
      const customerId = 'id' in customer ? customer.id : idFor(customer.key)
      used.add(customerId)
      const invoiceId =
        invoice === null
          ? null
          : 'id' in invoice
            ? invoice.id
            : (invoiceAt.get(invoice.row) ?? null)
      payments.push({ ...payment, id: newId(), customerId, invoiceId, sheet, row: at })
    }
  }
  const customers = [...made].flatMap(([id, of]) =>
    used.has(id) ? [{ id, of, ...placeOf(of) }] : [],
  )
  const codes = new Map<string, string>()
  for (const { code, key } of verdict.customers) {
    const id = idOf.get(key)
    if (code !== null && id !== undefined && used.has(id)) codes.set(code, id)
  }
  return { customers, invoices, payments, codes }
}

/** How many customers are left when every certain suggestion is accepted. */
export function customersAfter(customers: readonly FileCustomer[], same: readonly Same[]): number {
  const merged = same
    .filter(({ certain }) => certain)
    .reduce((sum, { members }) => {
      const own = members.filter(({ key }) => !key.startsWith('h:')).length
      return sum + (own === members.length ? own - 1 : own)
    }, 0)
  return customers.length - merged
}
