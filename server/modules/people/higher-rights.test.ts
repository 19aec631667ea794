import { expect, test } from 'vitest'
import { shippedGrants } from '#core/people/roles.ts'
import { permissions } from '#core/permission.ts'
import { newId, openHouse } from '#test/house.ts'
import { listRoles, saveRole } from './organisation.ts'
import { changeUser, deactivateUser, listUsers } from './users.ts'

const house = openHouse()
const manager = () => house.session(shippedGrants('manager'))
const owner = async () => {
  const found = (await listUsers(house.session(), {})).rows.find(
    ({ id }) => id === house.company.ownerId,
  )
  if (!found) throw new Error('A company has its owner')
  return found
}
const refused = { code: 'people.grant_exceeds_own' }

test('who holds less cannot take rights from who holds more', async () => {
  const before = await owner()
  await expect(
    changeUser(manager(), { ...before, denied: [...permissions] }),
  ).rejects.toMatchObject(refused)
  await expect(changeUser(manager(), { ...before, roleIds: [] })).rejects.toMatchObject(refused)
  const stranger = { ...manager(), actor: { kind: 'user' as const, id: newId(), name: 'سعد' } }
  await expect(deactivateUser(stranger, { id: before.id })).rejects.toMatchObject(refused)
  expect(await owner()).toEqual(before)
})

test('a role that holds more than its changer stays as it is', async () => {
  const role = { id: newId(), name: 'مفاتيح', grants: { 'people.manage_keys': 'all' as const } }
  await saveRole(house.session(), role)
  await expect(saveRole(manager(), { ...role, grants: {} })).rejects.toMatchObject(refused)
  const kept = (await listRoles(house.session(), {})).rows.find(({ id }) => id === role.id)
  expect(kept?.grants).toEqual(role.grants)
})

test('an owner may not be denied what makes an owner, not even by themselves', async () => {
  const before = await owner()
  await expect(
    changeUser(house.session(), { ...before, denied: ['people.manage'] }),
  ).rejects.toMatchObject({ code: 'people.last_owner' })
})
