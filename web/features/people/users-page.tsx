import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserRow } from '#core/people/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { useRoleName } from '#web/role-name.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi, Day, Ltr, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './people.module.css'
import { useChange } from './use-change.ts'

/** Who works here, and who was invited. */
export function UsersPage() {
  const t = useWords('people')
  const go = useGo()
  const manages = useMay()('people.manage') !== undefined
  const { data, error, refetch } = useQuery(api.people.users.queryOptions({ input: {} }))
  const [leaving, setLeaving] = useState<UserRow | null>(null)
  const stop = useChange(
    (id: string) => client.people.deactivateUser({ id }),
    () => setLeaving(null),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const invite = manages && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => go('/settings/users/new')}>
      {t('invite')}
    </Button>
  )
  return (
    <Sheet label={t('users')}>
      <PageHead title={t('users')} actions={invite}>
        {t('users_hint')}
      </PageHead>
      {data ? (
        <ul className={css['rows']}>
          {data.rows.map((user) => (
            <UserLine key={user.id} user={user} manages={manages} onStop={() => setLeaving(user)} />
          ))}
        </ul>
      ) : (
        <Bones />
      )}
      {manages && <Invitations />}
      <Question
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('deactivate_ask', { name: leaving?.name ?? '' })}
        yes={t('deactivate')}
        grave
        busy={stop.isPending}
        onYes={() => leaving && stop.mutate(leaving.id)}
      >
        {t('deactivate_hint')}
      </Question>
    </Sheet>
  )
}

type LineProps = Readonly<{ user: UserRow; manages: boolean; onStop: () => void }>

function UserLine({ user, manages, onStop }: LineProps) {
  const t = useWords('people')
  const edit = useWords('ui')('edit')
  const go = useGo()
  const nameOf = useRoleName()
  const { data: roles } = useQuery(api.people.roles.queryOptions({ input: {} }))
  const back = useChange((id: string) => client.people.reactivateUser({ id }))
  const mine = roles?.rows.filter(({ id }) => user.roleIds.includes(id)).map(nameOf) ?? []
  const to = `/settings/users/${user.id}`
  return (
    <li className={css['row']}>
      <Avatar name={user.name} person size={36} />
      <div>
        <b>{manages ? <Go to={to}>{<Bdi>{user.name}</Bdi>}</Go> : <Bdi>{user.name}</Bdi>}</b>
        <small>
          <Ltr>{user.email}</Ltr> · {mine.join('، ')} ·{' '}
          {user.lastSeenAt ? <Moment value={user.lastSeenAt} /> : t('never')}
        </small>
      </div>
      {!user.active && <Chip>{t('inactive')}</Chip>}
      {manages && (
        <RowMenu
          name={user.name}
          items={[
            { label: edit, run: () => go(to) },
            user.active
              ? { label: t('deactivate'), run: onStop, grave: true }
              : { label: t('reactivate'), run: () => back.mutate(user.id) },
          ]}
        />
      )}
    </li>
  )
}

function Invitations() {
  const t = useWords('people')
  const format = useFormat()
  const { data } = useQuery(api.people.invitations.queryOptions({ input: {} }))
  const withdraw = useChange(
    (id: string) => client.people.withdrawInvitation({ id }),
    () => toast.said(t('withdrawn')),
  )
  return (
    <Section title={t('invitations')}>
      {data?.rows.length === 0 && <p className="muted">{t('no_invitations')}</p>}
      <ul className={`${css['rows']} ${css['inSection']}`}>
        {data?.rows.map(({ id, name, email, expiresAt }) => (
          <li key={id} className={css['row']}>
            <div>
              <b>
                <Bdi>{name}</Bdi>
              </b>
              <small>
                <Ltr>{email}</Ltr> · {t('expires')} <Day value={format.dayOf(expiresAt)} near />
              </small>
            </div>
            <Button variant="default" onClick={() => withdraw.mutate(id)}>
              {t('withdraw')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
