import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Direction, Id, NewId, PageInput, pageOf } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { byId, none, routesOf } from '#core/route.ts'
import {
  AddCustomer,
  ChangeCustomer,
  Contact,
  Customer,
  CustomerKind,
  Identity,
  NewContact,
  NewIdentity,
  Stage,
  Tag,
} from './customer.ts'
import { Duplicate, DuplicateReason } from './duplicate.ts'

/** What a customer owes in one currency, and how much of it is past its day. */
export const CustomerStanding = z.object({ balance: Money, overdue: Money })
export type CustomerStanding = z.infer<typeof CustomerStanding>

/** One customer in a list. Phone, e-mail and VAT number are null to those who may not see them. */
export const CustomerRow = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  kind: CustomerKind,
  stage: Stage,
  ownerId: Id.nullable(),
  tags: z.array(z.string()),
  city: z.string().nullable(),
  contactName: z.string().nullable(),
  phone: z.string().nullable(),
  /** A number of who has none but wrong ones: to be seen, never used. */
  wrongPhone: z.string().nullable(),
  email: z.string().nullable(),
  vatNumber: z.string().nullable(),
  merged: z.int(),
  /** One entry a currency; null to those who may not see this customer's statement. */
  standing: z.array(CustomerStanding).nullable(),
  createdAt: z.iso.datetime(),
  archivedAt: z.iso.datetime().nullable(),
})
export type CustomerRow = z.infer<typeof CustomerRow>

export const CustomerFilter = z.object({
  /** Words of the name in any spelling, a number, and what the reader may see: phone, e-mail, VAT number. */
  q: z.string().trim().max(120).optional(),
  stage: Stage.optional(),
  kind: CustomerKind.optional(),
  /** `none` finds those without an owner. */
  owners: z
    .array(z.union([Id, z.literal('none')]))
    .max(100)
    .optional(),
  tags: z.array(Tag).max(30).optional(),
  city: z.string().trim().max(80).optional(),
  archived: z.enum(['no', 'yes', 'any']).default('no'),
  /** Who owes anything, or anything past its day; refused to those who may not see statements. */
  owes: z.enum(['any', 'overdue']).optional(),
  /** Refused to those who may not see identities. */
  phone: z.string().trim().max(40).optional(),
  email: z.string().trim().max(254).optional(),
  /** Refused to those who may not see tax numbers. */
  vatNumber: z.string().trim().max(40).optional(),
})
export type CustomerFilter = z.output<typeof CustomerFilter>

export const CustomerSort = z.enum([
  'name',
  'number',
  'city',
  'created',
  'changed',
  'vatNumber',
  'balance',
  'overdue',
])
export type CustomerSort = z.infer<typeof CustomerSort>

export const ListCustomers = PageInput.extend({
  ...CustomerFilter.shape,
  sort: CustomerSort.default('name'),
  direction: Direction.default('asc'),
})
export type ListCustomers = z.output<typeof ListCustomers>

/** Everything a customer can be found by while one types a name, a phone or a number. */
export const FoundCustomer = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  city: z.string().nullable(),
})
export type FoundCustomer = z.infer<typeof FoundCustomer>

/** Ticked rows, or every row that matches a filter. */
export const ChangeMany = z.object({
  which: z.union([
    z.object({ ids: z.array(Id).min(1).max(1000) }),
    z.object({ filter: CustomerFilter }),
  ]),
  addTags: z.array(Tag).max(30).optional(),
  removeTags: z.array(Tag).max(30).optional(),
  /** Null takes the owner away; absent leaves it. */
  ownerId: Id.nullable().optional(),
})
export type ChangeMany = z.output<typeof ChangeMany>

/** What is known so far of a customer that is being typed. */
export const Candidate = z.object({
  /** Of the record being edited: it is not its own duplicate. */
  exceptId: Id.optional(),
  name: z.string().trim().max(200).optional(),
  nameEn: z.string().trim().max(200).optional(),
  vatNumber: z.string().trim().max(40).optional(),
  registration: z.string().trim().max(40).optional(),
  phones: z.array(z.string().trim().max(80)).max(20).optional(),
  emails: z.array(z.string().trim().max(254)).max(20).optional(),
})
export type Candidate = z.output<typeof Candidate>

