import { client } from '#web/client.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from './use-change.ts'

/** What a person can do about a message that did not arrive, or may not have. */
export function useMessageActs(onDone?: () => void) {
  const t = useWords('messaging')
  const said = (words: string) => () => {
    onDone?.()
    toast.said(words)
  }
  return {
    resend: useChange((id: string) => client.messaging.resend({ id }), said(t('resent'))),
    settle: useChange(
      (outcome: Readonly<{ id: string; arrived: boolean }>) =>
        client.messaging.resolveUnknown({ ...outcome, note: '' }),
      said(t('resolved')),
    ),
    aside: useChange((id: string) => client.messaging.setAside({ id }), said(t('set_aside_done'))),
  }
}
