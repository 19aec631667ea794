import { type Ref, useImperativeHandle, useRef } from 'react'
import type { ConversationDetail, Viewer } from '#core/inbox/conversation.ts'
import { type ThreadMessage, wordsOf } from '#core/messaging/thread.ts'
import { useMay } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'
import { NoteBox } from './note-box.tsx'
import { ReplyBox } from './reply-box.tsx'
import { Shut } from './shut.tsx'
import { UndoBar } from './undo-bar.tsx'
import type { DraftView } from './use-draft.ts'
import type { SendView } from './use-send.ts'
import type { TimelineView } from './use-timeline.ts'
import { useWay } from './use-way.ts'
import { WayTabs } from './way-tabs.tsx'
import { WindowLine } from './window-line.tsx'

/** How the rest of the page reaches into the composer. */
export type ComposerHandle = Readonly<{
  focus: (note: boolean) => void
  quote: (message: ThreadMessage) => void
}>

type Props = Readonly<{
  ref: Ref<ComposerHandle>
  detail: ConversationDetail
  draft: DraftView
  sending: SendView
  timeline: TimelineView
  others: readonly Viewer[]
  onTyping: () => void
}>

/** Channel, then whether it is open, then the box: nobody writes what cannot leave. */
export function Composer(props: Props) {
  const { ref, detail, draft, sending, timeline, onTyping } = props
  const t = useWords('inbox')
  const box = useRef<HTMLDivElement>(null)
  const { note } = draft.draft
  const way = useWay(detail, draft)
  // Who is named in a note answers with one, although the customer is another's to answer.
  const mayNote = useMay()('inbox.answer') !== undefined
  const focusField = () => {
    // The field of the other side is drawn first.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('textarea')?.focus())
  }
  useImperativeHandle(ref, () => ({
    focus: (wantsNote) => {
      draft.change({ note: wantsNote })
      focusField()
    },
    quote: (message) => {
      draft.change({
        note: false,
        threadId: message.threadId === detail.threadId ? null : message.threadId,
        answers: { id: message.id, text: message.text || wordsOf(message.said) },
      })
      focusField()
    },
  }))
  if (!detail.mayAnswer)
    return (
      <div className={css['composer']} ref={box}>
        <p className={css['readOnly']}>{t(mayNote ? 'note_only' : 'read_only')}</p>
        {mayNote && (
          <NoteBox detail={detail} draft={draft} timeline={timeline} onTyping={onTyping} />
        )}
      </div>
    )
  const shut = !note && way.shut
  return (
    <div className={css['composer']} ref={box}>
      <UndoBar detail={detail} timeline={timeline} draft={draft} />
      <div className={css['ways']}>
        <WayTabs detail={detail} draft={draft} way={way} />
        {!note && <WindowLine way={way} />}
      </div>
      {note && <NoteBox detail={detail} draft={draft} timeline={timeline} onTyping={onTyping} />}
      {shut && <Shut detail={detail} way={way} draft={draft} sending={sending} />}
      {!note && !shut && (
        <ReplyBox detail={detail} draft={draft} way={way} sending={sending} onTyping={onTyping} />
      )}
    </div>
  )
}
