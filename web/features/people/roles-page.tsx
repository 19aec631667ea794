import { Button } from '@mantine/core'
import { IconPlus, IconShield } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { useRoleName } from '#web/role-name.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import css from './people.module.css'

/** The roles of the company, shipped and own. */
export function RolesPage() {
  const t = useWords('people')
  const nameOf = useRoleName()
  const go = useGo()
  const manages = useMay()('people.manage') !== undefined
  const { data, error, refetch } = useQuery(api.people.roles.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const add = manages && (
    <Button
      leftSection={<IconPlus size={16} />}
      onClick={() => go(`/settings/roles/${newId()}?new=1`)}
    >
      {t('role_new')}
    </Button>
  )
  return (
    <Sheet label={t('roles')}>
      <PageHead title={t('roles')} actions={add}>
        {t('roles_hint')}
      </PageHead>
      {!data && <Bones />}
      {data?.rows.map((role) => (
        <Go key={role.id} to={`/settings/roles/${role.id}`} className={css['row']}>
          <IconShield size={22} stroke={1.6} />
          <div>
            <b>
              <bdi>{nameOf(role)}</bdi>
            </b>
            <small>{t('members', { count: role.members })}</small>
          </div>
          {role.key && <Chip>{t('role_shipped')}</Chip>}
        </Go>
      ))}
    </Sheet>
  )
}
