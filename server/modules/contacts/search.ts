import { fold } from '#core/arabic/fold.ts'
import type { Permission } from '#core/permission.ts'
import { phoneSearchKey } from '#core/phone.ts'
import type { Work } from '#platform/command.ts'
import type { Look } from '#platform/query.ts'
import { may, ownersWithin, type Session } from '#platform/session.ts'

const mostWords = 8
/** Fewer digits than these are no phone that anyone would look for. */
const fewestDigits = 4

type Sought = Readonly<{ words: string[]; digits: string; identities: boolean; taxes: boolean }>

/** What is looked for: folded words, and the digits of a phone when the text can be one. */
function soughtFor(session: Session, text: string): Sought {
  const folded = fold(text)
  const words = folded.split(' ').filter(Boolean).slice(0, mostWords)
  const key = /^[+()\d\s.-]+$/.test(folded) ? phoneSearchKey(folded) : ''
  return {
    words,
    digits: key.length >= fewestDigits ? key : '',
    identities: may(session, 'contacts.see_identities'),
    taxes: may(session, 'contacts.see_tax_numbers'),
  }
}

type From = Pick<Work | Look, 'run' | 'companyId' | 'session'>

/** The survivors that these words find in what the session may see, whoever owns them. */
export async function foundCustomers(from: From, text: string): Promise<string[]> {
  const { words, digits, identities, taxes } = soughtFor(from.session, text)
  const [found] = await from.run<{ ids: string[] | null }>(
    'select array_agg(distinct id) as ids from find_customers($1::text[], $2, $3, $4) as f (id)',
    [words, digits, identities, taxes],
  )
  return found?.ids ?? []
}

/**
 * The survivors' ids that these words find, in what this session may see: names in any spelling,
 * numbers, phones however typed, e-mails. For lists of other modules that are searched by customer.
 */
export async function searchCustomers(
  from: From,
  text: string,
  options: { within?: Permission; limit?: number } = {},
): Promise<string[]> {
  const owners = ownersWithin(from.session, options.within ?? 'contacts.read')
  const rows = await from.run<{ id: string }>(
    `select c.id from customer c where c.company_id = $1 and c.id in (select unnest($4::uuid[]))
       and ($2::uuid[] is null or c.owner_id = any($2::uuid[]))
     order by c.archived_at is not null, c.sort_name, c.id limit $3`,
    [
      from.companyId,
      owners ? [...owners] : null,
      options.limit ?? 1000,
      await foundCustomers(from, text),
    ],
  )
  return rows.map((row) => row.id)
}
