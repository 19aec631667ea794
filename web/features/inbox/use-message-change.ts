import { useMutation } from '@tanstack/react-query'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** Changes messages; what the server answers takes their place in the thread. */
export function useMessageChange<Input>(
  run: (input: Input) => Promise<ThreadMessage | readonly ThreadMessage[]>,
  put: (messages: readonly ThreadMessage[]) => void,
) {
  const say = useWords('refusals')
  return useMutation({
    mutationFn: run,
    onSuccess: (changed) => put([changed].flat()),
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
}
