import { expect, test } from 'vitest'
import type { ReportInput } from '#core/inbox/report.ts'
import { openHouse } from '#test/house.ts'
import { noon, playInbox } from '#test/inbox.ts'
import { listReportRows, showReport } from './report.ts'

const house = openHouse({ now: noon })
const { wrote, settle, at } = playInbox(house)

const rowsOf = async (range: ReportInput, key?: string) =>
  (
    await listReportRows(house.session(), {
      ...range,
      ...(key !== undefined && { key }),
      figure: 'received',
      limit: 100,
    })
  ).rows

test('what was received on a day stands behind its figure, whatever was said after that day', async () => {
  const phone = await wrote('خلود', 'مرحبا', 'عندي سؤال')
  at(24 * 60)
  phone.write('ما زلت أنتظر')
  await settle()
  await wrote('مها', 'مرحبا')
  at(48 * 60)
  const range = { from: '2026-03-01', to: '2026-03-01', groupBy: 'day' } as const
  const { total } = await showReport(house.session(), range)
  expect(total.received).toBe(2)
  expect((await rowsOf(range)).map(({ name }) => name)).toEqual(['خلود'])
  const both = { ...range, to: '2026-03-02' }
  expect((await rowsOf(both, '2026-03-01')).map(({ name }) => name)).toEqual(['خلود'])
  expect((await rowsOf(both, '2026-03-02')).map(({ name }) => name).sort()).toEqual(['خلود', 'مها'])
  const { rows } = await showReport(house.session(), both)
  expect(rows.map(({ key, received }) => [key, received])).toEqual([
    ['2026-03-01', 2],
    ['2026-03-02', 2],
  ])
})
