import { Button } from '@mantine/core'
import {
  IconArrowBackUp,
  IconCashBanknoteOff,
  IconDownload,
  IconListCheck,
  IconMail,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Payment } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts, Section, Why } from '#web/ui/page.tsx'
import { AuditList } from '#web/ui/record/audit-list.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { type MenuItem, RowMenu } from '#web/ui/row-menu.tsx'
import { LongCode } from '#web/ui/text/long-code.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { Allocations } from './allocations.tsx'
import { MethodMark, PaymentChip } from './method.tsx'
import { RefundQuestion, ReverseQuestion } from './questions.tsx'
import { Refunds } from './refunds.tsx'
import { SendAway } from './send-away.tsx'
import { useChange } from './use-change.ts'

/** One receipt: what came, what it settled, what is left, and how to put a mistake right. */
export function PaymentPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.payments.show.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <PaymentRecord payment={data} /> : <Bones rows={8} />
}

function PaymentRecord({ payment }: { payment: Payment }) {
  const t = useWords('payments')
  const may = useMay()
  return (
    <RecordPage>
      <RecordHeader
        plain
        name={payment.number}
        chips={<PaymentChip row={payment} />}
        facts={
          <>
            <Go to={`/customers/${payment.customerId}`} className="link">
              <Bdi>{payment.customerName}</Bdi>
            </Go>
            <Day value={payment.paidOn} weekday />
            <MethodMark row={payment} />
          </>
        }
        actions={<Actions payment={payment} />}
      >
        <div>
          <p className="eyebrow">{t('received')}</p>
          <Money value={payment.amount} size="hero" />
        </div>
      </RecordHeader>
      <RecordBody sideLabel={t('facts')} side={<PaymentFacts payment={payment} />}>
        <Notices payment={payment} />
        <Allocations payment={payment} />
        <Refunds payment={payment} />
        {may('audit.read') && (
          <Section title={t('history')}>
            <AuditList aboutId={payment.id} />
          </Section>
        )}
      </RecordBody>
    </RecordPage>
  )
}

/** Why someone should look, in a sentence: nothing is flagged without its reason. */
function Notices({ payment }: { payment: Payment }) {
  const t = useWords('payments')
  const format = useFormat()
  return (
    <>
      {payment.reversal && (
        <Why>
          {t(`reversed_${payment.reversal.reason}`, {
            day: format.day(payment.reversal.on),
            by: payment.reversal.by,
          })}{' '}
          {payment.reversal.note && <Bdi>{payment.reversal.note}</Bdi>}
        </Why>
      )}
      {payment.flag && <Why>{t(`flag_why_${payment.flag}`)}</Why>}
    </>
  )
}

function PaymentFacts({ payment }: { payment: Payment }) {
  const t = useWords('payments')
  const rows: (readonly [string, React.ReactNode])[] = [
    [
      t('number'),
      <Code key="n" copy>
        {payment.number}
      </Code>,
    ],
    [t('source'), t(`source_${payment.source}`)],
  ]
  if (payment.reference)
    rows.push([
      t('reference'),
      <Code key="r" copy>
        {payment.reference}
      </Code>,
    ])
  if (payment.rate) rows.push([t('rate_short'), <Code key="x">{payment.rate}</Code>])
  if (payment.provider) {
    rows.push([t('provider_id'), <LongCode key="p">{payment.provider.paymentId}</LongCode>])
    if (payment.provider.fee)
      rows.push([t('provider_fee'), <Money key="f" value={payment.provider.fee} />])
  }
  rows.push(
    [t('recorded_by'), <Bdi key="b">{payment.recordedBy}</Bdi>],
    [t('recorded_at'), <Moment key="a" value={payment.recordedAt} />],
  )
  if (payment.note) rows.push([t('note'), <Bdi key="o">{payment.note}</Bdi>])
  return <Facts rows={rows} />
}

function Actions({ payment }: { payment: Payment }) {
  const t = useWords('payments')
  const may = useMay()
  const [asking, setAsking] = useState<'reverse' | 'refund' | undefined>()
  const allocate = useChange(() => client.payments.allocate({ id: payment.id, requestId: newId() }))
  const over = payment.reversal !== null
  const items: MenuItem[] = []
  if (may('payments.allocate') && !over && payment.unapplied.minor > 0)
    items.push({
      label: t('allocate_rest'),
      icon: IconListCheck,
      run: () => allocate.mutate(undefined),
    })
  if (may('payments.refund') && !over)
    items.push({
      label: t('refund'),
      icon: IconArrowBackUp,
      run: () => setAsking('refund'),
      ...(payment.unapplied.minor === 0 && { because: t('refund_because') }),
    })
  if (may('payments.reverse') && !over)
    items.push({
      label: t('reverse'),
      icon: IconCashBanknoteOff,
      grave: true,
      run: () => setAsking('reverse'),
      ...reverseBecause(payment, t),
    })
  return (
    <>
      <Button
        component="a"
        href={`/api/v1/payments/${payment.id}/receipt`}
        download
        leftSection={<IconDownload size={16} />}
      >
        {t('download_receipt')}
      </Button>
      {may('payments.record') && <SendReceipt payment={payment} />}
      <RowMenu name={payment.number} items={items} />
      <ReverseQuestion
        payment={payment}
        open={asking === 'reverse'}
        onClose={() => setAsking(undefined)}
      />
      <RefundQuestion
        payment={payment}
        open={asking === 'refund'}
        onClose={() => setAsking(undefined)}
      />
    </>
  )
}

function reverseBecause(payment: Payment, t: ReturnType<typeof useWords<'payments'>>) {
  if (payment.source === 'gateway') return { because: t('reverse_because_gateway') }
  if (payment.refunds.some(({ state }) => state !== 'failed'))
    return { because: t('reverse_because_refunds') }
  return {}
}

function SendReceipt({ payment }: { payment: Payment }) {
  const t = useWords('payments')
  const [open, setOpen] = useState(false)
  const { id } = payment
  return (
    <>
      <Button variant="default" leftSection={<IconMail size={16} />} onClick={() => setOpen(true)}>
        {t('send_receipt')}
      </Button>
      {open && (
        <SendAway
          name={id}
          title={t('send_receipt_ask', { number: payment.number })}
          yes={t('send_receipt_yes')}
          queued={t('receipt_queued')}
          preview={(channel) => client.payments.previewReceipt({ id, channel })}
          send={(channel, requestId) => client.payments.sendReceipt({ id, requestId, channel })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
