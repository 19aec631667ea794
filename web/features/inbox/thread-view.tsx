import { Button } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import type { ConversationDetail, TimelineItem } from '#core/inbox/conversation.ts'
import { useFormat } from '#web/format.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { AsReceipt } from './as-receipt.tsx'
import { RenewLinks } from './fresh-links.ts'
import { HappeningLine } from './happening-line.tsx'
import { type Acts, MessageView } from './message-view.tsx'
import { NoteCard } from './note-card.tsx'
import { SeemsPromise } from './seems-promise.tsx'
import css from './thread.module.css'
import { useScroll } from './use-scroll.ts'
import type { TimelineView } from './use-timeline.ts'

type Props = Readonly<{
  detail: ConversationDetail
  timeline: TimelineView
  around: string | undefined
  acts: Acts
  /** What is on its way to the server and not in the timeline yet. */
  pending: ReactNode
  pendingCount: number
  onSeen: () => void
  toEnd: () => void
}>

/** What was said and done, the newest at the foot. */
export function ThreadView({
  detail,
  timeline,
  around,
  acts,
  pending,
  pendingCount,
  onSeen,
  toEnd,
}: Props) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const { data: held, error, refetch } = timeline
  const scroll = useScroll({ timeline, around, pendingCount, onSeen, toEnd })
  if (error && !held)
    return (
      <div className={css['thread']}>
        <Failed error={error} onRetry={() => void refetch()} />
      </div>
    )
  return (
    <div className={css['threadBox']}>
      <ScrollArea
        as="div"
        ref={scroll.box}
        className={css['thread']}
        role="log"
        label={t('thread_of', { name: detail.customer?.name ?? detail.writer })}
        aria-busy={held === undefined}
        onScroll={scroll.onScroll}
      >
        <div ref={scroll.content} className={css['content']}>
          {!held && <Bones rows={6} />}
          {timeline.loadOlder && (
            <Button
              variant="subtle"
              size="compact-sm"
              className={css['older'] ?? ''}
              loading={timeline.loadingMore}
              onClick={() => void timeline.loadOlder?.()}
            >
              {ui('load_more')}
            </Button>
          )}
          {held && held.items.length === 0 && <p className={css['when']}>{t('nothing_said')}</p>}
          {held && (
            <RenewLinks value={timeline.renewLinks}>
              <Items detail={detail} items={held.items} around={around} acts={acts} />
            </RenewLinks>
          )}
          {timeline.loadNewer && (
            <Button
              variant="subtle"
              size="compact-sm"
              className={css['older'] ?? ''}
              loading={timeline.loadingMore}
              onClick={() => void timeline.loadNewer?.()}
            >
              {t('load_newer')}
            </Button>
          )}
          {pending}
        </div>
      </ScrollArea>
      {(scroll.fresh > 0 || scroll.away) && (
        <Button
          className={css['pill'] ?? ''}
          size="compact-sm"
          radius="xl"
          leftSection={<IconArrowDown size={15} />}
          onClick={scroll.toNewest}
        >
          {scroll.fresh > 0 ? t('fresh', { count: scroll.fresh }) : t('to_newest')}
        </Button>
      )}
    </div>
  )
}

type ItemsProps = Readonly<{
  detail: ConversationDetail
  items: readonly TimelineItem[]
  around: string | undefined
  acts: Acts
}>

function Items({ detail, items, around, acts }: ItemsProps) {
  const format = useFormat()
  return items.map((item, at) => {
    const day = format.dayOf(item.at)
    const before = items[at - 1]
    const newDay = !before || format.dayOf(before.at) !== day
    return (
      <Fragment key={item.id}>
        {newDay && (
          <h3 className={css['when']}>
            <Day value={day} near weekday />
          </h3>
        )}
        <Item detail={detail} item={item} before={before} marked={item.id === around} acts={acts} />
        {item.kind === 'message' && detail.customer && (
          <>
            <AsReceipt message={item.message} customerId={detail.customer.id} />
            <SeemsPromise message={item.message} customerId={detail.customer.id} />
          </>
        )}
      </Fragment>
    )
  })
}

type ItemProps = Readonly<{
  detail: ConversationDetail
  item: TimelineItem
  before: TimelineItem | undefined
  marked: boolean
  acts: Acts
}>

function Item({ detail, item, before, marked, acts }: ItemProps) {
  if (item.kind === 'note')
    return <NoteCard item={item} conversationId={detail.id} marked={marked} />
  if (item.kind === 'happening') return <HappeningLine item={item} />
  const channelBefore = before?.kind === 'message' ? before.message.channel : undefined
  return (
    <MessageView
      message={item.message}
      marked={marked}
      acts={acts}
      mayAnswer={detail.mayAnswer}
      otherChannel={
        detail.threads.length > 1 && item.message.channel !== (channelBefore ?? detail.channel)
      }
    />
  )
}
