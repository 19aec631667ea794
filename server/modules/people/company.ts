import { CompanyProfile } from '#core/people/identity.ts'
import { Refusal } from '#core/refusal.ts'
import { command } from '#platform/command.ts'
import { type Look, look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { isZone } from '#platform/time.ts'
import { tables } from './store.ts'

/** The company as its documents and screens name it. */
export function readProfile(from: Pick<Look, 'company' | 'zone' | 'baseCurrency'>): CompanyProfile {
  const { company, zone, baseCurrency } = from
  return CompanyProfile.parse({ ...company.profile, name: company.name, zone, baseCurrency })
}

export const showCompany = (session: Session): Promise<CompanyProfile> =>
  look(session, async (from) => readProfile(from))

/** Changes the company's name, address and numbers. The base currency stays what the books began with. */
export const changeCompany = command(
  'company.manage',
  async (work, input: CompanyProfile): Promise<CompanyProfile> => {
    if (!isZone(input.zone)) throw new Refusal('request.invalid', { zone: input.zone })
    const before = readProfile(work)
    const after = { ...input, baseCurrency: before.baseCurrency }
    await tables(work)
      .updateTable('company')
      .set({ name: after.name, zone: after.zone, profile: after })
      .where('id', '=', work.companyId)
      .execute()
    work.audit('company.changed', { kind: 'company', id: work.companyId, before, after })
    return after
  },
)
