import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { PolicyRow } from '#core/collections/api.ts'
import { client } from '#web/client.ts'
import { useGo } from '#web/place.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './policies.module.css'

/** Every policy in the order in which they are asked. */
export function PolicyList({ rows }: { rows: readonly PolicyRow[] }) {
  const t = useWords('policies')
  const go = useGo()
  const special = rows.filter(({ policy }) => !policy.isDefault)
  const general = rows.filter(({ policy }) => policy.isDefault)
  const move = useChange(([one, other]: readonly [PolicyRow, PolicyRow]) => {
    const order = special.with(special.indexOf(one), other).with(special.indexOf(other), one)
    return client.collections.orderPolicies({ keys: [...order, ...general].map(({ key }) => key) })
  })
  return (
    <Section
      title={t('policies')}
      hint={t('policies_hint')}
      actions={
        <Button variant="default" onClick={() => go('/settings/reminders/policies/new')}>
          {t('new_policy')}
        </Button>
      }
    >
      {[...special, ...general].map((row, at) => {
        const before = special[at - 1]
        const after = special[at + 1]
        return (
          <div key={row.key} className={css['entry']}>
            <div>
              <Go to={`/settings/reminders/policies/${row.key}`}>
                <Bdi>{row.name}</Bdi>
              </Go>
              <small>
                {row.policy.isDefault ? t('general') : null}{' '}
                {t('steps_count', { count: row.policy.steps.length })}
              </small>
            </div>
            <Chip tone={row.policy.isOff ? 'plain' : 'good'}>
              {t(row.policy.isOff ? 'off' : 'in_force')}
            </Chip>
            {!row.policy.isDefault && (
              <div className={css['moves']}>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('move_up', { name: row.name })}
                  disabled={!before || move.isPending}
                  onClick={() => before && move.mutate([row, before])}
                >
                  <IconArrowUp size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('move_down', { name: row.name })}
                  disabled={!after || move.isPending}
                  onClick={() => after && move.mutate([row, after])}
                >
                  <IconArrowDown size={16} />
                </ActionIcon>
              </div>
            )}
          </div>
        )
      })}
    </Section>
  )
}
