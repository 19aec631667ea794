import { expect, test } from 'vitest'
import { newId, openHouse } from '#test/house.ts'
import { sealAudit, verifyAudit } from './audit.ts'
import { listDepartments, saveDepartment } from './organisation.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })

test('a change, its audit line and its reply are committed together', async () => {
  const department = { id: newId(), name: 'التحصيل' }
  await saveDepartment(house.session(), department)
  expect((await listDepartments(house.session(), {})).rows).toEqual([department])
  const [line] = await house.sql<{ action: string }>(
    'select action, after from audit where about_id = $1',
    [department.id],
  )
  expect(line).toMatchObject({ action: 'people.department_saved', after: department })
})

test('someone without the permission is refused and nothing is written', async () => {
  const attempt = saveDepartment(house.session(['people.read']), { id: newId(), name: 'المالية' })
  await expect(attempt).rejects.toMatchObject({ code: 'access.forbidden' })
  expect((await listDepartments(house.session(), {})).rows).toHaveLength(1)
})

test('another company sees nothing', async () => {
  const other = await house.anotherCompany()
  expect((await listDepartments(house.session(undefined, other), {})).rows).toEqual([])
})

test('the audit chain verifies, and names a row that was altered behind its back', async () => {
  await sealAudit.run(house.session(), { companyId: house.company.companyId })
  const before = await verifyAudit(house.session(), {})
  expect(before).toMatchObject({ unsealed: 0, brokenAt: null })
  const [row] = await house.sql<{ seq: number }>(
    'update audit set actor_name = $2 where company_id = $1 and seq = (select min(seq) from audit where company_id = $1) returning seq',
    [house.company.companyId, 'someone else'],
  )
  expect((await verifyAudit(house.session(), {})).brokenAt).toBe(row?.seq)
})
