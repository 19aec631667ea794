import { Button } from '@mantine/core'
import { IconLink, IconWallet } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { CustomerLinks } from './customer-links.tsx'
import { CustomerDeposits } from './deposits/customer-deposits.tsx'
import { CustomerInstruments } from './instruments/customer-instruments.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { MethodMark, PaymentChip } from './method.tsx'
import { CustomerNotices } from './notices/customer-notices.tsx'
import css from './payments.module.css'

/** What a customer paid, the links they were given, and where they tried to pay. */
export function CustomerPayments({ customerId }: OfCustomer) {
  const t = useWords('payments')
  const may = useMay()
  const [linking, setLinking] = useState(false)
  return (
    <>
      <Section title={t('payments')}>
        <PaymentRows customerId={customerId} />
      </Section>
      <CustomerDeposits customerId={customerId} />
      <CustomerInstruments customerId={customerId} />
      <CustomerNotices customerId={customerId} />
      <Section
        title={t('links')}
        hint={t('links_hint')}
        actions={
          may('payments.link') && (
            <Button
              variant="default"
              leftSection={<IconLink size={16} />}
              onClick={() => setLinking(true)}
            >
              {t('link_new')}
            </Button>
          )
        }
      >
        <CustomerLinks customerId={customerId} />
      </Section>
      <Attempts customerId={customerId} />
      {linking && <LinkDialog customerId={customerId} onClose={() => setLinking(false)} />}
    </>
  )
}

function PaymentRows({ customerId }: OfCustomer) {
  const t = useWords('payments')
  const { data, error, refetch } = useQuery(
    api.payments.list.queryOptions({ input: { customerId, limit: 100 } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={4} />
  if (data.rows.length === 0)
    return (
      <Blank icon={<IconWallet size={28} />} title={t('customer_empty')}>
        {t('customer_empty_hint')}
      </Blank>
    )
  return (
    <ul className={css['rows']}>
      {data.rows.map((row) => (
        <li key={row.id}>
          <div>
            <Go to={`/payments/${row.id}`} className="link">
              <Code>{row.number}</Code>
            </Go>
            <small>
              <Day value={row.paidOn} /> · <MethodMark row={row} />
            </small>
          </div>
          <PaymentChip row={row} />
          <Money value={row.amount} strong />
        </li>
      ))}
    </ul>
  )
}

const tones: Readonly<Record<string, Tone>> = {
  opening: 'brand',
  open: 'brand',
  paid: 'good',
  failed: 'late1',
}

function Attempts({ customerId }: OfCustomer) {
  const t = useWords('payments')
  const { data } = useQuery(
    api.payments.attempts.queryOptions({ input: { customerId, limit: 20 } }),
  )
  if (!data || data.rows.length === 0) return null
  return (
    <Section title={t('attempts')} hint={t('attempts_hint')}>
      <ul className={css['rows']}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <div>
              <Moment value={row.openedAt} />
              <small>{t(row.method)}</small>
            </div>
            <Chip tone={tones[row.state] ?? 'plain'}>{t(`attempt_${row.state}`)}</Chip>
            <Money value={row.amount} strong />
          </li>
        ))}
      </ul>
    </Section>
  )
}
