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
  return last ? <Waiting key={last.id} message={last} timeline={timeline} {...rest} /> : null
}

function Waiting({ message, detail, timeline, draft }: Props & { message: ThreadMessage }) {
  const t = useWords('inbox')
  const now = useNow(500)
  const left = Math.ceil((Date.parse(message.undoUntil ?? message.at) - now) / 1000)
  const undo = useMessageChange(async () => {
    const back = await client.inbox.undo({ conversationId: detail.id, messageId: message.id })
    if (draft.draft.reply.trim() === '' && message.said.kind !== 'template')
      draft.change({ note: false, reply: message.text })
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
