import type { z } from 'zod'
import type { AddCustomer } from '#core/contacts/customer.ts'
import { CustomerArchived } from '#core/contacts/events.ts'
import { parsePhone } from '#core/phone.ts'
import { parseCommercialRegistration, parseVatNumber } from '#core/vat-number.ts'
import type { Work } from '#platform/command.ts'
import type { CustomerMarks, CustomerToImport, Importers, KnownCustomer } from '#platform/offers.ts'
import type { Look } from '#platform/query.ts'
import { putCustomer } from './add-customer.ts'
import { numberTaken } from './store.ts'

type From = Pick<Work | Look, 'run' | 'companyId'>
type KnownRecord = {
  id: string
  number: string
  name: string
  vat_number: string | null
  phones: string[]
}

const knownSql = `select c.id, c.number, c.name, c.vat_number,
    array(select i.value from customer_identity i where i.company_id = c.company_id
      and i.customer_id = c.id and i.kind = 'phone' order by i.value) as phones
  from customer c where c.company_id = $1 and c.erased_at is null`

const knownOf = (row: KnownRecord): KnownCustomer => ({
  id: row.id,
  number: row.number,
  name: row.name,
  vatNumber: row.vat_number,
  phones: row.phones,
})

/** The name as files are compared by: folded, `&` as و, letters and digits only. */
const importKey = `regexp_replace(regexp_replace(fold(c.name), ' *(&| and(?= )) *', ' و', 'g'),
  '[^[:alnum:]]+', '', 'g')`

async function find(
  from: From,
  marks: CustomerMarks,
  owners: readonly string[] | null,
): Promise<KnownCustomer[]> {
  const rows = await from.run<KnownRecord>(
    `${knownSql} and c.archived_at is null and ($5::uuid[] is null or c.owner_id = any($5))
       and (c.vat_number = any($2::text[]) or ${importKey} = any($3::text[])
       or exists (select 1 from customer_identity i where i.company_id = c.company_id
         and i.customer_id = c.id and i.kind = 'phone' and i.value = any($4::text[])))
     order by c.id`,
    [
      ...[from.companyId, [...marks.vatNumbers], [...marks.names], [...marks.phones]],
      owners && [...owners],
    ],
  )
  return rows.map(knownOf)
}

async function alive(from: From, ids: readonly string[]): Promise<KnownCustomer[]> {
  const rows = await from.run<KnownRecord>(`${knownSql} and c.id = any($2::uuid[]) order by c.id`, [
    from.companyId,
    [...ids],
  ])
  return rows.map(knownOf)
}

/** What a file says in one line of text, put where it belongs; what fits nowhere is kept as a note. */
function fieldsOf(work: Work, row: CustomerToImport): z.input<typeof AddCustomer> {
  const registration = parseCommercialRegistration(row.registration ?? '')
  const vatNumber = parseVatNumber(row.vatNumber ?? '')
  const notes = [
    row.note,
    row.registration && !registration ? row.registration : null,
    row.vatNumber && !vatNumber ? row.vatNumber : null,
  ].flatMap((note) => note ?? [])
  const phone = row.phone && parsePhone(row.phone) ? row.phone : null
  const identity = (kind: 'phone' | 'email', typed: string) => {
    return { id: work.newId(), kind, typed, primary: true }
  }
  return {
    id: row.id,
    name: row.name,
    nameEn: row.nameEn,
    stage: 'customer',
    vatNumber: vatNumber ?? null,
    registration: registration ?? null,
    address:
      row.city || row.address
        ? {
            ...(row.city && { city: row.city.slice(0, 80) }),
            ...(row.address && { street: row.address.slice(0, 120) }),
          }
        : null,
    terms:
      row.termsDays === null
        ? null
        : row.termsDays === 0
          ? { kind: 'immediate' }
          : { kind: 'days_from_invoice', days: row.termsDays },
    notes: notes.join('\n') || null,
    contacts: row.contactName
      ? [{ id: work.newId(), name: row.contactName.slice(0, 120), primary: true }]
      : [],
    identities: [
      ...(phone ? [identity('phone', phone)] : []),
      ...(row.email ? [identity('email', row.email)] : []),
    ],
  }
}

/** Takes the file's own code as the number, unless someone has it already. */
async function write(work: Work, rows: readonly CustomerToImport[]): Promise<void> {
  for (const row of rows) {
    const code = row.code?.slice(0, 40)
    const number = code && !(await numberTaken(work, code)) ? code : undefined
    await putCustomer(work, { ...fieldsOf(work, row), number, source: 'import' })
  }
}

type UndoneRow = { id: string; name: string; outcome: string }

/**
 * Puts out of the lists whom reversed documents still name: those stay for the books, and so must
 * the customer. Who was changed since is left alone.
 */
async function archiveUntouched(work: Work, rows: readonly UndoneRow[]): Promise<void> {
  const inUse = rows.filter(({ outcome }) => outcome === 'in_use')
  const archived = await work.run<{ id: string }>(
    `update customer set archived_at = $3, archived_by = $4, version = version + 1,
       changed_at = $3, changed_by = $5
     where company_id = $1 and id = any($2::uuid[]) and version = 1 returning id`,
    [work.companyId, inUse.map(({ id }) => id), work.now, work.actor.id, work.actor.name],
  )
  const ids = new Set(archived.map(({ id }) => id))
  for (const row of inUse) {
    if (!ids.has(row.id)) continue
    row.outcome = 'undone'
    const about = { kind: 'customer', id: row.id, customerId: row.id }
    work.publish(CustomerArchived, about, { customerId: row.id })
  }
}

async function undo(work: Work, ids: readonly string[]) {
  const rows = await work.run<UndoneRow>(
    'select id, name, outcome from undo_imported_customers($1::uuid[])',
    [[...ids]],
  )
  await archiveUntouched(work, rows)
  for (const { id, outcome } of rows)
    if (outcome === 'undone')
      work.audit('contacts.import_undone', { kind: 'customer', id, before: { id }, after: null })
  return {
    undone: rows.flatMap(({ id, outcome }) => (outcome === 'undone' ? [id] : [])),
    kept: rows.flatMap(({ id, name, outcome }) =>
      outcome === 'undone' ? [] : [{ id, name, reason: outcome }],
    ),
  }
}

/** What contacts offers to the house: how a file's customers come in, and go again. */
export const offers: Readonly<{ importers: Pick<Importers, 'customers'> }> = {
  importers: { customers: { find, alive, write, undo } },
}
