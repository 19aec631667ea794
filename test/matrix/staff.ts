import type { ShippedRole } from '#core/people/roles.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { type Company, newId, type TestHouse } from '#test/house.ts'

/** Signs someone in without asking for a password: the token of a fresh session. */
export async function sessionToken(
  house: TestHouse,
  who: Pick<Company, 'companyId' | 'ownerId' | 'personId'>,
): Promise<string> {
  const token = newToken()
  await house.house.pool.query('select gate.open_session($1, $2, $3, $4, $5, $6, $7, $8)', [
    tokenHash(token),
    newId(),
    who.personId,
    who.companyId,
    who.ownerId,
    new Date(Date.now() + house.house.clock.offsetMs),
    '127.0.0.1',
    'test',
  ])
  return token
}

/** Someone of the company who holds one shipped role, and nothing beside it. */
export async function employ(
  house: TestHouse,
  company: Company,
  role: ShippedRole,
): Promise<Company> {
  const [personId, ownerId] = [newId(), newId()]
  const email = `${role}-${ownerId}@example.com`
  const at = new Date(Date.now() + house.house.clock.offsetMs)
  await house.sql(
    `insert into gate.person (id, email, name, password_hash, preferences, created_at)
     select $1, $2, $3, password_hash, preferences, $4 from gate.person where id = $5`,
    [personId, email, role, at, company.personId],
  )
  await house.sql(
    'insert into member (company_id, id, person_id, name, email, created_at) values ($1, $2, $3, $4, $5, $6)',
    [company.companyId, ownerId, personId, role, email, at],
  )
  await house.sql(
    'insert into member_role (company_id, member_id, role_id) select $1, $2, id from role where company_id = $1 and key = $3',
    [company.companyId, ownerId, role],
  )
  await house.sql('insert into gate.membership values ($1, $2, $3)', [
    personId,
    company.companyId,
    ownerId,
  ])
  return { companyId: company.companyId, ownerId, personId, email }
}
