import { Button, Group } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './parts.module.css'
import { useMomentWords } from './say.ts'

/** The tab «سجل التواصل» of a customer: every contact with its outcome and its follow-up. */
export function CustomerContacts({ customerId }: OfCustomer) {
  const t = useWords('desk')
  const register = useWords('contactRegister')
  const may = useMay()
  return (
    <Section
      title={t('contacts')}
      actions={
        <Group gap="xs">
          <Button component={Go} to={`/contact-register?customer=${customerId}`} variant="default">
            {register('register')}
          </Button>
          {may('collections.work') && (
            <Button component={Go} to={`/desk/${customerId}`} variant="default">
              {t('open_in_desk')}
            </Button>
          )}
        </Group>
      }
    >
      <Log customerId={customerId} />
    </Section>
  )
}

function Log({ customerId }: OfCustomer) {
  const t = useWords('desk')
  const format = useFormat()
  const moment = useMomentWords()
  const { data, error, refetch } = useQuery(
    api.collections.contacts.queryOptions({ input: { id: customerId, limit: 100 } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={4} />
  if (data.rows.length === 0)
    return (
      <Blank icon={<IconPhone size={30} />} title={t('contacts_none')}>
        {t('contacts_none_hint')}
      </Blank>
    )
  return (
    <ul className={css['log']}>
      {data.rows.map((row) => (
        <li key={row.id}>
          <div>
            <b>{t(`outcome_${row.outcome}`)}</b>
            {row.promised && ` ${format.money(row.promised)}`}
            {row.note && (
              <p>
                <Bdi>{row.note}</Bdi>
              </p>
            )}
            <small>
              <Moment value={row.at} /> · <Bdi>{row.by}</Bdi>
              {row.spokenTo && (
                <>
                  {' · '}
                  <Bdi>{row.spokenTo}</Bdi>
                </>
              )}
            </small>
            {row.overrideReason && <small>{t('overridden', { reason: row.overrideReason })}</small>}
          </div>
          <span>
            <Chip>{t(`via_${row.channel}`)}</Chip>
            {row.followUpAt && <small>{t('follow_up_on', { when: moment(row.followUpAt) })}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}
