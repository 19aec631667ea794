import { expect, test } from 'vitest'
import type { Permission } from '#core/permission.ts'
import { newId, openHouse } from '#test/house.ts'
import { noon, playInbox } from '#test/inbox.ts'
import { listConversations } from './list.ts'
import { addNote } from './notes.ts'

const house = openHouse({ now: noon })
const { wrote, settle } = playInbox(house)
const blind: Permission[] = ['inbox.read', 'inbox.answer']

test('whoever may not see numbers finds nobody by theirs, and nobody is told of one in full', async () => {
  await wrote('سديم', 'كم علي؟')
  const [talk] = await house.sql<{ id: string }>('select id from conversation')
  const id = talk?.id ?? ''
  await house.sql("update conversation set writer = '+966510000042'")
  const found = async (text: string, grants?: Permission[]) =>
    (
      await listConversations(house.session(grants), {
        folder: 'all',
        sort: 'newest',
        text,
        limit: 5,
      })
    ).total
  expect([await found('51000004'), await found('51000004', blind)]).toEqual([1, 0])
  expect([await found('كم علي'), await found('كم علي', blind)]).toEqual([1, 1])
  const me = house.session().actor.id ?? ''
  const note = { id: newId(), conversationId: id, text: 'انظر', mentions: [me] }
  const other = house.session()
  await addNote({ ...other, actor: { ...other.actor, id: newId() } }, note)
  await settle()
  const [told] = await house.sql<{ facts: string }>(
    "select facts::text as facts from event where name = 'inbox.colleague_mentioned'",
  )
  expect(told?.facts).toContain('042')
  expect(told?.facts).not.toContain('510000042')
})
