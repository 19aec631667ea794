import { addDays } from '#core/day.ts'
import type { ReportInput } from '#core/inbox/report.ts'
import { useToday } from '#web/me.tsx'
import { type Search, useSearchText } from '#web/place.ts'

export const periods = ['7', '30', 'month', 'last_month'] as const
type Period = (typeof periods)[number] | 'own'
export const groupings = ['day', 'channel', 'type', 'agent'] as const
export const figures = [
  'opened',
  'closed',
  'received',
  'answered',
  'first',
  'next',
  'satisfaction',
] as const
export type Figure = (typeof figures)[number]

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')

/** The days of a named period, by the company's today. */
function daysOf(period: (typeof periods)[number], today: string) {
  const first = `${today.slice(0, 8)}01`
  const before = addDays(first, -1)
  switch (period) {
    case '7':
      return { from: addDays(today, -6), to: today }
    case '30':
      return { from: addDays(today, -29), to: today }
    case 'month':
      return { from: first, to: today }
    case 'last_month':
      return { from: `${before.slice(0, 8)}01`, to: before }
  }
}

/** What the address asks of the report, and how to ask otherwise. */
export function useRange() {
  const today = useToday()
  const [search, change] = useSearchText()
  const named = periods.find((each) => each === (search['period'] ?? '30'))
  const own = isDay(search['from']) && isDay(search['to']) && search['from'] <= search['to']
  const period: Period = search['period'] === 'own' && own ? 'own' : (named ?? '30')
  const days =
    period === 'own' && own
      ? { from: search['from'] ?? today, to: search['to'] ?? today }
      : daysOf(named ?? '30', today)
  const groupBy = groupings.find((each) => each === search['by']) ?? 'day'
  const input: ReportInput = { ...days, groupBy }
  return { period, input, search, change, work: search['clock'] !== 'wall' }
}

/** The same place in the report, as the address of the rows behind one figure. */
export const rowsPath = (search: Search, figure: Figure, key?: string) => {
  const kept = new URLSearchParams({ ...search, figure })
  if (key === undefined) kept.delete('key')
  else kept.set('key', key)
  return `/inbox-report/rows?${kept}`
}
