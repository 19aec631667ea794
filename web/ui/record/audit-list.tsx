import { IconShieldCheck, IconShieldHalf } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { inDigits } from '#core/arabic/digits.ts'
import { formatPercent, weekdays } from '#core/format.ts'
import { Permission } from '#core/permission.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { useRoleName } from '#web/role-name.ts'
import { useTermsWords } from '#web/terms-words.ts'
import { useAuditWords, useWords } from '#web/words.ts'
import { Bones, Failed } from '../blank.tsx'
import { Money } from '../text/money.tsx'
import { Bdi, Code, Day, Ltr, Moment } from '../text/text.tsx'
import css from './audit-list.module.css'
import { auditValue, changedFields, sameHours } from './audit-value.ts'
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

/** A permission by its own words, as the page of roles says it. */
const isPermission = (name: string): name is Permission => Permission.safeParse(name).success

function FieldName({ name }: { name: string }) {
  const say = useAuditWords()
  const permit = useWords('permissions')
  if (isPermission(name)) return permit(name)
  return say(`field_${name}`) ?? <Code quiet>{name}</Code>
}

/** People, roles and departments are said by name where the reader may see names. */
function Id({ id }: { id: string }) {
  const enabled = useMay()('people.read') !== undefined
  const roleName = useRoleName()
  const how = { input: {}, enabled, staleTime: 300_000 }
  const { data: users } = useQuery(api.people.users.queryOptions(how))
  const { data: roles } = useQuery(api.people.roles.queryOptions(how))
  const { data: departments } = useQuery(api.people.departments.queryOptions(how))
  const role = roles?.rows.find((each) => each.id === id)
  const named = [...(users?.rows ?? []), ...(departments?.rows ?? [])]
  const name = role ? roleName(role) : named.find((each) => each.id === id)?.name
  return name ? <Bdi>{name}</Bdi> : <Code quiet>{id.slice(-6)}</Code>
}

/** A word of ours by its meaning in this field, else by its usual one; what a person typed as it is. */
function Text({ text, name }: { text: string; name: string }) {
  const say = useAuditWords()
  const permit = useWords('permissions')
  if (isPermission(text)) return permit(text)
  return say(`is_${name}.${text}`) ?? say(`is_${text}`) ?? <Bdi>{text}</Bdi>
}

/** Records of several fields stand apart by more than their fields do. */
function Several({ items, name }: { items: readonly unknown[]; name: string }) {
  const t = useWords('ui')
  const between = items.some((item) => auditValue(item).is === 'fields') ? 'semicolon' : 'comma'
  return items.map((item, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what is in the log never moves.
    <Fragment key={at}>
      {at > 0 && t(between)}
      <Value value={item} name={name} />
    </Fragment>
  ))
}

/** The hours of the week, neighbouring days of the same hours together and a day off left out. */
function Week({ hours }: { hours: readonly (readonly unknown[])[] }) {
  const { language } = usePreferences()
  const t = useWords('ui')
  const name = (day: number) => weekdays[language][day] ?? ''
  const runs = sameHours(hours).filter(({ items }) => items.length > 0)
  return runs.map(({ items, first, last }, at) => (
    <Fragment key={first}>
      {at > 0 && t('semicolon')}
      {first === last ? name(first) : t('hours_between', { from: name(first), until: name(last) })}{' '}
      <Several items={items} name="" />
    </Fragment>
  ))
}

function Value({ value, name }: { value: unknown; name: string }) {
  const say = useAuditWords()
  const t = useWords('ui')
  const { language, digits } = usePreferences()
  const termsWords = useTermsWords()
  const of = auditValue(value, name)
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
    case 'number':
      return <Ltr>{inDigits(String(of.number).replace('-', '\u2212'), digits)}</Ltr>
    case 'terms':
      return termsWords(of.terms)
    case 'percent':
      return <Ltr>{formatPercent(of.basisPoints, { lang: language, digits })}</Ltr>
    case 'weekdays':
      return of.days.map((day) => weekdays[language][day]).join(t('comma'))
    case 'hours':
      return t('hours_between', { from: of.from, until: of.until })
    case 'week':
      return <Week hours={of.hours} />
    case 'text':
      return <Text text={of.text} name={name} />
    case 'list':
      return <Several items={of.items} name={name} />
    case 'fields':
      return changedFields(null, of.fields).map((field, at) => (
        <Fragment key={field.name}>
          {at > 0 && t('comma')}
          <span className="dim">
            <FieldName name={field.name} />
          </span>{' '}
          <Value value={field.next} name={field.name} />
        </Fragment>
      ))
  }
}

/** The fields that differ, each with what it was and what it became. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  const made = before === null || before === undefined
  return (
    <span className={css['changes']}>
      {changedFields(before, after).map(({ name, old, next }) => (
        <span key={name}>
          <span className="dim">
            <FieldName name={name} />:
          </span>{' '}
          {!made && (
            <>
              <Value value={old} name={name} />
              {'\u00a0'}
              <span className="mirror" aria-hidden="true">
                ←
              </span>
              {'\u00a0'}
            </>
          )}
          <Value value={next} name={name} />
        </span>
      ))}
    </span>
  )
}
