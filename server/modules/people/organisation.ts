import type { Grants } from '#core/people/identity.ts'
import { mayGive, type ShippedRole, shippedGrants } from '#core/people/roles.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { lockRoles, tables } from './store.ts'

type Department = { id: string; name: string }

export const listDepartments = query('people.read', async (from) => ({
  rows: await tables(from)
    .selectFrom('department')
    .select(['id', 'name'])
    .where('company_id', '=', from.companyId)
    .orderBy('name')
    .execute(),
}))

/** Makes a department or renames it. @throws people.department_name_taken */
export const saveDepartment = command(
  'people.manage',
  async (work, input: Department): Promise<Department> => {
    const before = await tables(work)
      .selectFrom('department')
      .select(['id', 'name'])
      .where('company_id', '=', work.companyId)
      .where('id', '=', input.id)
      .executeTakeFirst()
    const namesake = await tables(work)
      .selectFrom('department')
      .select('id')
      .where('company_id', '=', work.companyId)
      .where('name', '=', input.name)
      .where('id', '<>', input.id)
      .executeTakeFirst()
    if (namesake) throw new Refusal('people.department_name_taken', { name: input.name })
    await tables(work)
      .insertInto('department')
      .values({ company_id: work.companyId, ...input })
      .onConflict((on) => on.columns(['company_id', 'id']).doUpdateSet({ name: input.name }))
      .execute()
    work.audit('people.department_saved', {
      kind: 'department',
      id: input.id,
      before: before ?? null,
      after: input,
    })
    return input
  },
  { name: 'people.save_department' },
)

/** Removes a department; its users stay, outside it. @throws people.department_not_found */
export const removeDepartment = command(
  'people.manage',
  async (work, input: { id: string }) => {
    await tables(work)
      .deleteFrom('member_department')
      .where('company_id', '=', work.companyId)
      .where('department_id', '=', input.id)
      .execute()
    const { numDeletedRows } = await tables(work)
      .deleteFrom('department')
      .where('company_id', '=', work.companyId)
      .where('id', '=', input.id)
      .executeTakeFirstOrThrow()
    if (!numDeletedRows) throw new Refusal('people.department_not_found', { id: input.id })
    work.audit('people.department_removed', {
      kind: 'department',
      id: input.id,
      before: input,
      after: null,
    })
    return { done: true as const }
  },
  { name: 'people.remove_department' },
)

type RoleRow = { id: string; key: string | null; name: string; grants: Grants; members: number }

async function readRoles(from: Pick<Work, 'run' | 'companyId'>): Promise<RoleRow[]> {
  const rows = await from.run<RoleRow>(
    `select r.id, r.key, r.name, r.grants,
       (select count(*) from member_role m where m.company_id = r.company_id and m.role_id = r.id) as members
     from role r where r.company_id = $1 order by r.key nulls last, r.name, r.id`,
    [from.companyId],
  )
  return rows.map((row) =>
    row.key ? { ...row, grants: shippedGrants(row.key as ShippedRole) } : row,
  )
}

export const listRoles = query('people.read', async (from) => ({ rows: await readRoles(from) }))

/**
 * Makes a role of the company's own, or changes it. Shipped roles stay as shipped: copy one instead.
 * @throws people.role_is_shipped, people.grant_exceeds_own
 */
export const saveRole = command(
  'people.manage',
  async (work, input: { id: string; name: string; grants: Grants }): Promise<RoleRow> => {
    await lockRoles(work)
    const before = (await readRoles(work)).find(({ id }) => id === input.id)
    if (before?.key) throw new Refusal('people.role_is_shipped')
    const { grants: own } = work.session
    if (!mayGive(own, input.grants) || !mayGive(own, before?.grants ?? {}))
      throw new Refusal('people.grant_exceeds_own')
    const { grants } = input
    await tables(work)
      .insertInto('role')
      .values({ company_id: work.companyId, id: input.id, key: null, name: input.name, grants })
      .onConflict((on) =>
        on.columns(['company_id', 'id']).doUpdateSet({ name: input.name, grants }),
      )
      .execute()
    work.audit('people.role_saved', {
      kind: 'role',
      id: input.id,
      before: before ?? null,
      after: input,
    })
    return { ...input, key: null, members: before?.members ?? 0 }
  },
  { name: 'people.save_role' },
)

/** @throws people.role_not_found, people.role_is_shipped, people.role_in_use */
export const removeRole = command(
  'people.manage',
  async (work, input: { id: string }) => {
    await lockRoles(work)
    const role = (await readRoles(work)).find(({ id }) => id === input.id)
    if (!role) throw new Refusal('people.role_not_found', { id: input.id })
    if (role.key) throw new Refusal('people.role_is_shipped')
    if (role.members > 0) throw new Refusal('people.role_in_use', { members: role.members })
    await tables(work)
      .deleteFrom('role')
      .where('company_id', '=', work.companyId)
      .where('id', '=', input.id)
      .execute()
    work.audit('people.role_removed', { kind: 'role', id: input.id, before: role, after: null })
    return { done: true as const }
  },
  { name: 'people.remove_role' },
)
