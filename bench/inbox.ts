import type { Figure } from './figures.ts'
import { type BenchHouse, newId } from './house.ts'
import { messagesEach, sought } from './inbox-data.ts'
import { openScreens } from './inbox-screens.ts'
import { alone, must, percentile, timed } from './measure.ts'

const idOf = (kind: number, n: number) =>
  `${(1_770_000_000_000 + n)
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-7${kind
    .toString(16)
    .padStart(3, '0')}-8000-${n.toString(16).padStart(12, '0')}`

const folders = ['mine', 'unassigned', 'waiting', 'closed', 'all', 'snoozed'] as const
const sorts = ['newest', 'oldest', 'waiting', 'priority'] as const
const filters = [
  '',
  '',
  '&unread=true',
  '&priority[]=high',
  `&text=${encodeURIComponent('التحويل')}`,
  `&text=${encodeURIComponent('نوف 42')}`,
]

/** Every folder in every order, with and without a filter. */
const lists = Array.from({ length: 60 }, (_, n) => {
  const folder = folders[n % folders.length]
  const sort = sorts[Math.floor(n / folders.length) % sorts.length]
  return `/conversations?folder=${folder}&sort=${sort}${filters[n % filters.length]}`
})

async function p99(at: BenchHouse, addresses: readonly string[]): Promise<number> {
  const times: number[] = []
  for (const address of addresses) times.push(await timed(() => must(at, 'GET', address)))
  return percentile(times, 0.99)
}

/** What a colleague does all day: measured at every size, to see how it grows. */
export async function inboxScreens(at: BenchHouse, conversations: number): Promise<Figure[]> {
  const rows = conversations * messagesEach
  const places = Array.from({ length: 40 }, (_, n) =>
    idOf(42, Math.floor((n * conversations) / 40)),
  )
  const figures: Figure[] = []
  const add = async (name: string, limit: number, addresses: readonly string[]) => {
    const seen = await alone(() => p99(at, addresses))
    figures.push({ name, ...seen, unit: 'ms', limit, rows })
  }
  await add('inbox list, any folder and order, p99', 60, lists)
  await add('folders of the inbox, counted', 60, ['/conversations/counts'])
  await add(
    'a conversation opened, p99',
    50,
    places.map((id) => `/conversations/${id}`),
  )
  await add(
    'its words, a page, p99',
    50,
    places.map((id) => `/conversations/${id}/timeline`),
  )
  for (const [often, word] of Object.entries(sought))
    await add(`search of all messages, a ${often} word`, 150, [
      `/message-search?text=${encodeURIComponent(word)}`,
    ])
  await add('search of all messages, two words', 150, [
    `/message-search?text=${encodeURIComponent(`${sought.middle} ${sought.frequent}`)}`,
  ])
  return figures
}

const streams = 300

/** Many open screens on one node: what they cost, and how soon they are told. */
export async function inboxStreams(at: BenchHouse): Promise<Figure[]> {
  const before = process.memoryUsage().rss
  const screens = await openScreens(at, streams)
  try {
    const delays: number[] = []
    for (let n = 0; n < 40; n++) delays.push(...(await screens.tell(newId())))
    const memory = (process.memoryUsage().rss - before) / 1e6
    const delay = percentile(delays, 0.99)
    const rows = streams
    return [
      {
        name: '300 open screens',
        value: memory,
        best: memory,
        unit: 'MB',
        limit: 100,
        raw: null,
        rows,
      },
      {
        name: 'a notice to 300 screens, p99',
        value: delay,
        best: delay,
        unit: 'ms',
        limit: 500,
        raw: null,
        rows,
      },
    ]
  } finally {
    await screens.close()
  }
}
