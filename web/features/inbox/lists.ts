import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'

const slow = { staleTime: 120_000 }

/** The types of conversation, those that are off included: what names one must still say it. */
export function useAllTypes() {
  const { data } = useQuery({ ...api.inbox.types.queryOptions({ input: {} }), ...slow })
  return data?.rows ?? []
}

/** The company's types of conversation that are in use. */
export const useTypes = () => useAllTypes().filter(({ active }) => active)

/** The company's labels. */
export function useConversationLabels() {
  const { data } = useQuery({ ...api.inbox.labels.queryOptions({ input: {} }), ...slow })
  return data?.rows ?? []
}

/** The colleagues who answer, as they are now. */
export function useAgents() {
  const { data } = useQuery({ ...api.inbox.agents.queryOptions({ input: {} }), staleTime: 20_000 })
  return data?.rows ?? []
}
