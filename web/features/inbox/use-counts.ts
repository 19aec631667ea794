import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'

/** How many conversations lie in each folder. */
export function useCounts() {
  const reads = useMay()('inbox.read') !== undefined
  return useQuery({ ...api.inbox.counts.queryOptions({ input: {} }), enabled: reads }).data
}

/** How many conversations of one's own hold something unread: what waits for the reader. */
export function useUnreadCount(): number | undefined {
  return useCounts()?.unread
}
