import { port } from '#platform/port.ts'
import type { From } from '../store.ts'

/** An entry of money that an agency and the company paid each other. */
export type AgencyEntry = Readonly<{
  /** The agency, where the reader may know it. */
  name: string | null
  /** The account of the bank that it was recorded for, where one was named. */
  accountId: string | null
}>

export type FindAgencyEntries = (
  from: From,
  entryIds: readonly string[],
) => Promise<ReadonlyMap<string, AgencyEntry>>

/** Fitted by whoever keeps agencies: payments are below them and may not ask. */
export const agencyEntries = port<FindAgencyEntries>('payments.agency_entries')
