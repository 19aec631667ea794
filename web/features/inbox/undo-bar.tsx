import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import { useNow } from './clock.ts'
import css from './composer.module.css'
import type { DraftView } from './use-draft.ts'
import { useMessageChange } from './use-message-change.ts'
import type { TimelineView } from './use-timeline.ts'

type Props = Readonly<{ detail: ConversationDetail; timeline: TimelineView; draft: DraftView }>

/** For some seconds what was just sent can be taken back, and is then in the box again. */
export function UndoBar({ timeline, ...rest }: Props) {
  const { userId } = useMe()
  const waiting = (timeline.data?.items ?? []).flatMap((item) =>
    item.kind === 'message' &&
    item.message.state === 'queued' &&
    item.message.undoUntil !== null &&
    item.message.by.id === userId
      ? [item.message]
      : [],
  )
  const last = waiting.at(-1)
  if (!last) return null
  // Papers that were sent at one press come back at one press; a chat one after the other.
  const together =
    last.category === 'chat'
      ? [last]
      : waiting.filter(({ category }) => category === last.category).toReversed()
  return <Waiting key={last.id} message={last} together={together} timeline={timeline} {...rest} />
}

type WaitingProps = Props & Readonly<{ message: ThreadMessage; together: readonly ThreadMessage[] }>

function Waiting({ message, together, detail, timeline, draft }: WaitingProps) {
  const t = useWords('inbox')
  const now = useNow(500)
  const left = Math.ceil((Date.parse(message.undoUntil ?? message.at) - now) / 1000)
  const undo = useMessageChange(async () => {
    const back: ThreadMessage[] = []
    for (const { id: messageId } of together) {
      back.push(await client.inbox.undo({ conversationId: detail.id, messageId }))
      // What came back is seen, although the next may have left already.
      timeline.put(back)
    }
    const own = message.category === 'chat' && message.said.kind !== 'template'
    if (own && draft.draft.reply.trim() === '') draft.change({ note: false, reply: message.text })
    return back
  }, timeline.put)
  if (left <= 0) return null
  return (
    <div className={css['undo']} role="status">
      <span>{t('leaves_in', { seconds: left })}</span>
      <Button
        size="compact-sm"
        variant="white"
        leftSection={<IconArrowBackUp size={15} />}
        loading={undo.isPending}
        onClick={() => undo.mutate(undefined)}
      >
        {t('undo_send')}
      </Button>
    </div>
  )
}
