import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** Does one change to customers, reads everything about them again, and says a refusal where nothing else can. */
export function useChange<Input, Output>(
  run: (input: Input) => Promise<Output>,
  onDone?: (output: Output, input: Input) => void,
) {
  const queries = useQueryClient()
  const say = useWords('refusals')
  return useMutation({
    mutationFn: run,
    onSuccess: async (output, input) => {
      onDone?.(output, input)
      await queries.invalidateQueries({ queryKey: api.contacts.key() })
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
}
