import { parsePhone } from '#core/phone.ts'
import { parseVatNumber } from '#core/vat-number.ts'
import type { ImportOptions } from './api.ts'
import type { Field } from './fields.ts'
import { documentNumber, readTerms } from './read-cell.ts'
import type { DataRow } from './row.ts'
import { nameKey } from './same.ts'
import { type FileCustomer, type Known, Problem, type Warning } from './verdict.ts'

const email = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/

/** Reads the marks of a customer from a row; what is no mark is kept as a warning, never matched by. */
function marksOf(row: DataRow, warnings: Warning[]) {
  return {
    phone: readOr(row, 'phone', 'bad_phone', (text) => parsePhone(text), warnings),
    vatNumber: readOr(row, 'vatNumber', 'bad_vat_number', parseVatNumber, warnings),
    email: readOr(row, 'email', 'bad_email', readEmail, warnings),
  }
}

const readEmail = (text: string): string | undefined =>
  email.test(text) ? text.toLowerCase() : undefined

function readOr<Value>(
  row: DataRow,
  field: Field,
  kind: Warning['kind'],
  parse: (text: string) => Value | undefined,
  warnings: Warning[],
): Value | null {
  const text = row.text(field)
  if (text === '') return null
  const value = parse(text)
  if (value === undefined) warnings.push({ kind, column: row.column(field) })
  return value ?? null
}

/** Everyone whom the file names, each once by code or by the name as it is written. */
export class CustomerBook {
  readonly #known: Known
  readonly #options: ImportOptions
  /** Whether the file has a sheet of customers: then who is not in it is unknown. */
  readonly #listed: boolean
  readonly #byCode = new Map<string, FileCustomer>()
  readonly #byName = new Map<string, FileCustomer>()
  readonly #byKey = new Map<string, FileCustomer>()

  constructor(known: Known, options: ImportOptions, listed: boolean) {
    this.#known = known
    this.#options = options
    this.#listed = listed
  }

  get all(): FileCustomer[] {
    return [...this.#byKey.values()]
  }

  /** Takes in a row of the customers' sheet. @throws Problem missing_customer */
  list(row: DataRow, warnings: Warning[]): FileCustomer {
    const name = row.text('name')
    if (name === '') throw new Problem('missing_customer', row.column('name'))
    const marks = marksOf(row, warnings)
    const extra = {
      nameEn: row.text('nameEn') || null,
      registration: row.text('registration') || null,
      city: row.text('city') || null,
      address: row.text('address') || null,
      contactName: row.text('contactName') || null,
      note: row.text('note') || null,
      termsDays: readOr(row, 'terms', 'terms_not_understood', (text) => readTerms(text), warnings),
    }
    const found = this.#at(documentNumber(row.cell('code')), name, true)
    complete(found, { ...marks, ...extra })
    found.rows.push(`${row.sheet.index}:${row.row}`)
    return found
  }

  /** Whose the row's debt is. @throws Problem missing_customer, unknown_customer */
  of(row: DataRow, warnings: Warning[]): FileCustomer {
    const code = documentNumber(row.cell('code'))
    const name = row.text('name') || (row.has('name') ? '' : row.under)
    if (code === '' && name === '')
      throw new Problem('missing_customer', row.column('name') ?? row.column('code'))
    const marks = marksOf(row, warnings)
    const found = this.#find(code, name)
    if (!found && this.#listed && this.#options.unknownCustomers === 'refuse')
      throw this.#unknown(row, code, name)
    const customer = found ?? this.#at(code, name || code, false)
    if (!customer.listed) complete(customer, marks)
    if (!customer.listed) customer.rows.push(`${row.sheet.index}:${row.row}`)
    return customer
  }

  #find(code: string, name: string): FileCustomer | undefined {
    if (code !== '') {
      const here = this.#byCode.get(code)
      if (here) return here
      return this.#known.byCode.has(code) ? this.#at(code, name || code, false) : undefined
    }
    return this.#byName.get(name)
  }

  #unknown(row: DataRow, code: string, name: string): Problem {
    const column = code === '' ? row.column('name') : row.column('code')
    const key = nameKey(name)
    const like = key === '' ? [] : this.all.filter((other) => nameKey(other.name) === key)
    const value = (other: FileCustomer) => (code === '' ? other.name : other.code)
    const fixes = like.slice(0, 2).map((other) => ({
      kind: 'set' as const,
      column,
      value: value(other),
    }))
    return new Problem('unknown_customer', column, { code, name }, fixes)
  }

  #at(code: string, name: string, listed: boolean): FileCustomer {
    const key = code === '' ? `n:${name}` : `c:${code}`
    const old = this.#byKey.get(key)
    if (old) return old
    const made: FileCustomer = {
      ...{ key, code: code || null, name, listed, rows: [] },
      ...{ nameEn: null, phone: null, email: null, vatNumber: null, registration: null },
      ...{ city: null, address: null, contactName: null, termsDays: null, note: null },
      customerId: (code === '' ? undefined : this.#known.byCode.get(code)) ?? null,
    }
    this.#byKey.set(key, made)
    if (code !== '') this.#byCode.set(code, made)
    // The first of a name answers to it; a second one of the same name has a code of its own.
    if (!this.#byName.has(name)) this.#byName.set(name, made)
    return made
  }
}

type Details = Omit<FileCustomer, 'key' | 'code' | 'name' | 'listed' | 'customerId' | 'rows'>

/** Fills what is still empty; the first word about a customer stands. */
function complete(customer: FileCustomer, details: Partial<Details>): void {
  for (const [field, value] of Object.entries(details) as [keyof Details, never][])
    customer[field] ??= value
}
