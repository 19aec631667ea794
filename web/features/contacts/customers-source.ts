import type { CustomerRow, CustomerStanding } from '#core/contacts/api.ts'
import { CustomerFilter, CustomerSort } from '#core/contacts/api.ts'
import { api, client } from '#web/client.ts'
import { stringifySearch } from '#web/place.ts'
import { manyOf } from '#web/ui/list/filter.ts'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'

export type CustomersPage = ListPage<CustomerRow> &
  Readonly<{ sums: readonly CustomerStanding[] | null }>

/** What the address asks for, as the contract takes it; what it does not understand is left out. */
export function filterOf({ q, filters }: Ask) {
  const { stage, kind, city, owners, tags, archived, owes } = filters
  const shape = CustomerFilter.shape
  const stages = shape.stage.safeParse(stage)
  const kinds = shape.kind.safeParse(kind)
  const owing = shape.owes.safeParse(owes)
  const archive = shape.archived.safeParse(archived)
  return {
    ...(q && { q }),
    ...(stages.success && stages.data && { stage: stages.data }),
    ...(kinds.success && kinds.data && { kind: kinds.data }),
    ...(owing.success && owing.data && { owes: owing.data }),
    ...(city && { city }),
    ...(owners && { owners: manyOf(owners) }),
    ...(tags && { tags: manyOf(tags) }),
    archived: archive.success ? archive.data : ('no' as const),
  }
}

function sortOf({ sort }: Ask) {
  const by = CustomerSort.safeParse(sort?.id)
  return { sort: by.success ? by.data : ('name' as const), direction: sort?.direction ?? 'asc' }
}

export const customersSource: ListSource<CustomerRow, CustomersPage> = {
  key: api.contacts.list.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.contacts.list(
      { ...filterOf(ask), ...sortOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

/** The address of the same rows as a workbook. */
export function exportAddress(ask: Ask, language: 'ar' | 'en'): string {
  const { owners = [], tags = [], ...single } = filterOf(ask)
  const many = [
    ...owners.map((owner, at) => [`owners[${at}]`, owner] as const),
    ...tags.map((tag, at) => [`tags[${at}]`, tag] as const),
  ]
  const search = {
    ...single,
    ...sortOf(ask),
    language,
    format: 'xlsx',
    ...Object.fromEntries(many),
  }
  return `/api/v1/customers/export${stringifySearch(search)}`
}
