import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** Does one change to messages, reads everything about them again, and says a refusal. */
export function useChange<Input, Output>(
  run: (input: Input) => Promise<Output>,
  onDone?: (output: Output) => void,
) {
  const queries = useQueryClient()
  const say = useWords('refusals')
  return useMutation({
    mutationFn: run,
    onSuccess: async (output) => {
      onDone?.(output)
      await queries.invalidateQueries({ queryKey: api.messaging.key() })
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
}
