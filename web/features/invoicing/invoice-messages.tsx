import { IconMail } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Bdi, Ltr, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './invoicing.module.css'

const tones: Readonly<Record<string, Tone>> = {
  sent: 'good',
  delivered: 'good',
  failed: 'late3',
  unknown: 'info',
}

/** What was mailed about this document, and what became of it. */
export function InvoiceMessages({ id }: { id: string }) {
  const t = useWords('invoicing')
  const { data, error, refetch } = useQuery(
    api.messaging.messages.queryOptions({ input: { aboutId: id, limit: 50 } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={3} />
  if (data.rows.length === 0)
    return (
      <Blank icon={<IconMail size={30} />} tone="plain" title={t('no_messages')}>
        {t('no_messages_hint')}
      </Blank>
    )
  return (
    <ul className={css['messages']}>
      {data.rows.map((row) => (
        <li key={row.id}>
          <div>
            <b>
              <Bdi>{row.subject}</Bdi>
            </b>
            <small>
              <Ltr>{row.toAddress}</Ltr> · <Moment value={row.sentAt ?? row.queuedAt} />
            </small>
          </div>
          <Chip tone={tones[row.state] ?? 'plain'}>{t(`message_${row.state}`)}</Chip>
        </li>
      ))}
    </ul>
  )
}
