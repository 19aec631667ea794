import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'

/** Who may be in charge of a customer: the company's users, if the reader may see them. */
export function useOwners() {
  const reads = useMay()('people.read') !== undefined
  const { data } = useQuery({
    ...api.people.users.queryOptions({ input: {} }),
    enabled: reads,
    staleTime: 300_000,
  })
  const users = data?.rows ?? []
  return {
    nameOf: (id: string | null): string | undefined => users.find((user) => user.id === id)?.name,
    options: users
      .filter(({ active }) => active)
      .map(({ id, name }) => ({ value: id, label: name })),
  }
}
