import { Button, Checkbox } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ConversationRow } from '#core/inbox/conversation.ts'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { Blank, Bones, Failed, NoneMatch } from '#web/ui/blank.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { useWords } from '#web/words.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ConversationLine } from './conversation-row.tsx'
import { Folders } from './folders.tsx'
import css from './list.module.css'
import { ListHead } from './list-head.tsx'
import { MessageHits } from './message-hits.tsx'
import { askedOf, filterNames, useConversations } from './use-conversations.ts'
import { useListKeys } from './use-list-keys.ts'
import { useTicked } from './use-ticked.ts'

/** Where a list stood when its reader opened a conversation, so that coming back finds it there. */
const stoodAt = new Map<string, number>()

/** The first pane: folders, filters, search, and the conversations themselves. */
export function ConversationList({ openId }: { openId: string | null }) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [search, change] = useSearchText()
  const asked = askedOf(search)
  const { query, rows, total } = useConversations(asked)
  const ticked = useTicked(rows, JSON.stringify(asked))
  const narrowed = asked.text !== undefined || filterNames.some((name) => search[name])
  const { message: _, ...kept } = search
  const to = (id: string) => `/inbox/${id}${stringifySearch(kept)}`
  useListKeys({ rows, openId, to, ticked })
  const clear = () =>
    change({ q: null, ...Object.fromEntries(filterNames.map((name) => [name, null])) })
  return (
    <section className={`${css['pane']} ${css['list']}`} aria-label={t('conversations')}>
      <ListHead />
      <Folders />
      {ticked.ids.length > 0 && (
        <Checkbox
          className={css['all']}
          label={ui('select_all')}
          checked={ticked.ids.length === rows.length}
          indeterminate={ticked.ids.length < rows.length}
          onChange={() => ticked.toggleAll()}
        />
      )}
      {query.error && !query.data && (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Bones rows={8} />}
      {query.data && rows.length === 0 && !asked.text && (
        <div className="scroll">
          {narrowed ? <NoneMatch onClear={clear} /> : <Empty folder={asked.folder} />}
        </div>
      )}
      {query.data && (rows.length > 0 || asked.text) && (
        <Rows
          key={JSON.stringify(asked)}
          name={JSON.stringify(asked)}
          rows={rows}
          total={total}
          text={asked.text}
          more={query.hasNextPage && !query.isFetchingNextPage ? query.fetchNextPage : undefined}
          line={(row) => (
            <ConversationLine
              row={row}
              to={to(row.id)}
              open={row.id === openId}
              ticked={ticked.has(row.id)}
              ticking={ticked.ids.length > 0}
              onTick={(range) => ticked.toggle(row.id, range)}
            />
          )}
        />
      )}
      <BulkBar ids={ticked.ids} onDone={ticked.clear} />
    </section>
  )
}

type RowsProps = Readonly<{
  name: string
  rows: readonly ConversationRow[]
  total: number
  text: string | undefined
  more: (() => unknown) | undefined
  line: (row: ConversationRow) => React.ReactNode
}>

/** Only what is in sight is drawn; what is found in messages stands under the names. */
function Rows({ name, rows, total, text, more, line }: RowsProps) {
  const t = useWords('inbox')
  const box = useRef<HTMLDivElement>(null)
  const [, setBoxed] = useState(false)
  useLayoutEffect(() => setBoxed(true), [])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 92,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 8,
    initialOffset: stoodAt.get(name) ?? 0,
  })
  const items = virtual.getVirtualItems()
  const near = (items.at(-1)?.index ?? 0) >= rows.length - 15
  useEffect(() => {
    if (near) more?.()
  }, [near, more])
  return (
    <ScrollArea
      ref={box}
      className={css['items']}
      label={t('conversations')}
      onScroll={({ currentTarget }) => stoodAt.set(name, currentTarget.scrollTop)}
    >
      {text && rows.length > 0 && (
        <h3 className={css['group']}>{t('in_names', { count: total })}</h3>
      )}
      <ul style={{ blockSize: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index]
          return (
            row && (
              <li
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                className={css['placed']}
                style={{ transform: `translateY(${start}px)` }}
              >
                {line(row)}
              </li>
            )
          )
        })}
      </ul>
      {text && <MessageHits text={text} rows={rows} />}
    </ScrollArea>
  )
}

function Empty({ folder }: { folder: ReturnType<typeof askedOf>['folder'] }) {
  const t = useWords('inbox')
  const [, change] = useSearchText()
  return (
    <Blank
      icon={<IconInbox size={30} />}
      title={t(`empty_${folder}`)}
      actions={
        folder !== 'all' && (
          <Button variant="default" onClick={() => change({ folder: 'all' })}>
            {t('show_all')}
          </Button>
        )
      }
    >
      {t(`empty_${folder}_hint`)}
    </Blank>
  )
}
