import { IconHeadset } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AgentRow } from '#core/inbox/report.ts'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi, Count, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './agents.module.css'
import { type Choice, useTypeChoices } from './choices.ts'
import { SettingsFrame } from './frame.tsx'

const order = { online: 0, busy: 1, away: 2, off: 3 } as const

/** Who answers: whether they are there, how much they hold against what they may, what they know. */
export function AgentsPage() {
  const t = useWords('inboxSettings')
  const types = useTypeChoices()
  const { data, error, refetch } = useQuery({
    ...api.inbox.agents.queryOptions({ input: {} }),
    refetchInterval: 30_000,
  })
  const rows = data?.rows.toSorted((a, b) => order[a.availability] - order[b.availability]) ?? []
  return (
    <SettingsFrame part="agents" hint={t('agents_hint')}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconHeadset size={28} />} title={t('agents')}>
          {t('no_agents')}
        </Blank>
      )}
      {rows.length > 0 && (
        <ul className={css['agents']} aria-label={t('agents')}>
          {rows.map((row) => (
            <AgentLine key={row.user.id} row={row} types={types} />
          ))}
        </ul>
      )}
    </SettingsFrame>
  )
}

function AgentLine({ row, types }: Readonly<{ row: AgentRow; types: readonly Choice[] }>) {
  const t = useWords('inboxSettings')
  const may = useMay()
  const go = useGo()
  const { user, availability, since, departments, load, capacity, waiting } = row
  const edit = `/settings/inbox/agents/${user.id}`
  return (
    <li className={css['agent']}>
      <span className={css['who']} data-state={availability}>
        <Avatar name={user.name} person size={36} />
        <i aria-hidden="true" />
      </span>
      <div className={css['name']}>
        <b>
          <Bdi>{user.name}</Bdi>
        </b>
        <small>
          {t(`available_${availability}`)}
          {' · '}
          {since ? (
            <>
              {t('since', { when: '' })}
              <Moment value={since} />
            </>
          ) : (
            t('never_here')
          )}
          {' · '}
          {t(row.onShift ? 'on_shift' : 'off_shift')}
        </small>
        {departments.length > 0 && (
          <small className="muted">
            <Bdi>{departments.map(({ name }) => name).reduce((a, b) => t('listed', { a, b }))}</Bdi>
          </small>
        )}
      </div>
      <Load load={load} capacity={capacity} />
      <div className={css['waiting']}>
        <small>{t('waiting')}</small>
        {waiting > 0 ? (
          <Go to={`/inbox?folder=waiting&agent=${user.id}`} className="link">
            <Count value={waiting} />
          </Go>
        ) : (
          <span className="muted">—</span>
        )}
      </div>
      <div className={css['skills']}>
        {row.skills.length === 0 && <span className="muted">{t('no_skills')}</span>}
        {row.skills.map(({ typeId, level }) => (
          <Chip key={typeId} tone={level === 3 ? 'brand' : 'plain'}>
            <Bdi>{types.find(({ value }) => value === typeId)?.label ?? t('gone')}</Bdi>{' '}
            {t(level === 3 ? 'level_3' : level === 2 ? 'level_2' : 'level_1')}
          </Chip>
        ))}
      </div>
      {may('people.manage') && (
        <RowMenu name={user.name} items={[{ label: t('edit_work'), run: () => go(edit) }]} />
      )}
    </li>
  )
}

function Load({ load, capacity }: Readonly<{ load: number; capacity: number }>) {
  const t = useWords('inboxSettings')
  const share = capacity === 0 ? 1 : Math.min(1, load / capacity)
  return (
    <div className={css['load']}>
      <small>{t('load')}</small>
      <span>{t('load_of', { load, capacity })}</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" rx="3" />
        <rect width={share * 100} height="6" rx="3" data-full={share >= 1 || undefined} />
      </svg>
    </div>
  )
}
