import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { Notification } from '#core/collaboration/api.ts'
import { api, client } from '#web/client.ts'

type Page = Readonly<{ rows: Notification[]; nextCursor: string | null; total: number }>

/** How many notifications the reader has not looked at. */
export const useUnread = (): number =>
  useQuery(api.collaboration.unread.queryOptions({ input: {} })).data?.count ?? 0

/** The reader's notifications, the newest first, a page at a time. */
export const useNotifications = (limit: number, enabled = true) =>
  useInfiniteQuery<
    Page,
    Error,
    InfiniteData<Page, string | undefined>,
    unknown[],
    string | undefined
  >({
    queryKey: [...api.collaboration.notifications.key(), limit],
    queryFn: ({ pageParam, signal }) =>
      client.collaboration.notifications(
        { limit, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    enabled,
  })

/** Marks one, or everything up to an instant, as read. */
export function useReading() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.collaboration.key() })
  const one = useMutation({
    mutationFn: (id: string) => client.collaboration.read({ id }),
    onSuccess,
  })
  const all = useMutation({
    mutationFn: (through: string) => client.collaboration.readAll({ through }),
    onSuccess,
  })
  return { readOne: one.mutate, readAll: all.mutate }
}
