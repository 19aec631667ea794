import { Button } from '@mantine/core'
import { IconReceipt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from '../payments.module.css'
import { NoticeChip } from './notice-chip.tsx'
import { NoticeDialog } from './notice-dialog.tsx'

/** What this customer said that they transferred, and the way to note another. */
export function CustomerNotices({ customerId }: OfCustomer) {
  const t = useWords('bank')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { data } = useQuery(api.payments.notices.queryOptions({ input: { customerId, limit: 20 } }))
  const rows = data?.rows ?? []
  if (rows.length === 0 && may('payments.notice') === undefined) return null
  return (
    <Section
      title={t('notices')}
      hint={t('customer_notices_hint')}
      actions={
        may('payments.notice') && (
          <Button
            variant="default"
            leftSection={<IconReceipt size={16} />}
            onClick={() => setAsking(true)}
          >
            {t('notice_new')}
          </Button>
        )
      }
    >
      <ul className={css['rows']}>
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              <Go to={`/payment-notices/${row.id}`} className="link">
                <Day value={row.paidOn} />
              </Go>
              <small>{t(`source_${row.source}`)}</small>
            </div>
            <NoticeChip state={row.state} />
            <Money value={row.amount} strong />
          </li>
        ))}
      </ul>
      {asking && <NoticeDialog customerId={customerId} onClose={() => setAsking(false)} />}
    </Section>
  )
}
