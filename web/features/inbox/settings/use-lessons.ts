import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'

/** What people said of conversations, a page at a time. */
export const useLessons = (narrow: Readonly<{ said?: string; made?: string }>) =>
  useInfiniteQuery(
    api.inbox.lessons.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...narrow,
        limit: 20,
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
    }),
  )
