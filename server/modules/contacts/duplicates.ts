import { foldName } from '#core/arabic/fold.ts'
import type { Candidate } from '#core/contacts/api.ts'
import {
  alikeKey,
  type DuplicateReason,
  likelihood,
  similarEnough,
} from '#core/contacts/duplicate.ts'
import { parsePhone } from '#core/phone.ts'
import { parseCommercialRegistration, parseVatNumber } from '#core/vat-number.ts'
import type { Work } from '#platform/command.ts'
import { type Look, query } from '#platform/query.ts'
import { may, ownersWithin } from '#platform/session.ts'

type From = Pick<Work | Look, 'run' | 'companyId' | 'session'>

/** A record that may be the same customer as what was asked about, and why. */
type DuplicateFound = Readonly<{
  customer: Readonly<{ id: string; number: string; name: string; city: string | null }>
  reasons: DuplicateReason[]
  score: number
}>

const mostSimilar = 12
const mostShown = 8

type Hit = { id: string; reason: DuplicateReason }

/** Equal numbers, phones, e-mails and folded names; the last three by what the reader may see. */
const exactSql = `
  select c.id, 'vat_number' as reason from customer c
    where c.company_id = $1 and c.vat_number = $2
  union select c.id, 'registration' from customer c
    where c.company_id = $1 and c.registration = $3
  union select i.customer_id, 'phone' from customer_identity i
    where i.company_id = $1 and i.kind = 'phone' and i.value = any($4::text[])
  union select i.customer_id, 'email' from customer_identity i
    where i.company_id = $1 and i.kind = 'email' and i.value = any($5::text[])
  union select c.id, 'name' from customer c
    where c.company_id = $1 and c.name_key = any($6::text[])`

async function hitsOf(from: From, candidate: Candidate): Promise<Hit[]> {
  const identities = may(from.session, 'contacts.see_identities')
  const taxes = may(from.session, 'contacts.see_tax_numbers')
  const keys = [candidate.name, candidate.nameEn].flatMap((name) => (name ? [foldName(name)] : []))
  const phones = identities ? (candidate.phones ?? []) : []
  const emails = identities ? (candidate.emails ?? []) : []
  const exact = await from.run<Hit>(exactSql, [
    from.companyId,
    (taxes && parseVatNumber(candidate.vatNumber ?? '')) || null,
    (taxes && parseCommercialRegistration(candidate.registration ?? '')) || null,
    phones.flatMap((typed) => parsePhone(typed) ?? []),
    emails.map((typed) => typed.toLowerCase()),
    keys.filter((key) => key.length > 1),
  ])
  const key = alikeKey(candidate.name ?? candidate.nameEn ?? '')
  const similar =
    key.length < 3
      ? []
      : await from.run<Hit>(
          `select id, 'similar_name' as reason from similar_customers($1, $2, $3)`,
          [key, similarEnough, mostSimilar],
        )
  return [...exact, ...similar]
}

type Known = { id: string; root: string; number: string; name: string; city: string | null }

/**
 * Which customers this one may already be, the likeliest first, each with its reasons. Fields that
 * the reader may not see give no reason: a guess must not tell what a field hides.
 */
export async function findDuplicates(from: From, candidate: Candidate): Promise<DuplicateFound[]> {
  const hits = await hitsOf(from, candidate)
  if (hits.length === 0) return []
  const owners = ownersWithin(from.session, 'contacts.read')
  const known = await from.run<Known>(
    `select c.id, s.id as root, s.number, s.name, s.address ->> 'city' as city
     from customer c join customer s
       on s.company_id = c.company_id and s.id = coalesce(c.survivor_id, c.id)
     where c.company_id = $1 and c.id = any($2::uuid[]) and s.erased_at is null
       and s.id is distinct from (select coalesce(survivor_id, id) from customer
         where company_id = $1 and id = $3)
       and ($4::uuid[] is null or s.owner_id = any($4::uuid[]))`,
    [
      from.companyId,
      [...new Set(hits.map(({ id }) => id))],
      candidate.exceptId ?? null,
      owners ? [...owners] : null,
    ],
  )
  const found = new Map<string, { customer: Known; reasons: Set<DuplicateReason> }>()
  for (const { id, reason } of hits) {
    const customer = known.find((each) => each.id === id)
    if (!customer) continue
    const entry = found.get(customer.root) ?? { customer, reasons: new Set() }
    entry.reasons.add(reason)
    found.set(customer.root, entry)
  }
  return [...found.values()]
    .map(({ customer: { root, number, name, city }, reasons }) => {
      // Equal names are alike as well; saying both says nothing more.
      if (reasons.has('name')) reasons.delete('similar_name')
      return {
        customer: { id: root, number, name, city },
        reasons: [...reasons],
        score: likelihood([...reasons]),
      }
    })
    .sort((a, b) => b.score - a.score || (a.customer.id < b.customer.id ? -1 : 1))
}

/** What a person sees beside the form while typing a customer. */
export const showDuplicates = query('contacts.read', async (look, input: Candidate) => ({
  rows: (await findDuplicates(look, input)).slice(0, mostShown),
}))
