import { useRef, useState } from 'react'
import type { BeginConversation, Saying } from '#core/inbox/api.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { stringifySearch, useGo } from '#web/place.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

type First = Readonly<{
  address: { accountId: string; address: string }
  say: Saying
  subject?: string
  fileIds?: readonly string[]
  onRefused?: () => void
  onSent?: () => void
}>

type Ids = Pick<BeginConversation, 'id' | 'conversationId'>

/**
 * Writes to an address for the first time: a conversation of its own begins. The same again keeps
 * its ids until it was taken, so that a second press or a lost answer sends nothing twice.
 */
export function useBegin(detail: Pick<ConversationDetail, 'customer'>) {
  const refuse = useWords('refusals')
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const attempt = useRef<{ ids: Ids; same: string }>(undefined)
  const begin = async ({ address, say, subject, fileIds = [], onRefused, onSent }: First) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    const input: Omit<BeginConversation, keyof Ids> = {
      to: {
        accountId: address.accountId,
        address: address.address,
        customerId: detail.customer?.id ?? null,
      },
      say,
      ...(subject && { subject }),
      ...(fileIds.length > 0 && { fileIds: [...fileIds] }),
    }
    const same = JSON.stringify(input)
    if (attempt.current?.same !== same)
      attempt.current = { ids: { id: newId(), conversationId: newId() }, same }
    try {
      const { conversationId } = await client.inbox.begin({ ...attempt.current.ids, ...input })
      attempt.current = undefined
      onSent?.()
      go(`/inbox/${conversationId}${stringifySearch({ folder: 'all' })}`)
    } catch (error) {
      const { code, facts } = refusalOf(error)
      onRefused?.()
      toast.failed(refuse(code, facts))
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { busy, begin: (first: First) => void begin(first) }
}
