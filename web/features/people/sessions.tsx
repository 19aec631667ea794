import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Ltr, Moment } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { deviceOf } from './device.ts'
import css from './people.module.css'
import { useChange } from './use-change.ts'

/** Where one is signed in, and how to end it there. */
export function Sessions() {
  const t = useWords('people')
  const { data, error, refetch } = useQuery(api.people.sessions.queryOptions({ input: {} }))
  const nameOf = (agent: string) => {
    const device = deviceOf(agent)
    return device ? t('session_device', device) : agent
  }
  const end = useChange(
    (id: string) => client.people.revokeSession({ id }),
    () => toast.said(t('session_ended')),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={3} />
  return (
    <ul className={`${css['rows']} ${css['inSection']}`}>
      {data.rows.map(({ id, agent, address, lastSeenAt, current }) => (
        <li key={id} className={css['row']}>
          <div>
            <b title={agent}>
              <bdi>{nameOf(agent)}</bdi>
            </b>
            <small>
              <Ltr>{address}</Ltr> · {t('session_seen')} <Moment value={lastSeenAt} />
            </small>
          </div>
          {current ? (
            <Chip tone="brand">{t('session_here')}</Chip>
          ) : (
            <Button variant="default" onClick={() => end.mutate(id)}>
              {t('session_end')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
