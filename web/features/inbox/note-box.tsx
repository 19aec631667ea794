import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { fold } from '#core/arabic/fold.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'
import { useAgents } from './lists.ts'
import { MentionMenu, mentionOf } from './mention-menu.tsx'
import { pressed } from './reply-box.tsx'
import type { DraftView } from './use-draft.ts'
import { lengthOf, useField } from './use-field.ts'
import type { TimelineView } from './use-timeline.ts'

type Props = Readonly<{
  detail: ConversationDetail
  draft: DraftView
  timeline: TimelineView
  onTyping: () => void
}>

/** A note for colleagues, on paper of another colour: it has no way to the customer. */
export function NoteBox({ detail, draft, timeline, onTyping }: Props) {
  const t = useWords('inbox')
  const say = useWords('refusals')
  const agents = useAgents()
  const text = draft.draft.noted
  const { field, insert, before, onSelect } = useField(text, (noted) => draft.change({ noted }))
  const [busy, setBusy] = useState(false)
  const attempt = useRef<{ id: string; text: string }>(undefined)
  const typed = mentionOf(before)
  const save = async () => {
    const words = text.trim()
    if (words === '' || busy) return
    setBusy(true)
    // The same words again are the same note: a lost answer makes no second one.
    const id = attempt.current?.text === words ? attempt.current.id : newId()
    attempt.current = { id, text: words }
    const mentions = agents
      .filter(({ user }) => words.includes(`@${user.name}`))
      .map(({ user }) => user.id)
      .slice(0, 20)
    try {
      await client.inbox.note({ id, conversationId: detail.id, text: words, mentions })
      attempt.current = undefined
      draft.clear('note')
      void draft.save()
      await timeline.refresh()
    } catch (error) {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    } finally {
      setBusy(false)
    }
  }
  const wanted = fold(typed ?? '')
  const found =
    typed === undefined ? [] : agents.filter(({ user }) => fold(user.name).includes(wanted))
  return (
    <div className={css['box']} data-note="">
      <p className={css['noteHint']}>
        <IconLock size={14} aria-hidden="true" /> {t('note_hidden')}
      </p>
      <textarea
        ref={field}
        dir="auto"
        rows={2}
        maxLength={4000}
        value={text}
        aria-label={t('note')}
        aria-keyshortcuts="I"
        placeholder={t('note_hint')}
        onChange={({ currentTarget: { value } }) => {
          draft.change({ noted: value })
          onSelect()
          onTyping()
        }}
        onSelect={onSelect}
        onKeyDown={(event) => pressed(event, () => void save())}
      />
      {typed !== undefined && found.length > 0 && (
        <MentionMenu
          field={field}
          names={found.slice(0, 7).map(({ user }) => user.name)}
          onPick={(name) => insert(`@${name} `, (now) => lengthOf(mentionOf(now)))}
        />
      )}
      <div className={css['tools']}>
        <Button ms="auto" loading={busy} disabled={text.trim() === ''} onClick={() => void save()}>
          {t('note_save')}
        </Button>
      </div>
    </div>
  )
}
