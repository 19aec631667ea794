import {
  keepPreviousData,
  type QueryKey,
  skipToken,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Direction } from '#core/list.ts'
import { type Search, useSearchText } from '#web/place.ts'

/** One page of a list, as every contract answers it; more (totals) may ride along. */
export type ListPage<Row> = Readonly<{
  rows: readonly Row[]
  nextCursor: string | null
  total: number
}>

/** What the address asks of a list. A filter that is not set is absent. */
export type Ask = Readonly<{
  q: string | undefined
  sort: { id: string; direction: Direction } | undefined
  filters: Search
}>

type RowsOf<Page extends ListPage<unknown>> = Pick<Page, 'rows' | 'nextCursor'>

/**
 * Where rows come from. `key` begins with the contract's own key, so that its invalidation reaches
 * the list. With a `foot`, rows come without their totals, which are asked for by themselves: no
 * row waits until a hundred thousand are added up.
 */
export type ListSource<Row, Page extends ListPage<Row>> = Readonly<{
  key: QueryKey
  load: (
    ask: Ask & { cursor: string | undefined; limit: number },
    signal: AbortSignal,
  ) => Promise<Page | RowsOf<Page>>
  /** The totals, as a page without rows. */
  foot?: (ask: Ask, signal: AbortSignal) => Promise<Page>
}>

const isWhole = <Page extends ListPage<unknown>>(page: Page | RowsOf<Page>): page is Page =>
  'total' in page

const pageSize = 100

/** Reads the address into an Ask; `fixed` are the names that are not filters. */
export function useAsk(filterIds: readonly string[], firstSort?: string) {
  const [search, change] = useSearchText()
  const names = filterIds.join(' ')
  const ask = useMemo((): Ask => {
    const sort = search['sort'] ?? firstSort
    const kept = names.split(' ').flatMap((name) => {
      const value = search[name]
      return value ? [[name, value] as const] : []
    })
    return {
      q: search['q'] || undefined,
      sort: sort
        ? { id: sort.replace(/^-/, ''), direction: sort.startsWith('-') ? 'desc' : 'asc' }
        : undefined,
      filters: Object.fromEntries(kept),
    }
  }, [search, names, firstSort])
  return { ask, change, narrowed: ask.q !== undefined || Object.keys(ask.filters).length > 0 }
}

/** The pages of a list, as far as they were scrolled; old rows stay while new ones load. */
export function useRows<Row, Page extends ListPage<Row>>(
  source: ListSource<Row, Page>,
  ask: Ask,
  poll?: number,
) {
  const query = useInfiniteQuery({
    queryKey: [...source.key, 'list', ask],
    queryFn: ({ pageParam, signal }) =>
      source.load({ ...ask, cursor: pageParam ?? undefined, limit: pageSize }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    ...(poll ? { refetchInterval: poll } : {}),
  })
  const rows = useMemo(
    (): readonly Row[] => query.data?.pages.flatMap((page) => [...page.rows]) ?? [],
    [query.data],
  )
  const { foot } = source
  const totals = useQuery({
    queryKey: [...source.key, 'foot', { q: ask.q, filters: ask.filters }],
    queryFn: foot ? ({ signal }) => foot(ask, signal) : skipToken,
    ...(poll ? { refetchInterval: poll } : {}),
  })
  const page = query.data?.pages[0]
  const first = foot ? totals.data : page && isWhole(page) ? page : undefined
  return { query, rows, first }
}
