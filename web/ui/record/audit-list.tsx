import { IconShieldCheck, IconShieldHalf } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import { useWords } from '#web/words.ts'
import { Bones, Failed } from '../blank.tsx'
import { Bdi, Code } from '../text/text.tsx'
import { Timeline } from './timeline.tsx'

/** Who changed this record, when, and what it was before: the audit log of one thing. */
export function AuditList({ aboutId }: { aboutId: string }) {
  const t = useWords('ui')
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...api.people.audit.key(), 'about', aboutId],
    queryFn: ({ pageParam }) =>
      client.people.audit({ aboutId, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
  if (isPending) return <Bones rows={4} />
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const rows = data.pages.flatMap((page) => page.rows)
  return (
    <Timeline
      events={rows.map((row) => ({
        id: String(row.seq),
        at: row.at,
        icon: row.sealed ? <IconShieldCheck size={16} /> : <IconShieldHalf size={16} />,
        title: (
          <>
            <Code>{row.action}</Code> {t('by', { name: row.actor })}
          </>
        ),
        details: <Changes before={row.before} after={row.after} />,
      }))}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
    />
  )
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const shown = (value: unknown): string =>
  value === undefined || value === null
    ? '—'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)

/** The fields that differ, each with what it was and what it became. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  const [old, next] = [record(before), record(after)]
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
    (name) => shown(old[name]) !== shown(next[name]),
  )
  return names.map((name) => (
    <div key={name}>
      <Code quiet>{name}</Code>: <Bdi>{shown(old[name])}</Bdi>
      {'\u00a0'}
      <span className="mirror" aria-hidden="true">
        ←
      </span>
      {'\u00a0'}
      <Bdi>{shown(next[name])}</Bdi>
    </div>
  ))
}
