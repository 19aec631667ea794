import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'

const slow = { staleTime: 120_000 }

/** The company's types of conversation that are in use. */
export function useTypes() {
  const { data } = useQuery({ ...api.inbox.types.queryOptions({ input: {} }), ...slow })
  return data?.rows.filter(({ active }) => active) ?? []
}

/** The company's labels. */
export function useLabels() {
  const { data } = useQuery({ ...api.inbox.labels.queryOptions({ input: {} }), ...slow })
  return data?.rows ?? []
}

/** The colleagues who answer, as they are now. */
export function useAgents() {
  const { data } = useQuery({ ...api.inbox.agents.queryOptions({ input: {} }), staleTime: 20_000 })
  return data?.rows ?? []
}
