import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Saying, SendMessage } from '#core/inbox/api.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { type Refused, refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

/** What is on its way to the server. */
export type Pending = Readonly<{ id: string; text: string; at: string }>

export type Sending = Readonly<{
  say: Saying
  threadId?: string
  answers?: string
  subject?: string
  /** Files of a mail. */
  fileIds?: readonly string[]
  beganAt?: string
  afterwards?: 'stay' | 'close'
  /** As it stands in the thread until the server has answered. */
  shown: string
  /** Puts everything back when it was not taken. */
  onRefused: () => void
  onSent?: () => void
}>

type Asking = Readonly<{ input: SendMessage; sending: Sending; refused: Refused }>

/**
 * Sends what a person says: seen at once, taken back when the server declines, and under the same
 * id when the same is sent again, so that a lost answer never makes two messages.
 */
export function useSend(
  detail: ConversationDetail,
  put: (messages: readonly ThreadMessage[]) => void,
) {
  const queries = useQueryClient()
  const say = useWords('refusals')
  const [pending, setPending] = useState<readonly Pending[]>([])
  const [asking, setAsking] = useState<Asking | null>(null)
  const unanswered = useRef<{ id: string; same: string } | null>(null)

  const dispatch = async (input: SendMessage, sending: Sending) => {
    const at = new Date().toISOString()
    setPending((held) => [...held, { id: input.id, text: sending.shown, at }])
    try {
      const sent = await client.inbox.send(input)
      unanswered.current = null
      put(sent.rows)
      sending.onSent?.()
      void queries.invalidateQueries({
        queryKey: api.inbox.conversation.key({ input: { id: detail.id } }),
      })
      void queries.invalidateQueries({ queryKey: api.inbox.conversations.key() })
    } catch (error) {
      const refused = refusalOf(error)
      if (refused.code === 'inbox.someone_answers') setAsking({ input, sending, refused })
      else {
        if (refused.code === 'network') unanswered.current = { id: input.id, same: sameOf(sending) }
        sending.onRefused()
        toast.failed(say(refused.code, refused.facts))
        void queries.invalidateQueries({
          queryKey: api.inbox.conversation.key({ input: { id: detail.id } }),
        })
      }
    } finally {
      setPending((held) => held.filter(({ id }) => id !== input.id))
    }
  }

  const send = (sending: Sending) => {
    const lost = unanswered.current
    const id = lost?.same === sameOf(sending) ? lost.id : newId()
    const { threadId, answers, subject, fileIds, beganAt, afterwards } = sending
    const input: SendMessage = {
      id,
      conversationId: detail.id,
      say: sending.say,
      anyway: false,
      afterwards: afterwards ?? 'stay',
      ...(threadId && threadId !== detail.threadId && { threadId }),
      ...(answers && { answers }),
      ...(subject && { subject }),
      ...(fileIds && fileIds.length > 0 && { fileIds: [...fileIds] }),
      ...(beganAt && { beganAt }),
    }
    void dispatch(input, sending)
  }
  return {
    pending,
    send,
    asking: asking && {
      name: String(asking.refused.facts['name'] ?? ''),
      code: String(asking.refused.facts['because'] ?? asking.refused.facts['code'] ?? ''),
      text: asking.sending.shown,
      yes: () => {
        setAsking(null)
        void dispatch({ ...asking.input, anyway: true }, asking.sending)
      },
      no: () => {
        setAsking(null)
        asking.sending.onRefused()
      },
    },
  }
}

const sameOf = ({ say, threadId, answers }: Sending) => JSON.stringify([say, threadId, answers])
export type SendView = ReturnType<typeof useSend>
