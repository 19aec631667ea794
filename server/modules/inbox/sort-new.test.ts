import { expect, test } from 'vitest'
import { newId, openHouse } from '#test/house.ts'
import { noon, playInbox } from '#test/inbox.ts'
import { setDepartment, setLabels, setPriority } from './change.ts'
import { saveLabel } from './labels.ts'
import { saveRule } from './rules.ts'

const house = openHouse({ now: noon })
const { wrote, talkWith, settle } = playInbox(house)

const department = async (name: string): Promise<string> => {
  const id = newId()
  await house.sql('insert into department (company_id, id, name) values ($1, $2, $3)', [
    house.company.companyId,
    id,
    name,
  ])
  return id
}
const labelsOf = (id: string) =>
  house.sql('select label_id from conversation_label where conversation_id = $1', [id])

test('what a person said of a conversation stands, however unsure its later messages are', async () => {
  const [theirs, ruled, labelId] = [await department('الشحن'), await department('المالية'), newId()]
  await saveLabel(house.session(), { id: labelId, name: 'عاجل', colour: 'red' })
  await saveRule(house.session(), {
    id: newId(),
    name: 'كل رسالة',
    on: true,
    when: { anyWords: ['طيب', 'نعم'] },
    outcome: { departmentId: ruled, priority: 'urgent', labelId },
  })
  const phone = await wrote('نورة', 'طيب')
  const first = await talkWith('نورة')
  expect(first).toMatchObject({ department_id: ruled, priority: 3 })
  expect(await labelsOf(first.id)).toHaveLength(1)

  await setDepartment(house.session(), { id: first.id, departmentId: theirs })
  await setPriority(house.session(), { id: first.id, priority: 'low' })
  await setLabels(house.session(), { id: first.id, labelIds: [] })
  phone.write('نعم نعم')
  await settle()
  expect(await talkWith('نورة')).toMatchObject({ department_id: theirs, priority: 0 })
  expect(await labelsOf(first.id)).toEqual([])

  await setDepartment(house.session(), { id: first.id, departmentId: null })
  phone.write('طيب')
  await settle()
  expect((await talkWith('نورة')).department_id).toBeNull()
})

test('what the house found once it keeps, where a later message says nothing of it', async () => {
  const phone = await wrote('حصة', 'طيب')
  const { department_id: found } = await talkWith('حصة')
  expect(found).not.toBeNull()
  phone.write('٪٪')
  await settle()
  expect((await talkWith('حصة')).department_id).toBe(found)
})

test('a later message finds what the first did not', async () => {
  const phone = await wrote('مزنة', 'وين')
  expect((await talkWith('مزنة')).priority).toBe(1)
  phone.write('طيب')
  await settle()
  expect(await talkWith('مزنة')).toMatchObject({ priority: 3 })
})
