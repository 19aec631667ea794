import { useMutation, useQueryClient } from '@tanstack/react-query'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/**
 * Does one change to money and reads everything again that may show it: a payment moves invoices,
 * balances and the day's figures alike. A refusal is said where nothing else can say it.
 */
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
      await queries.invalidateQueries()
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
}
