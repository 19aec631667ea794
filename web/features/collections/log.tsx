import { Button } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReminderRow } from '#core/collections/api.ts'
import { api } from '#web/client.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './collections.module.css'
import { useReason } from './reason.tsx'

const tones: Readonly<Record<ReminderRow['state'], Tone>> = {
  held: 'plain',
  queued: 'plain',
  sent: 'good',
  failed: 'late3',
  unknown: 'info',
  dropped: 'plain',
}

function Entry({ row, named }: { row: ReminderRow; named: boolean }) {
  const t = useWords('collections')
  const reason = useReason()
  const why = row.reasons.map((each) =>
    [reason.nameOf(each), reason.factOf(each)].filter(Boolean).join('، '),
  )
  return (
    <li className={css['entry']}>
      <div>
        {named && row.customerName && (
          <b>
            <Go to={`/customers/${row.customerId}/reminders`}>
              <Bdi>{row.customerName}</Bdi>
            </Go>
          </b>
        )}
        <div>
          {t(`tone_${row.tone}`)}، <Money value={row.amount} />
        </div>
        {why.length > 0 && row.overrideReason === null && <small>{why.join('؛ ')}</small>}
        {row.overrideReason !== null && (
          <small>{t('overridden_by', { by: row.by ?? '', reason: row.overrideReason })}</small>
        )}
        <small>
          <Moment value={row.decidedAt} />
        </small>
      </div>
      {row.messageId ? (
        <Go to={`/messages/${row.messageId}`}>
          <Chip tone={tones[row.state]}>{t(`state_${row.state}`)}</Chip>
        </Go>
      ) : (
        <Chip tone={tones[row.state]}>{t(`state_${row.state}`)}</Chip>
      )}
    </li>
  )
}

/** «لماذا لم يُرسل؟»: every reminder of the company, of a customer or of an invoice, with its reasons. */
export function ReminderLog(of: { customerId?: string; invoiceId?: string }) {
  const t = useWords('collections')
  const { data, error, refetch } = useQuery(
    api.collections.reminders.queryOptions({ input: { ...of, limit: 100 } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={4} />
  if (data.rows.length === 0)
    return (
      <Blank icon={<IconBell size={30} />} title={t('log_empty')}>
        {t('log_empty_hint')}
      </Blank>
    )
  return (
    <ul className={css['lines']}>
      {data.rows.map((row) => (
        <Entry key={row.id} row={row} named={of.customerId === undefined} />
      ))}
    </ul>
  )
}

function RegisterLink() {
  const t = useWords('contactRegister')
  return (
    <Button component={Go} to="/contact-register" variant="default">
      {t('register')}
    </Button>
  )
}

export function LogPage() {
  const t = useWords('collections')
  return (
    <Sheet label={t('log')}>
      <PageHead title={t('log')} actions={<RegisterLink />}>
        {t('log_empty_hint')}
      </PageHead>
      <div className={css['tab']}>
        <ReminderLog />
      </div>
    </Sheet>
  )
}
