import { expect, test } from 'vitest'
import { chanceBy } from '#core/collections/trial.ts'
import { missOf, type Part, type Payer, type Story, standOn, type Tried } from './back-test.ts'
import { weeksFrom } from './forecast.ts'

type Habit = Readonly<{ upTo: number; early: number; late: number; pays: number; parts: number }>

/** How some companies' customers pay: most about their day, some weeks after it, a few hardly. */
const habits: readonly Habit[] = [
  { upTo: 0.42, early: -4, late: 3, pays: 1, parts: 0.04 },
  { upTo: 0.72, early: 2, late: 21, pays: 0.99, parts: 0.12 },
  { upTo: 0.91, early: 18, late: 58, pays: 0.95, parts: 0.25 },
  { upTo: 1, early: 40, late: 130, pays: 0.6, parts: 0.4 },
]
const terms = [0, 15, 30, 30, 30, 45, 60]

/** Money fills the oldest invoices of its customer that were there on its day. */
function payIn(
  stories: readonly (Story & { parts: Part[] })[],
  payments: readonly Readonly<{ on: number; minor: number }>[],
): void {
  const open = stories.toSorted((a, b) => a.due - b.due)
  const left = new Map(open.map((story) => [story, story.minor]))
  for (const { on, minor } of payments.toSorted((a, b) => a.on - b.on)) {
    let rest = on < 0 ? minor : 0
    for (const story of open) {
      const put = story.known <= on ? Math.min(rest, left.get(story) ?? 0) : 0
      if (put === 0) continue
      rest -= put
      left.set(story, (left.get(story) ?? 0) - put)
      story.parts.push({ on, known: on, minor: put, money: true })
    }
  }
}

/** A customer's year: invoices of a week or two, each paid by their habit, whole or in two parts. */
function payerOf(next: () => number): Payer {
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const dice = next()
  const { early, late, pays, parts } = habits.find(({ upTo }) => dice < upTo) ?? {
    ...{ early: 0, late: 0, pays: 1, parts: 0 },
  }
  const term = terms[between(0, terms.length - 1)] ?? 0
  const heavy = next() < 0.33 ? 6 : 1
  const payments: { on: number; minor: number }[] = []
  const stories = Array.from({ length: heavy * between(2, 5) }, () => {
    const known = -between(1, 362)
    const minor = between(1, 24) * heavy * between(1, 4) * 10_000
    if (next() < pays) {
      const on = Math.max(known, known + term + between(early, late))
      const first = next() < parts ? Math.floor((minor * between(3, 7)) / 10) : minor
      payments.push({ on, minor: first })
      if (first < minor && next() < 0.6)
        payments.push({ on: on + between(7, 30), minor: minor - first })
    }
    return { due: known + term, known, minor, parts: [] as Part[], words: [] }
  })
  payIn(stories, payments)
  return stories
}

/** What was forecast on each of the last Sundays, as the product checks itself. */
function triedIn(seed: number): Tried[] {
  const next = chanceBy(seed)
  const payers = Array.from({ length: 120 }, () => payerOf(next))
  const rules = { disputeDays: 30, workingDay: (day: number) => day }
  return Array.from({ length: 11 }, (_, at) => -7 * (at + 1)).flatMap((day) =>
    standOn(payers, day, weeksFrom(6, Math.min(4, -day / 7)), rules),
  )
}

test('over many histories the forecast is nearer than due days and nearer than the mean, by far, however many weeks ahead', () => {
  const histories = Array.from({ length: 24 }, (_, seed) => triedIn(seed + 1))
  for (const rows of histories)
    expect(missOf(rows, 'forecast').wape).toBeLessThan((missOf(rows, 'companyMean').wape ?? 0) / 2)
  for (const ahead of [0, 1, 2, 3]) {
    const rows = histories.flat().filter((row) => row.ahead === ahead)
    const { wape, bias } = missOf(rows, 'forecast')
    expect(wape).toBeLessThan((missOf(rows, 'dueDay').wape ?? 0) * 0.8)
    expect(wape).toBeLessThan((missOf(rows, 'companyMean').wape ?? 0) * 0.8)
    expect(Math.abs(bias ?? 1)).toBeLessThan(0.15)
  }
})
