import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { SendMessage } from '#core/inbox/api.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { type Refused, refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { inputFor, type Letter, type Unanswered, withLost, withoutAnswered } from './sending.ts'

/** What is on its way to the server. */
export type Pending = Readonly<{ id: string; text: string; at: string }>

export type Sending = Letter &
  Readonly<{
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
  /** Each waits for its own answer: a second question does not replace the first. */
  const [asked, setAsked] = useState<readonly Asking[]>([])
  const unanswered = useRef<readonly Unanswered[]>([])
  const readAgain = () =>
    queries.invalidateQueries({
      queryKey: api.inbox.conversation.key({ input: { id: detail.id } }),
    })

  const dispatch = async (input: SendMessage, sending: Sending) => {
    const at = new Date().toISOString()
    setPending((held) => [...held, { id: input.id, text: sending.shown, at }])
    try {
      const sent = await client.inbox.send(input)
      unanswered.current = withoutAnswered(unanswered.current, input.id)
      put(sent.rows)
      sending.onSent?.()
      void readAgain()
      void queries.invalidateQueries({ queryKey: api.inbox.conversations.key() })
    } catch (error) {
      const refused = refusalOf(error)
      if (refused.code === 'inbox.someone_answers')
        setAsked((held) => [...held, { input, sending, refused }])
      else {
        // No answer, or one of a proxy that lost its server: it may have been taken all the same.
        if (refused.code === 'network' || refused.code === 'system.failed')
          unanswered.current = withLost(unanswered.current, input, sending, Date.now())
        sending.onRefused()
        toast.failed(say(refused.code, refused.facts))
        void readAgain()
      }
    } finally {
      setPending((held) => held.filter(({ id }) => id !== input.id))
    }
  }

  const send = (sending: Sending) => {
    const fresh = { id: newId(), nowMs: Date.now() }
    void dispatch(inputFor(sending, detail, unanswered.current, fresh), sending)
  }
  const [asking] = asked
  const done = () => setAsked((held) => held.slice(1))
  return {
    pending,
    send,
    asking: asking
      ? {
          name: String(asking.refused.facts['name'] ?? ''),
          code: String(asking.refused.facts['because'] ?? asking.refused.facts['code'] ?? ''),
          text: asking.sending.shown,
          yes: () => {
            done()
            void dispatch({ ...asking.input, anyway: true }, asking.sending)
          },
          no: () => {
            done()
            asking.sending.onRefused()
          },
        }
      : null,
  }
}
export type SendView = ReturnType<typeof useSend>
