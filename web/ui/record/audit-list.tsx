import { IconShieldCheck, IconShieldHalf } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useAuditWords, useWords } from '#web/words.ts'
import { Bones, Failed } from '../blank.tsx'
import { Money } from '../text/money.tsx'
import { Bdi, Code, Day, Moment } from '../text/text.tsx'
import { auditValue, changedFields } from './audit-value.ts'
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
            <AuditAction action={row.action} />{' '}
            <span className="dim">{t('by', { name: row.actor })}</span>
          </>
        ),
        details: <Changes before={row.before} after={row.after} />,
      }))}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
    />
  )
}

/** What was done, in words; an action without words is shown as it is. */
export function AuditAction({ action }: { action: string }) {
  const say = useAuditWords()
  const words = say(`do_${action}`)
  return words === undefined ? <Code>{action}</Code> : words
}

function FieldName({ name }: { name: string }) {
  const say = useAuditWords()
  return say(`field_${name}`) ?? <Code quiet>{name}</Code>
}

/** A person's id is said by name where the reader may see names. */
function Id({ id }: { id: string }) {
  const reads = useMay()('people.read') !== undefined
  const { data } = useQuery({
    ...api.people.users.queryOptions({ input: {} }),
    enabled: reads,
    staleTime: 300_000,
  })
  const name = data?.rows.find((user) => user.id === id)?.name
  return name ? <Bdi>{name}</Bdi> : <Code quiet>{id.slice(-6)}</Code>
}

function Value({ value }: { value: unknown }) {
  const say = useAuditWords()
  const t = useWords('ui')
  const of = auditValue(value)
  switch (of.is) {
    case 'nothing':
      return '—'
    case 'money':
      return <Money value={of.money} />
    case 'day':
      return <Day value={of.day} />
    case 'instant':
      return <Moment value={of.at} />
    case 'yes_no':
      return say(of.yes ? 'yes' : 'no')
    case 'id':
      return <Id id={of.id} />
    case 'text':
      return say(`is_${of.text}`) ?? <Bdi>{of.text}</Bdi>
    case 'list':
      return of.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is in the log never moves.
        <Fragment key={at}>
          {at > 0 && t('comma')}
          <Value value={item} />
        </Fragment>
      ))
    case 'fields':
      return changedFields(null, of.fields).map(({ name, next }, at) => (
        <Fragment key={name}>
          {at > 0 && t('comma')}
          <FieldName name={name} /> <Value value={next} />
        </Fragment>
      ))
  }
}

/** The fields that differ, each with what it was and what it became. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  const made = before === null || before === undefined
  return changedFields(before, after).map(({ name, old, next }) => (
    <div key={name}>
      <span className="dim">
        <FieldName name={name} />:
      </span>{' '}
      {!made && (
        <>
          <Value value={old} />
          {'\u00a0'}
          <span className="mirror" aria-hidden="true">
            ←
          </span>
          {'\u00a0'}
        </>
      )}
      <Value value={next} />
    </div>
  ))
}
