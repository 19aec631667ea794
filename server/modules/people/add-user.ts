import type { ShippedRole } from '#core/people/roles.ts'
import { Refusal } from '#core/refusal.ts'
import { command } from '#platform/command.ts'
import type { Session } from '#platform/session.ts'
import { assertUncommon, hashPassword } from './passwords.ts'
import { firstPreferences } from './set-up.ts'
import { insertUser, tables } from './store.ts'

type NewUser = { name: string; email: string; role: ShippedRole; passwordHash: string }

const add = command(
  'people.manage',
  async (work, input: NewUser): Promise<string> => {
    const role = await tables(work)
      .selectFrom('role')
      .select('id')
      .where('company_id', '=', work.companyId)
      .where('key', '=', input.role)
      .executeTakeFirst()
    if (!role) throw new Refusal('people.role_not_found')
    const personId = work.newId()
    const id = work.newId()
    await work.run('select gate.make_person($1, $2, $3, $4, $5, $6)', [
      personId,
      input.email,
      input.name,
      input.passwordHash,
      JSON.stringify(firstPreferences('ar')),
      work.now,
    ])
    const access = { roleIds: [role.id], departmentIds: [], extra: [], denied: [] }
    await insertUser(work, { id, personId, name: input.name, email: input.email, access })
    await work.run('select gate.join_company($1, $2, $3)', [personId, work.companyId, id])
    work.audit('people.joined', {
      kind: 'user',
      id,
      before: null,
      after: { name: input.name, email: input.email, role: input.role },
    })
    return id
  },
  { name: 'people.add_user' },
)

/** Adds a user with a password already chosen, for a company that is made as a whole; others are invited. */
export async function addUser(
  session: Session,
  user: { name: string; email: string; role: ShippedRole; password: string },
): Promise<string> {
  assertUncommon(user.password, user.email)
  const { password, ...rest } = user
  return add(session, { ...rest, passwordHash: await hashPassword(password) })
}
