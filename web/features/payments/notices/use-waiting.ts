import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'

/** How many notices wait for a decision, for those who may decide. */
export function useWaitingNotices(): number | undefined {
  const may = useMay()
  const decides = may('payments.confirm') !== undefined && may('payments.read') !== undefined
  const { data } = useQuery({
    ...api.payments.notices.queryOptions({ input: { state: ['open'], limit: 1 } }),
    enabled: decides,
  })
  return data?.total
}
