import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Reach } from '#core/inbox/api.ts'
import type { ConversationDetail, DoorShown, ThreadShown } from '#core/inbox/conversation.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { api } from '#web/client.ts'
import { useNow } from './clock.ts'
import type { DraftView } from './use-draft.ts'

export type Address = Reach['addresses'][number]

/** Why nothing can be written in one's own words on this way. */
export type ShutBecause = 'window' | 'never_wrote' | 'account' | 'blocked' | 'template_only'

/** By which thread or new address an answer is to go, and whether it may. */
export type Way = Readonly<{
  channel: MessageChannel
  /** Null while it is an address to which nobody has written yet. */
  threadId: string | null
  address: Address | null
  door: DoorShown | null
  shut: ShutBecause | null
  threads: readonly ThreadShown[]
  addresses: readonly Address[]
  /** Milliseconds until the window closes; null where it has no end. */
  left: number | null
  choose: (choice: { threadId: string } | { address: Address }) => void
}>

const keyOf = ({ accountId, address }: Address) => `${accountId}:${address}`

/** The ways to this customer and the one that is chosen; the answer's own thread unless another was. */
export function useWay(detail: ConversationDetail, { draft, change }: DraftView): Way {
  const queries = useQueryClient()
  const now = useNow(15_000)
  const [picked, setPicked] = useState<string | null>(null)
  const customerId = detail.customer?.id
  const { data: reach } = useQuery({
    ...api.inbox.reach.queryOptions({ input: { id: customerId ?? '' } }),
    enabled: customerId !== undefined && detail.mayAnswer,
    staleTime: 60_000,
  })
  const addresses = reach?.addresses ?? []
  const threads = detail.threads
  const address = addresses.find((each) => keyOf(each) === picked) ?? null
  const thread = threads.find(({ id }) => id === (draft.threadId ?? detail.threadId))
  const door = address ? null : (thread?.door ?? detail.door)
  const end = door && 'until' in door.window ? Date.parse(door.window.until) : null
  const left = end === null ? null : end - now
  const ended = left !== null && left <= 0
  useEffect(() => {
    // The server says what holds after the end: perhaps a person may still write.
    if (ended)
      void queries.invalidateQueries({
        queryKey: api.inbox.conversation.key({ input: { id: detail.id } }),
      })
  }, [ended, queries, detail.id])
  return {
    channel: address?.channel ?? thread?.channel ?? detail.channel,
    threadId: address ? null : (thread?.id ?? detail.threadId),
    address,
    door,
    shut: address
      ? address.templateOnly
        ? 'template_only'
        : null
      : becauseOf(door, thread, ended),
    threads,
    addresses,
    left,
    choose: (choice) => {
      if ('address' in choice) return setPicked(keyOf(choice.address))
      setPicked(null)
      change({
        threadId: choice.threadId === detail.threadId ? null : choice.threadId,
        note: false,
      })
    },
  }
}

function becauseOf(
  door: DoorShown | null,
  thread: ThreadShown | undefined,
  ended: boolean,
): ShutBecause | null {
  if (!door) return null
  if (door.shut) return 'account'
  if (thread?.blocked) return 'blocked'
  if (door.window.state === 'closed') return door.window.since === null ? 'never_wrote' : 'window'
  return ended ? 'window' : null
}
