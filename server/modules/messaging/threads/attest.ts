import type { IdentityKind } from '#core/contacts/customer.ts'
import { knownBy, type Mark, markKey } from '#modules/contacts/index.ts'
import type { Work } from '#platform/command.ts'
import type { ThreadName } from './claim-threads.ts'

/** Under which kinds a name that a vendor gave may stand on a customer's card. */
const kinds: Readonly<Record<ThreadName['kind'], readonly IdentityKind[]>> = {
  phone: ['phone', 'whatsapp'],
  email: ['email'],
  wa_bsuid: ['wa_bsuid'],
  wa_username: [],
  psid: ['psid'],
  igsid: ['igsid'],
  ig_username: [],
  other: [],
}

const marksOf = ({ kind, value }: ThreadName): Mark[] =>
  kinds[kind].map((each) => ({ kind: each, value: kind === 'email' ? value.toLowerCase() : value }))

/**
 * For each set of names that a vendor answers for: the one customer who claims one of them. Where
 * two customers claim, nobody is chosen: a person decides.
 */
export async function attestedCustomers(
  work: Work,
  sets: readonly (readonly ThreadName[])[],
): Promise<({ id: string; evidence: string } | undefined)[]> {
  const known = await knownBy(work, sets.flat().flatMap(marksOf))
  return sets.map((names) => {
    const found = new Map<string, string>()
    for (const name of names)
      for (const mark of marksOf(name))
        for (const id of known.get(markKey(mark)) ?? []) found.set(id, `${name.kind} ${name.value}`)
    const [only] = found
    return only && found.size === 1 ? { id: only[0], evidence: only[1] } : undefined
  })
}
