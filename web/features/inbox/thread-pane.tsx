import { useMediaQuery } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import type { ThreadMessage } from '#core/messaging/thread.ts'
import { api, client } from '#web/client.ts'
import { useSearchText } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Question } from '#web/ui/question.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { SidePanel } from '#web/ui/side-panel.tsx'
import { useWords } from '#web/words.ts'
import { Composer, type ComposerHandle } from './composer.tsx'
import { DeskSide } from './desk-side.tsx'
import { isBlank } from './draft.ts'
import css from './inbox.module.css'
import { PendingBubbles } from './pending-bubbles.tsx'
import threadCss from './thread.module.css'
import { ThreadHead } from './thread-head.tsx'
import { ThreadView } from './thread-view.tsx'
import { useClose } from './use-close.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { useDraft } from './use-draft.ts'
import { useMessageChange } from './use-message-change.ts'
import { usePresence } from './use-presence.ts'
import { useSend } from './use-send.ts'
import { threadsOf, useConversation, useTimeline } from './use-timeline.ts'

/** The second and third pane: one conversation, its answer, and whose it is. */
export function ThreadPane({ id }: { id: string }) {
  const t = useWords('inbox')
  const { data, error, refetch } = useConversation(id)
  if (error && !data)
    return (
      <section className={css['none']} aria-label={t('conversation')}>
        <Failed error={error} onRetry={() => void refetch()} />
      </section>
    )
  if (!data)
    return (
      <section className={css['none']} aria-label={t('conversation')}>
        <Bones rows={8} />
      </section>
    )
  return <Desk detail={data} />
}

function Desk({ detail }: { detail: ConversationDetail }) {
  const t = useWords('inbox')
  const narrow = useMediaQuery('(max-width: 1240px)', false, { getInitialValueInEffect: false })
  const [panel, setPanel] = useState(false)
  const [search, change] = useSearchText()
  const around = search['message']
  const timeline = useTimeline(detail.id, around, threadsOf(detail))
  const draft = useDraft(detail)
  const toEnd = useCallback(() => change({ message: null }), [change])
  const sending = useSend(detail, timeline.put)
  const presence = usePresence(detail)
  const composer = useRef<ComposerHandle>(null)
  const acts = useActs(detail, timeline.put, composer)
  const closing = useClose(detail, !isBlank(draft.draft))
  useDeskKeys(detail, composer, closing)
  const jumpTo = useCallback(
    (messageId: string) => {
      const target = document.querySelector(`[data-message="${CSS.escape(messageId)}"]`)
      if (target) flash(target)
      else change({ message: messageId })
    },
    [change],
  )
  const side = <DeskSide detail={detail} sending={sending} />
  return (
    <>
      <section className={css['middle']} aria-label={t('conversation')}>
        <ThreadHead
          detail={detail}
          others={presence.others}
          closing={closing}
          onPanel={narrow ? () => setPanel(true) : undefined}
        />
        <ThreadView
          key={around ?? ''}
          detail={detail}
          timeline={timeline}
          around={around}
          acts={{ ...acts, jumpTo }}
          pendingCount={sending.pending.length}
          pending={<PendingBubbles rows={sending.pending} />}
          onSeen={useReading(detail)}
          toEnd={toEnd}
        />
        <Composer
          ref={composer}
          detail={detail}
          draft={draft}
          sending={sending}
          timeline={timeline}
          others={presence.others}
          onTyping={presence.typing}
        />
      </section>
      {narrow ? (
        <SidePanel open={panel} onClose={() => setPanel(false)} title={t('panel')}>
          {panel && side}
        </SidePanel>
      ) : (
        <ScrollArea as="aside" className={css['side']} label={t('panel')}>
          {side}
        </ScrollArea>
      )}
      <SomeoneAnswers asking={sending.asking} />
    </>
  )
}

/** Leads the eye to a message that is already there. */
function flash(target: Element) {
  target.scrollIntoView({ block: 'center', behavior: 'smooth' })
  target.classList.add(threadCss['flash'] ?? 'flash')
  setTimeout(() => target.classList.remove(threadCss['flash'] ?? 'flash'), 1600)
}

/** What can be done with a message, each change seen at once and taken back when declined. */
function useActs(
  detail: ConversationDetail,
  put: (messages: readonly ThreadMessage[]) => void,
  composer: React.RefObject<ComposerHandle | null>,
) {
  const conversationId = detail.id
  const retry = useMessageChange(
    ({ id: messageId }: ThreadMessage) => client.inbox.retry({ conversationId, messageId }),
    put,
  )
  const react = useMessageChange(
    ({ message, emoji }: { message: ThreadMessage; emoji: string | null }) =>
      client.inbox.react({ conversationId, messageId: message.id, emoji }),
    put,
  )
  return {
    quote: (message: ThreadMessage) => composer.current?.quote(message),
    retry: (message: ThreadMessage) => {
      if (!retry.isPending) retry.mutate(message)
    },
    retrying: retry.isPending ? retry.variables.id : undefined,
    react: (message: ThreadMessage, emoji: string | null) => {
      const theirs = message.reactions.filter(({ side }) => side === 'them')
      const ours = emoji === null ? [] : [{ side: 'us' as const, emoji }]
      put([{ ...message, reactions: [...theirs, ...ours] }])
      react.mutate({ message, emoji }, { onError: () => put([message]) })
    },
  }
}

/** Marks as read what was really in sight: the newest, on a page that is looked at. */
function useReading(detail: ConversationDetail) {
  const queries = useQueryClient()
  const { id, unread, lastAt } = detail
  const read = useRef('')
  const seen = useCallback(() => {
    if (unread === 0 || read.current === lastAt || document.visibilityState !== 'visible') return
    read.current = lastAt
    client.inbox
      .setReading({ id, unread: false })
      .then(() =>
        Promise.all(
          [
            api.inbox.counts.key(),
            api.inbox.conversations.key(),
            api.inbox.conversation.key({ input: { id } }),
          ].map((queryKey) => queries.invalidateQueries({ queryKey })),
        ),
      )
      .catch(() => {
        read.current = ''
      })
  }, [id, unread, lastAt, queries])
  useEffect(() => {
    document.addEventListener('visibilitychange', seen)
    return () => document.removeEventListener('visibilitychange', seen)
  }, [seen])
  return seen
}

/** Asks once before an answer goes out beside a colleague's. */
function SomeoneAnswers({ asking }: { asking: ReturnType<typeof useSend>['asking'] }): ReactNode {
  const t = useWords('inbox')
  return (
    <Question
      open={asking !== null}
      onClose={() => asking?.no()}
      title={t('someone_ask')}
      yes={t('someone_yes')}
      no={t('someone_no')}
      onYes={() => asking?.yes()}
    >
      {asking && (
        <>
          <p>{asking.name ? t('someone_named', { name: asking.name }) : t('someone_hint')}</p>
          <blockquote className={threadCss['quotedMail']} dir="auto">
            {asking.text}
          </blockquote>
        </>
      )}
    </Question>
  )
}
