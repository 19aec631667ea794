import { load } from './data.ts'
import { deskFigures } from './desk.ts'
import { deeds, type Figure, screens } from './figures.ts'
import { type BenchHouse, openBenchHouse } from './house.ts'
import { inboxScreens, inboxStreams } from './inbox.ts'
import { loadInbox } from './inbox-data.ts'
import { reportFigures } from './reports.ts'
import { besideTheSick } from './sick.ts'
import { simulationFigures } from './simulate.ts'

const json = process.argv.includes('--json')
const small = process.argv.includes('--small')
const sizes = process.argv.includes('--full')
  ? [10_000, 100_000, 500_000]
  : small
    ? [2_000, 10_000]
    : [10_000, 100_000]

const isFloor = ({ unit }: Figure) => unit === '/s'
const holds = (figure: Figure) =>
  isFloor(figure) ? figure.best >= figure.limit : figure.best <= figure.limit
const short = (value: number | null) =>
  value === null ? '' : value >= 100 ? value.toFixed(0) : value.toPrecision(3)

function tell(figure: Figure): void {
  if (json) console.log(JSON.stringify(figure))
}

function table(figures: readonly Figure[]): void {
  const lines = figures.map((each) => [
    holds(each) ? '✓' : '✗',
    each.name,
    String(each.rows),
    `${short(each.value)} ${each.unit}`,
    short(each.best),
    `${isFloor(each) ? '≥' : '≤'} ${short(each.limit)}`,
    short(each.raw),
  ])
  const head = ['', 'figure', 'rows', 'median', 'best', 'wanted', 'raw']
  const widths = head.map((word, at) =>
    Math.max(word.length, ...lines.map((row) => row[at]?.length ?? 0)),
  )
  for (const row of [head, ...lines])
    console.error(row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
}

/** From the smaller size to the working one: a screen must not slow down as the books fill. */
function growth(small: readonly Figure[], large: readonly Figure[]): Figure[] {
  return large.flatMap((after) => {
    const before = small.find(({ name }) => name === after.name)
    // The aging and the sums read every open item: they grow by their nature.
    if (!before || /^(aging|sums)/.test(after.name)) return []
    const value = after.best / before.best
    return [
      {
        name: `growth of: ${after.name}`,
        value,
        best: value,
        unit: '×' as const,
        limit: 1.5,
        raw: null,
        rows: after.rows,
      },
    ]
  })
}

const figures: Figure[] = []
const add = (more: readonly Figure[]) => {
  more.forEach(tell)
  figures.push(...more)
  return more
}
const since = (began: number) => `${((performance.now() - began) / 1000).toFixed(0)} s`

/** The books at every size, and the house's deeds at the working one. */
async function books(at: BenchHouse): Promise<void> {
  const bySize: (readonly Figure[])[] = []
  for (const [place, size] of sizes.entries()) {
    const began = performance.now()
    await load(at, size)
    console.error(`· ${size} invoices, sound, in ${since(began)}`)
    bySize.push(add(await screens(at, size)))
    if (place === 1) {
      add(growth(bySize[0] ?? [], bySize[1] ?? []))
      add(await deeds(at, size))
    }
  }
}

/** The inbox, with ten times as much in it the second time. */
async function inbox(at: BenchHouse): Promise<void> {
  const bySize: (readonly Figure[])[] = []
  for (const talks of small ? [500, 5_000] : [10_000, 100_000]) {
    const began = performance.now()
    await loadInbox(at, talks)
    console.error(`· ${talks} conversations, sound, in ${since(began)}`)
    bySize.push(add(await inboxScreens(at, talks)))
  }
  add(growth(bySize[0] ?? [], bySize[1] ?? []))
  add(await inboxStreams(at))
  add(await besideTheSick(at))
}

const at = await openBenchHouse()
try {
  const deskOnly = process.argv.includes('--desk')
  if (process.argv.includes('--simulate'))
    add(await simulationFigures(at, small ? 18_000 : 180_000))
  else if (process.argv.includes('--reports')) {
    const size = small ? 10_000 : 100_000
    await load(at, size)
    add(await reportFigures(at, size))
  } else {
    if (deskOnly || process.argv.includes('--inbox')) await load(at, 2_000)
    else await books(at)
    if (!deskOnly) await inbox(at)
    add(await deskFigures(at))
  }
  table(figures)
  process.exitCode = figures.every(holds) ? 0 : 1
} finally {
  await at.close()
}
