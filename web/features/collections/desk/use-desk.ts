import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type DeskInput, type DeskRow, DeskInput as Input } from '#core/collections/desk-api.ts'
import { changing } from '#web/change.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { type Search, stringifySearch } from '#web/place.ts'

/** Does one change at the desk and reads everything about the chase again. */
export const useDeskChange = changing(() => [api.collections.key()])

/** What the address asks of the queue. */
export type Asked = Pick<DeskInput, 'whose' | 'when'>

/** Reads the address; what the contract does not know is dropped. */
export function askedOf(search: Search): Asked {
  const wanted = {
    ...(search['whose'] && { whose: search['whose'] }),
    ...(search['when'] && { when: search['when'] }),
  }
  const read = Input.safeParse(wanted)
  return read.success
    ? { whose: read.data.whose, when: read.data.when }
    : { whose: 'mine', when: 'now' }
}

/** The address of the queue, or of one customer in it. */
export const deskPath = (asked: Asked, customerId?: string): string =>
  `/desk${customerId ? `/${customerId}` : ''}${stringifySearch({
    ...(asked.whose !== 'mine' && { whose: asked.whose }),
    ...(asked.when !== 'now' && { when: asked.when }),
  })}`

/** The queue of the address, page by page. */
export function useQueue(asked: Asked) {
  const query = useInfiniteQuery({
    queryKey: [...api.collections.desk.key(), 'queue', asked],
    queryFn: ({ pageParam, signal }) =>
      client.collections.desk(
        { ...asked, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  })
  const rows = useMemo((): readonly DeskRow[] => {
    const seen = new Set<string>()
    const all = query.data?.pages.flatMap((page) => page.rows) ?? []
    return all.filter(({ customerId: id }) => !seen.has(id) && seen.add(id))
  }, [query.data])
  return { query, rows, total: query.data?.pages[0]?.total ?? 0 }
}

/** The next customer to work on: whom a colleague has in hand is passed over. */
export function nextOf(rows: readonly DeskRow[], after: string | null): DeskRow | undefined {
  const free = rows.filter(({ lock, customerId }) => (!lock || lock.mine) && customerId !== after)
  const at = rows.findIndex(({ customerId }) => customerId === after)
  return free.find((row) => rows.indexOf(row) > at) ?? free[0]
}

/** What the reader's day has brought so far. */
export const useProgress = () =>
  useQuery(api.collections.deskProgress.queryOptions({ input: {} })).data

/** How many wait for the reader, for the navigation. */
export function useDeskCount(): number | undefined {
  const may = useMay()
  const { data } = useQuery({
    ...api.collections.deskProgress.queryOptions({ input: {} }),
    enabled: may('collections.work') !== undefined,
  })
  return data?.waiting
}
