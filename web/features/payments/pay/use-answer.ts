import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { newId } from '#web/new-id.ts'
import { refusalOf } from '#web/refusal.ts'

/** Sends a customer's answer once, and reads the page anew on which it was given. */
export function useAnswer<Said>(
  run: (said: Said, requestId: string) => Promise<unknown>,
  page: QueryKey,
  done?: () => void,
) {
  const queries = useQueryClient()
  const [requestId, setRequestId] = useState(newId)
  return useMutation({
    mutationFn: (said: Said) => run(said, requestId),
    onSuccess: async () => {
      done?.()
      await queries.invalidateQueries({ queryKey: page })
    },
    onError: (error) => {
      // What was refused is over: the next press is an answer of its own, unless no answer came.
      if (refusalOf(error).code !== 'network') setRequestId(newId())
    },
  })
}
