import { ActionIcon } from '@mantine/core'
import { IconLock, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { TimelineItem } from '#core/inbox/conversation.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useMe } from '#web/me.tsx'
import { Question } from '#web/ui/question.tsx'
import { Bdi, Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './notes.module.css'
import { useTimelineChange } from './use-timeline-change.ts'

type Props = Readonly<{
  item: Extract<TimelineItem, { kind: 'note' }>
  conversationId: string
  marked: boolean
}>

/** A note among colleagues; that the customer never sees it is said on it. */
export function NoteCard({ item, conversationId, marked }: Props) {
  const t = useWords('inbox')
  const format = useFormat()
  const { userId } = useMe()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { note, at, id } = item
  const remove = useTimelineChange(
    () =>
      client.inbox.removeNote({
        conversationId: item.conversationId ?? conversationId,
        noteId: id,
      }),
    () => setAsking(false),
  )
  return (
    <article className={css['note']} data-message={id} data-marked={marked || undefined}>
      <header>
        <IconLock size={14} aria-hidden="true" />
        <span>{t('note_hidden')}</span>
        <span aria-hidden="true">·</span>
        <Bdi>{note.by.name}</Bdi>
        <time dateTime={at}>
          <Ltr>{format.clock(at)}</Ltr>
        </time>
        {(note.by.id === userId || may('inbox.manage')) && (
          <ActionIcon
            size={24}
            ms="auto"
            variant="transparent"
            className={css['noteTool'] ?? ''}
            aria-label={t('note_remove')}
            onClick={() => setAsking(true)}
          >
            <IconTrash size={14} />
          </ActionIcon>
        )}
      </header>
      <p dir="auto">
        {withNames(
          note.text,
          note.mentions.map(({ name }) => name),
        )}
      </p>
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('note_remove_ask')}
        yes={t('note_remove')}
        grave
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      />
    </article>
  )
}

/** The colleagues that a note names stand out in it. */
function withNames(text: string, names: readonly string[]): ReactNode {
  const marks = names.map((name) => `@${name}`).toSorted((a, b) => b.length - a.length)
  const pieces: ReactNode[] = []
  let at = 0
  while (at < text.length) {
    const from = at
    const found = marks
      .map((mark) => ({ mark, place: text.indexOf(mark, from) }))
      .filter(({ place }) => place >= 0)
      .toSorted((a, b) => a.place - b.place)[0]
    if (!found) return [...pieces, text.slice(at)]
    pieces.push(text.slice(at, found.place), <b key={found.place}>{found.mark}</b>)
    at = found.place + found.mark.length
  }
  return pieces
}
