import { beforeAll, expect, test } from 'vitest'
import { DeskInput, RecordContact } from '#core/collections/desk-api.ts'
import { now, openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { openDispute } from '../disputes.ts'
import { listDesk } from './queue.ts'
import { recordContact } from './record-contact.ts'

const { the, debtor, on } = openChase()

beforeAll(async () => {
  the.setNow(now)
  await on()
})

const resting = async (riyals: number, followUp: string) => {
  const late = await debtor([{ due: '2026-11-12', riyals }])
  await recordContact(
    the.session(),
    RecordContact.parse({
      ...{ id: newId(), customerId: late.id, outcome: 'refuses' },
      followUp: { on: followUp, minute: 600 },
    }),
  )
  return late.id
}

/** All pages of the tab, a few rows at a time. */
async function pagesOf(limit: number): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await listDesk(
      the.session(),
      DeskInput.parse({ whose: 'all', when: 'later', limit, ...(cursor && { cursor }) }),
    )
    ids.push(...page.rows.map(({ customerId }) => customerId))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return ids
}

test('who comes up first stands first under «لاحقًا», and who waits for no day stands last', async () => {
  const disputed = await debtor([{ due: '2026-08-15', riyals: 9000 }])
  await openDispute(the.session(), {
    ...{ id: newId(), invoiceId: disputed.invoices[0] ?? '', reason: 'quality' },
    ...{ note: '', source: 'staff' },
  })
  const last = await resting(8000, '2026-11-30')
  const first = await resting(100, '2026-11-23')
  const second = await resting(50, '2026-11-24')
  const richer = await resting(7000, '2026-11-24')
  await the.drain()
  const wanted = [first, richer, second, last, disputed.id]
  expect(await pagesOf(200)).toEqual(wanted)
  expect(await pagesOf(1)).toEqual(wanted)
  expect(await pagesOf(2)).toEqual(wanted)
})
