import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { client } from '#web/client.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from './use-change.ts'

/**
 * Closes a conversation, which can be taken back for a moment, or opens it again. With an unsent
 * draft of the reader in it the closing is asked about first.
 */
export function useClose(
  { id, state }: Pick<ConversationDetail, 'id' | 'state'>,
  drafted: boolean,
) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [asking, setAsking] = useState(false)
  const set: UseMutationResult<unknown, Error, 'open' | 'closed'> = useChange(
    (next: 'open' | 'closed') => client.inbox.setState({ id, state: next }),
    (_, next) => {
      setAsking(false)
      if (next === 'closed')
        toast.said(t('closed_said'), undefined, {
          label: ui('undo'),
          run: () => set.mutate('open'),
        })
    },
  )
  const closed = state === 'closed'
  const turn = () => {
    if (set.isPending) return
    if (!closed && drafted) setAsking(true)
    else set.mutate(closed ? 'open' : 'closed')
  }
  return {
    closed,
    busy: set.isPending,
    turn,
    asking,
    close: () => set.mutate('closed'),
    stop: () => setAsking(false),
  }
}
export type CloseView = ReturnType<typeof useClose>
