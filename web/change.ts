import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { refusalOf } from './refusal.ts'
import { toast } from './ui/toast.tsx'
import { useWords } from './words.ts'

/**
 * Makes a feature's hook for its changes: one change, then everything under these keys is read
 * again (without keys, everything there is), and a refusal is said where nothing else can say it.
 */
export const changing = (keys?: () => readonly QueryKey[]) =>
  function useChange<Input, Output>(
    run: (input: Input) => Promise<Output>,
    onDone?: (output: Output, input: Input) => void,
  ) {
    const queries = useQueryClient()
    const say = useWords('refusals')
    return useMutation({
      mutationFn: run,
      onSuccess: async (output, input) => {
        onDone?.(output, input)
        if (!keys) await queries.invalidateQueries()
        else await Promise.all(keys().map((queryKey) => queries.invalidateQueries({ queryKey })))
      },
      onError: (error) => {
        const { code, facts } = refusalOf(error)
        toast.failed(say(code, facts))
      },
    })
  }
