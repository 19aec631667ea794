import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { LineState, type ListedLine } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useSearchText } from '#web/place.ts'

const Ways = z.enum(['in', 'out'])

/** The lines that the address asks for: the open ones unless it says otherwise. */
export function useLines() {
  const [search] = useSearchText()
  const state = LineState.safeParse(search['state']).data ?? 'open'
  const way = Ways.safeParse(search['way']).data
  const asked = {
    state,
    ...(way ? { way } : {}),
    ...(search['account'] ? { accountId: search['account'] } : {}),
    ...(search['q'] ? { search: search['q'] } : {}),
  }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: [...api.payments.bankLines.key(), 'pages', asked],
      queryFn: ({ pageParam }) =>
        client.payments.bankLines({
          ...asked,
          limit: 50,
          ...(pageParam ? { cursor: pageParam } : {}),
        }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.nextCursor,
      placeholderData: keepPreviousData,
    },
  )
  const rows: readonly ListedLine[] = data?.pages.flatMap((page) => page.rows) ?? []
  return {
    rows,
    counts: data?.pages[0]?.counts,
    state,
    /** Whether more than the state was asked for. */
    filtered: Boolean(way || search['account'] || search['q']) || state !== 'open',
    error: data ? null : error,
    refetch: () => void refetch(),
    more: hasNextPage ? () => void fetchNextPage() : undefined,
    loadingMore: isFetchingNextPage,
  }
}
