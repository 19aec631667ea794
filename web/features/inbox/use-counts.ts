import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'

/** How many conversations lie in each folder. */
export function useCounts() {
  const reads = useMay()('inbox.read') !== undefined
  return useQuery({ ...api.inbox.counts.queryOptions({ input: {} }), enabled: reads }).data
}

/** What waits for the reader: what is theirs and unread, and what is nobody's and theirs to take. */
export function useUnreadCount(): number | undefined {
  const counts = useCounts()
  const takes = (useMay()('inbox.answer') ?? 'own') !== 'own'
  return counts && counts.unread + (takes ? counts.unassigned : 0)
}
