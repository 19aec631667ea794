import type { MessageRow } from '#core/messaging/api.ts'
import { MessageFailure } from '#core/messaging/message.ts'
import { useWords } from '#web/words.ts'

/** What a mail server and a vendor of chats are not called the same way. */
const inChats = [
  'address_refused',
  'rejected',
  'too_large',
  'auth',
  'unavailable',
  'no_account',
] as const

/** Why a message failed or waits, as a sentence; nothing where there is nothing to say. */
export function useFailure(): (
  message: Pick<MessageRow, 'channel'>,
  reason: string | null,
) => string {
  const t = useWords('messaging')
  return ({ channel }, reason) => {
    const { data: known } = MessageFailure.safeParse(reason)
    if (!known) return ''
    const chat = channel === 'email' ? undefined : inChats.find((each) => each === known)
    return chat ? t(`chat_reason_${chat}`) : t(`reason_${known}`)
  }
}
