import { beforeAll, expect, test } from 'vitest'
import { ChangeReminderSettings } from '#core/collections/api.ts'
import { DeskInput, RecordContact } from '#core/collections/desk-api.ts'
import { now, openChase } from '#test/chase.ts'
import { newId } from '#test/house.ts'
import { openDispute } from '../disputes.ts'
import { changeSettings, showSettings } from '../settings.ts'
import { showCard } from './card.ts'
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

test('who says they paid comes back when the card says so, also where the hours run past midnight', async () => {
  const { calendar, collector, manager, phone, thankYou } = await showSettings(the.session(), {})
  const nights = [
    { from: 0, until: 60 },
    { from: 21 * 60, until: 24 * 60 },
  ]
  const contactWindows = Array.from({ length: 7 }, () => nights)
  await changeSettings(
    the.session(),
    ChangeReminderSettings.parse({
      ...{ collector, manager, phone, thankYou, calendar: { ...calendar, contactWindows } },
    }),
  )
  the.setNow('2026-11-22T18:30:00Z')
  const late = await debtor([{ due: '2026-11-12' }])
  const { says_paid: said } = (await showCard(the.session(), { id: late.id })).proposed
  const saved = await recordContact(
    the.session(),
    RecordContact.parse({ id: newId(), customerId: late.id, outcome: 'says_paid' }),
  )
  expect(said).toMatchObject({ minute: 21 * 60 })
  expect(saved.followUpAt).toBe(new Date(`${said?.on}T18:00:00Z`).toISOString())
  the.setNow(now)
})
