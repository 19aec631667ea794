import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useContext } from 'react'
import type { Preferences } from '#core/people/identity.ts'
import { api, client } from '#web/client.ts'
import { MeContext } from '#web/me.tsx'
import { useChangePreferences, usePreferences } from '#web/preferences.tsx'

/** Changes a preference at once, and tells the server when someone is signed in. */
export function useSetPreferences(): (patch: Partial<Preferences>) => void {
  const preferences = usePreferences()
  const change = useChangePreferences()
  const signedIn = useContext(MeContext) !== null
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (next: Preferences) => client.people.setPreferences(next),
    // What is known of the reader must agree, or the next look at it would bring the old choice back.
    onMutate: (next) =>
      queries.setQueryData(
        api.people.me.queryKey({ input: {} }),
        (me) => me && { ...me, preferences: next },
      ),
  })
  return (patch) => {
    change(patch)
    if (signedIn) mutate({ ...preferences, ...patch })
  }
}
