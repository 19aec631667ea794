import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
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

/** Where rows come from. `key` begins with the contract's own key, so that its invalidation reaches the list. */
export type ListSource<Row, Page extends ListPage<Row>> = Readonly<{
  key: QueryKey
  load: (
    ask: Ask & { cursor: string | undefined; limit: number },
    signal: AbortSignal,
  ) => Promise<Page>
}>

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
    getNextPageParam: (last: Page) => last.nextCursor,
    placeholderData: keepPreviousData,
    ...(poll ? { refetchInterval: poll } : {}),
  })
  const rows = useMemo(
    (): readonly Row[] => query.data?.pages.flatMap((page) => [...page.rows]) ?? [],
    [query.data],
  )
  return { query, rows, first: query.data?.pages[0] }
}
