import type { ChangeUser, UserRow } from '#core/people/api.ts'
import { AccessChanged } from '#core/people/events.ts'
import type { Grants } from '#core/people/identity.ts'
import { mayGive, type ShippedRole, shippedGrants } from '#core/people/roles.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { assertKnown, getUser, listUserRows, lockRoles, tables, writeAccess } from './store.ts'
import type { InvitedAccess } from './tables.ts'

export const listUsers = query('people.read', async (look) => ({ rows: await listUserRows(look) }))

/**
 * Nobody hands out more than they hold themselves, and only this company's roles and departments.
 * @throws people.grant_exceeds_own, people.role_not_found, people.department_not_found
 */
export async function assertMayGive(work: Work, access: InvitedAccess): Promise<void> {
  await assertKnown(work, access)
  const roles = await tables(work)
    .selectFrom('role')
    .select(['id', 'key', 'grants'])
    .where('company_id', '=', work.companyId)
    .execute()
  const own = work.session.grants
  const given: Grants[] = roles
    .filter(({ id }) => access.roleIds.includes(id))
    .map(({ key, grants }) => (key ? shippedGrants(key as ShippedRole) : grants))
  given.push(Object.fromEntries(access.extra.map(({ permission, scope }) => [permission, scope])))
  if (!given.every((grants) => mayGive(own, grants))) throw new Refusal('people.grant_exceeds_own')
}

/** Nor does anyone change a user who holds more. @throws people.grant_exceeds_own */
async function userWithin(work: Work, id: string) {
  const user = await getUser(work, id)
  await assertMayGive(work, user)
  return user
}

/** A company must keep someone who can let others in. @throws people.last_owner */
export async function assertOwnerLeft(work: Work): Promise<void> {
  const [row] = await work.run<{ left: number }>(
    `select count(*) as left from member m
     join member_role mr on mr.company_id = m.company_id and mr.member_id = m.id
     join role r on r.company_id = mr.company_id and r.id = mr.role_id and r.key = 'owner'
     where m.company_id = $1 and m.deactivated_at is null
       and not exists (select 1 from member_grant g where g.company_id = m.company_id
         and g.member_id = m.id and g.permission = 'people.manage' and g.scope is null)`,
    [work.companyId],
  )
  if (!row?.left) throw new Refusal('people.last_owner')
}

const shown = ({ personId: _, ...user }: UserRow & { personId: string }): UserRow => user

/** What the log keeps of a user; when they were last here is nobody's deed. */
const logged = (user: UserRow & { personId: string }): object => ({
  ...shown(user),
  lastSeenAt: undefined,
})

/** Changes what a user is called and may do; in force with their next request. */
export const changeUser = command('people.manage', async (work, input: ChangeUser) => {
  await lockRoles(work)
  const before = await userWithin(work, input.id)
  await assertMayGive(work, input)
  await tables(work)
    .updateTable('member')
    .set({ name: input.name })
    .where('company_id', '=', work.companyId)
    .where('id', '=', input.id)
    .execute()
  await writeAccess(work, input.id, input)
  await assertOwnerLeft(work)
  const after = await getUser(work, input.id)
  work.audit('people.user_changed', {
    kind: 'user',
    id: input.id,
    before: logged(before),
    after: logged(after),
  })
  work.publish(AccessChanged, { kind: 'user', id: input.id }, { userId: input.id })
  return shown(after)
})

const setActive = (active: boolean) =>
  command(
    'people.manage',
    async (work, input: { id: string }) => {
      await lockRoles(work)
      const before = await userWithin(work, input.id)
      if (!active && input.id === work.actor.id) throw new Refusal('people.cannot_deactivate_self')
      await tables(work)
        .updateTable('member')
        .set({
          deactivated_at: active ? null : work.now,
          deactivated_by: active ? null : work.actor.id,
        })
        .where('company_id', '=', work.companyId)
        .where('id', '=', input.id)
        .execute()
      await assertOwnerLeft(work)
      if (!active)
        await work.run('select gate.close_sessions_in($1, $2)', [work.companyId, input.id])
      const after = await getUser(work, input.id)
      work.audit(active ? 'people.user_reactivated' : 'people.user_deactivated', {
        kind: 'user',
        id: input.id,
        before: logged(before),
        after: logged(after),
      })
      work.publish(AccessChanged, { kind: 'user', id: input.id }, { userId: input.id })
      return shown(after)
    },
    { name: active ? 'people.reactivate' : 'people.deactivate' },
  )

/** Ends a user's access and sessions at once; what they did stays theirs. */
export const deactivateUser = setActive(false)
export const reactivateUser = setActive(true)
