import type { FindAgencyEntries } from '#modules/payments/index.ts'

/**
 * Whose these entries are, of hand-overs and transfers. The agency is named to whoever reads the
 * collections of every customer: what goes between it and the company is of all of them together.
 */
export const agencyEntriesOf: FindAgencyEntries = async (from, entryIds) => {
  const named = from.session.grants.get('collections.read') === 'all'
  const rows = await from.run<{ entry_id: string; name: string; account_id: string | null }>(
    `select b.entry_id, a.name, b.account_id from (
       select entry_id, agency_id, null::uuid as account_id from agency_remittance
       where company_id = $1 and entry_id = any($2::uuid[])
       union all
       select entry_id, agency_id, bank_account_id from agency_transfer
       where company_id = $1 and entry_id = any($2::uuid[])) b
     join agency a on a.company_id = $1 and a.id = b.agency_id`,
    [from.companyId, [...entryIds]],
  )
  return new Map(
    rows.map((row) => [row.entry_id, { name: named ? row.name : null, accountId: row.account_id }]),
  )
}
