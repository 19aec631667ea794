import { expect, it } from 'vitest'
import type { SaveType } from '#core/inbox/settings.ts'
import { newId, openHouse } from '#test/house.ts'
import { listTypes, removeType, saveType } from './types.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })
const type = (more: Partial<SaveType> = {}): SaveType => ({
  ...{ id: newId(), name: `عقود ${newId().slice(-6)}`, nameEn: null, colour: 'grey', skill: null },
  ...{ departmentId: null, words: [], active: true },
  ...more,
})
const english = () => ({ ...house.session(), language: 'en' as const })

it('a type is called by its own name in each language, and by the first where it has no other', async () => {
  const both = await saveType(house.session(), type({ name: 'عقود', nameEn: 'Contracts' }))
  expect([both.name, both.own]).toEqual(['عقود', { ar: 'عقود', en: 'Contracts' }])
  const one = await saveType(house.session(), type({ name: 'توريد' }))
  const { rows } = await listTypes(english())
  const named = (id: string) => rows.find((row) => row.id === id)?.name
  expect([named(both.id), named(one.id)]).toEqual(['Contracts', 'توريد'])
  await expect(saveType(house.session(), type({ nameEn: 'Contracts' }))).rejects.toMatchObject({
    code: 'inbox.name_taken',
  })
})

it('a shipped type keeps both its names until one of them is changed, whoever saves it', async () => {
  const { rows } = await listTypes(english())
  const finance = rows.find(({ key }) => key === 'finance')
  const kept = type({ id: finance?.id ?? '', name: 'مالية', nameEn: 'Finance', colour: 'green' })
  const saved = await saveType(english(), kept)
  expect(saved).toMatchObject({ name: 'Finance', colour: 'green', own: { ar: 'مالية' } })
  const silent = await saveType(english(), { ...kept, nameEn: null })
  expect(silent.own).toEqual({ ar: 'مالية', en: 'Finance' })
  const renamed = await saveType(english(), { ...kept, nameEn: 'Money' })
  expect(renamed.own).toEqual({ ar: 'مالية', en: 'Money' })
})

it('a type asks for its own skill or for that of another, and forgets one that is removed', async () => {
  const skilled = await saveType(house.session(), type())
  const asking = type({ skill: { typeId: skilled.id, level: 3 } })
  expect((await saveType(house.session(), asking)).skill).toEqual({ typeId: skilled.id, level: 3 })
  const own = type({ skill: { typeId: null, level: 2 } })
  expect((await saveType(house.session(), own)).skill).toEqual({ typeId: null, level: 2 })
  await removeType(house.session(), { id: skilled.id })
  const { rows } = await listTypes(house.session())
  expect(rows.find(({ id }) => id === asking.id)?.skill).toBeNull()
  await expect(
    saveType(house.session(), type({ skill: { typeId: newId(), level: 1 } })),
  ).rejects.toMatchObject({ code: 'inbox.type_not_found' })
})
