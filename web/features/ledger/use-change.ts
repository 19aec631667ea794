import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** Does one change to the books, reads them again, and says a refusal where nothing else can. */
export function useChange<Input, Result>(
  run: (input: Input) => Promise<Result>,
  onDone?: (result: Result) => void,
) {
  const queries = useQueryClient()
  const say = useWords('refusals')
  return useMutation({
    mutationFn: run,
    onSuccess: async (result) => {
      await queries.invalidateQueries({ queryKey: api.ledger.key() })
      onDone?.(result)
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
}