const Side = z.object({
  id: Id,
  number: z.string(),
  name: z.string(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  /** A number of who has none but wrong ones: to be seen, never used. */
  wrongPhone: z.string().nullable(),
  vatNumber: z.string().nullable(),
  createdAt: z.iso.datetime(),
})
/** Two records that may be one customer, the older first. */
export const Suggestion = z.object({
  first: Side,
  second: Side,
  reasons: z.array(DuplicateReason),
  score: z.int(),
})
export type Suggestion = z.infer<typeof Suggestion>

export const MergeRow = z.object({
  id: Id,
  survivor: z.object({ id: Id, number: z.string(), name: z.string() }),
  merged: z.object({ id: Id, number: z.string(), name: z.string() }),
  at: z.iso.datetime(),
  by: z.string(),
  undoneAt: z.iso.datetime().nullable(),
  undoneBy: z.string().nullable(),
})
export type MergeRow = z.infer<typeof MergeRow>

/** One thing that happened to a customer; its facts are of the event's own shape. */
export const TimelineEntry = z.object({
  seq: z.int(),
  name: z.string(),
  facts: z.record(z.string(), z.unknown()),
  actor: z.string(),
  actorKind: z.string(),
  at: z.iso.datetime(),
  aboutKind: z.string(),
  aboutId: Id,
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

const Counted = z.object({ value: z.string(), count: z.int() })
/** What lists can be narrowed to, with how many each would leave. */
export const CustomerFacets = z.object({
  tags: z.array(Counted),
  cities: z.array(Counted),
  stages: z.array(Counted),
  archived: z.int(),
  total: z.int(),
})

export const ExportCustomers = z.object({
  ...CustomerFilter.shape,
  sort: CustomerSort.default('name'),
  direction: Direction.default('asc'),
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  language: z.enum(['ar', 'en']).optional(),
})
export type ExportCustomers = z.output<typeof ExportCustomers>

const at = routesOf('contacts')

const records = {
  list: at('GET', '/customers')
    .input(ListCustomers)
    .output(
      pageOf(CustomerRow).extend({
        /** Over all rows that match, with the first page; null to those who may not see it. */
        sums: z.array(CustomerStanding).nullable(),
      }),
    ),
  facets: at('GET', '/customers/facets').input(none).output(CustomerFacets),
  find: at('GET', '/customers/search')
    .input(
      z.object({ q: z.string().trim().min(1).max(120), limit: z.int().min(1).max(50).default(8) }),
    )
    .output(z.object({ rows: z.array(FoundCustomer) })),
  exportList: oc
    .route({
      method: 'GET',
      path: '/customers/export',
      tags: ['contacts'],
      outputStructure: 'detailed',
    })
    .input(ExportCustomers)
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.file() })),
  show: at('GET', '/customers/{id}').input(byId).output(Customer),
  add: at('POST', '/customers').input(AddCustomer).output(Customer),
  change: at('PATCH', '/customers/{id}').input(ChangeCustomer).output(Customer),
  changeMany: at('POST', '/customers/changes')
    .input(ChangeMany)
    .output(z.object({ changed: z.int() })),
  archive: at('POST', '/customers/{id}/archival').input(byId).output(Customer),
  unarchive: at('DELETE', '/customers/{id}/archival').input(byId).output(Customer),
  erase: at('POST', '/customers/{id}/erasure').input(byId).output(Customer),
  timeline: at('GET', '/customers/{id}/timeline')
    .input(PageInput.extend({ id: Id }))
    .output(z.object({ rows: z.array(TimelineEntry), nextCursor: z.string().nullable() })),
}

const parts = {
  saveIdentity: at('PUT', '/customers/{customerId}/identities/{id}')
    .input(NewIdentity.extend({ id: Id, customerId: Id }))
    .output(Identity),
  removeIdentity: at('DELETE', '/customers/{customerId}/identities/{id}')
    .input(z.object({ id: Id, customerId: Id }))
    .output(Customer),
  markNumber: at('PUT', '/customers/{customerId}/identities/{id}/mark')
    .input(z.object({ id: Id, customerId: Id, wrong: z.boolean() }))
    .output(Customer),
  saveContact: at('PUT', '/customers/{customerId}/contacts/{id}')
    .input(NewContact.extend({ id: Id, customerId: Id }))
    .output(Contact),
  removeContact: at('DELETE', '/customers/{customerId}/contacts/{id}')
    .input(z.object({ id: Id, customerId: Id }))
    .output(Customer),
}

const merging = {
  duplicates: at('POST', '/customers/duplicates')
    .input(Candidate)
    .output(z.object({ rows: z.array(Duplicate) })),
  suggestions: at('GET', '/customer-duplicates').input(PageInput).output(pageOf(Suggestion)),
  dismiss: at('POST', '/customer-duplicates/dismissals')
    .input(z.object({ firstId: Id, secondId: Id }))
    .output(z.object({ done: z.literal(true) })),
  merge: at('POST', '/customers/{id}/merges')
    .input(z.object({ id: Id, mergeId: NewId, mergedId: Id }))
    .output(Customer),
  unmerge: at('DELETE', '/customers/{id}/merges/{mergedId}')
    .input(z.object({ id: Id, mergedId: Id }))
    .output(Customer),
  merges: at('GET', '/customers/{id}/merges')
    .input(byId)
    .output(z.object({ rows: z.array(MergeRow) })),
}

/** The wire of contacts: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const contactsContract = { ...records, ...parts, ...merging }
