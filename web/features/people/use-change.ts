import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** Does one change to people, reads everything about them again, and says a refusal where nothing else can. */
export function useChange<Input>(run: (input: Input) => Promise<unknown>, onDone?: () => void) {
  const queries = useQueryClient()
  const say = useWords('refusals')
  return useMutation({
    mutationFn: run,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.people.key() })
      onDone?.()
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
}
