import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ConversationRow } from '#core/inbox/conversation.ts'
import type { FoundMessage } from '#core/inbox/search.ts'
import { api, client } from '#web/client.ts'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { Face } from './channel.tsx'
import { useWhen } from './clock.ts'
import css from './list.module.css'

type Props = Readonly<{
  text: string
  /** The conversations that stand above with their last words, which need not be said twice. */
  rows: readonly ConversationRow[]
}>

/** What was said that holds these words, the newest first; each leads to its place in the thread. */
export function MessageHits({ text, rows }: Props) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [search] = useSearchText()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: [...api.inbox.search.key(), 'hits', text],
      queryFn: ({ pageParam, signal }) =>
        client.inbox.search(
          { text, limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.nextCursor,
      enabled: text.length >= 2,
    },
  )
  if (text.length < 2) return null
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={3} />
  const isShown = ({ conversationId, at }: FoundMessage) =>
    rows.some(({ id, lastAt }) => id === conversationId && lastAt === at)
  const hits = data.pages.flatMap((page) => page.rows).filter((hit) => !isShown(hit))
  return (
    <>
      <h3 className={css['group']}>{t('in_messages')}</h3>
      {hits.length === 0 && <p className={css['nothing']}>{t('no_hits')}</p>}
      <ul>
        {hits.map((hit) => (
          <li key={hit.messageId}>
            <Hit
              hit={hit}
              to={
                hit.conversationId &&
                `/inbox/${hit.conversationId}${stringifySearch({ ...search, message: hit.messageId })}`
              }
            />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className={css['more']}>
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {ui('load_more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Hit({ hit, to }: { hit: FoundMessage; to: string | null }) {
  const t = useWords('inbox')
  const when = useWhen()
  const name = hit.customer?.name ?? hit.by
  const body = (
    <>
      <span className={css['line']}>
        <b>
          <Bdi>{name}</Bdi>
        </b>
        <time dateTime={hit.at}>{when(hit.at)}</time>
      </span>
      <span className={css['hit']} dir="auto">
        {hit.direction === 'out' && <span className="muted">{t('us')} </span>}
        {marked(hit)}
      </span>
    </>
  )
  return (
    <div className={css['item']}>
      <Face name={name} channel={hit.channel} />
      {to ? (
        <Go to={to} className={css['main']}>
          {body}
        </Go>
      ) : (
        <div className={css['main']}>{body}</div>
      )}
    </div>
  )
}

/** The words around a hit, the hit itself marked. */
function marked({ snippet, marks }: FoundMessage): ReactNode[] {
  const pieces: ReactNode[] = []
  let at = 0
  for (const { from, until } of marks) {
    pieces.push(snippet.slice(at, from), <mark key={from}>{snippet.slice(from, until)}</mark>)
    at = until
  }
  return [...pieces, snippet.slice(at)]
}
