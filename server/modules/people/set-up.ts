import type { SetUp } from '#core/people/api.ts'
import { CompanyFounded } from '#core/people/events.ts'
import type { CompanyProfile, Preferences } from '#core/people/identity.ts'
import { shippedRoles } from '#core/people/roles.ts'
import { Refusal } from '#core/refusal.ts'
import { reaction, type Work } from '#platform/command.ts'
import type { House } from '#platform/house.ts'
import { uuidv7 } from '#platform/ids.ts'
import { systemSession } from '#platform/jobs.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { isZone, nowOf } from '#platform/time.ts'
import { assertUncommon, hashPassword } from './passwords.ts'
import { insertRole, insertUser } from './store.ts'

export const firstPreferences = (language: 'ar' | 'en'): Preferences => ({
  language,
  digits: 'latn',
  calendar: 'gregory',
  theme: 'system',
})

/** Whether this house has no company yet. */
export async function setUpNeeded(house: House): Promise<boolean> {
  const { rows } = await house.pool.query<{ needed: boolean }>(
    'select gate.setup_needed() as needed',
  )
  return rows[0]?.needed ?? false
}

/** Makes the one-time link that an empty house prints at its start; an older unused one ends. */
export async function offerSetUp(house: House): Promise<string> {
  const token = newToken()
  await house.pool.query('select gate.offer_setup($1, $2)', [tokenHash(token), nowOf(house.clock)])
  return `${house.publicUrl}/setup?token=${token}`
}

/** The first company and its owner, so that they can be signed in at once. */
export type Founded = Readonly<{ companyId: string; userId: string; personId: string }>

type Founding = {
  companyId: string
  userId: string
  personId: string
  company: CompanyProfile
  owner: { name: string; email: string }
}

const openCompany = reaction('people.found', async (work: Work, founding: Founding) => {
  const { companyId, userId, personId, owner } = founding
  const roleIds = new Map<string, string>()
  for (const key of shippedRoles) {
    const id = work.newId()
    roleIds.set(key, id)
    await insertRole(work, { id, key, name: key, grants: {} })
  }
  await insertUser(work, {
    id: userId,
    personId,
    name: owner.name,
    email: owner.email,
    access: { roleIds: [roleIds.get('owner') ?? ''], departmentIds: [], extra: [], denied: [] },
  })
  await work.run('select gate.join_company($1, $2, $3)', [personId, companyId, userId])
  work.audit('people.company_founded', {
    kind: 'company',
    id: companyId,
    before: null,
    after: founding.company,
  })
  work.publish(CompanyFounded, { kind: 'company', id: companyId }, { companyId })
})

function assertZone({ zone }: CompanyProfile): void {
  if (!isZone(zone)) throw new Refusal('request.invalid', { zone })
}

/**
 * Founds a company with its roles and its owner. The one-time link is checked by the caller.
 * @returns the ids, so that the owner can be signed in at once
 */
export async function foundCompany(
  house: House,
  company: CompanyProfile,
  owner: { name: string; email: string; password: string },
  language: 'ar' | 'en',
): Promise<Founded> {
  assertZone(company)
  assertUncommon(owner.password, owner.email)
  const at = nowOf(house.clock)
  const [companyId, userId, personId] = [1, 2, 3].map(() => uuidv7(at.getTime())) as [
    string,
    string,
    string,
  ]
  const passwordHash = await hashPassword(owner.password)
  // One statement, so that neither exists without the other.
  await house.pool.query(
    'select gate.found_company($1, $2, $3, $4, $5, $6), gate.make_person($7, $8, $9, $10, $11, $6)',
    [
      companyId,
      company.name,
      JSON.stringify(company),
      company.zone,
      company.baseCurrency,
      at,
      personId,
      owner.email,
      owner.name,
      passwordHash,
      JSON.stringify(firstPreferences(language)),
    ],
  )
  await openCompany(systemSession(house, companyId), {
    companyId,
    userId,
    personId,
    company,
    owner: { name: owner.name, email: owner.email },
  })
  return { companyId, userId, personId }
}

/** Uses the one-time link up. @throws setup.link_invalid */
export async function spendLink(house: House, token: string): Promise<void> {
  const { rows } = await house.pool.query<{ good: boolean }>(
    'select gate.use_setup($1, $2) as good',
    [tokenHash(token), nowOf(house.clock)],
  )
  if (!rows[0]?.good) throw new Refusal('setup.link_invalid')
}

/**
 * The first day of a house: against the one-time link, a company and its owner.
 * @throws setup.already_done, setup.link_invalid, people.password_too_common
 */
export async function setUp(house: House, input: SetUp) {
  if (!(await setUpNeeded(house))) throw new Refusal('setup.already_done')
  assertUncommon(input.owner.password, input.owner.email)
  assertZone(input.company)
  await spendLink(house, input.token)
  return foundCompany(house, input.company, input.owner, input.language)
}
