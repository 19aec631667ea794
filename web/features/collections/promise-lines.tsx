import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { type KeepRate, keptByAmount, keptByCount } from '#core/collections/promise.ts'
import type { PromiseRow } from '#core/collections/promise-api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { PromiseChip } from '#web/ui/chip.tsx'
import { TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Go } from '#web/ui/link.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './promises.module.css'
import { useChange } from './use-change.ts'

/** Promises one under the other, each with its state, its invoices and what came of it. */
export function PromiseLines({ rows }: { rows: readonly PromiseRow[] }) {
  const [cancelling, setCancelling] = useState<PromiseRow | null>(null)
  return (
    <>
      <ul className={css['lines']}>
        {rows.map((row) => (
          <PromiseLine key={row.id} row={row} onCancel={() => setCancelling(row)} />
        ))}
      </ul>
      {cancelling && <CancelDialog row={cancelling} onClose={() => setCancelling(null)} />}
    </>
  )
}

function PromiseLine({ row, onCancel }: { row: PromiseRow; onCancel: () => void }) {
  const t = useWords('collections')
  const format = useFormat()
  const may = useMay()
  const how = [t(`source_${row.source}`), row.saidBy].filter(Boolean).join('، ')
  return (
    <li className={css['line']}>
      <div>
        <b>
          {t('promise_line', {
            amount: format.money(row.amount),
            day: format.day(row.dueOn, { near: true, weekday: true }),
          })}
        </b>
        <small>
          <Outcome row={row} />
        </small>
        <small>
          {row.items.map(({ itemId, invoiceId, number }) => (
            <span key={itemId}>
              <Go to={`/invoices/${invoiceId}`} className="link">
                <Code>{number}</Code>
              </Go>{' '}
            </span>
          ))}
        </small>
        <small>
          <Bdi>{how}</Bdi>. {t('promise_by', { by: `\u2068${row.madeBy}\u2069` })}
        </small>
        {row.note && (
          <small>
            <bdi dir="auto">{row.note}</bdi>
          </small>
        )}
      </div>
      <PromiseChip state={row.state} />
      {row.state === 'open' && may('collections.promise') && (
        <Button variant="default" onClick={onCancel}>
          {t('promise_cancel')}
        </Button>
      )}
    </li>
  )
}

/** What has come of a promise, or until when it waits. */
function Outcome({ row }: { row: PromiseRow }) {
  const t = useWords('collections')
  const format = useFormat()
  if (row.cancelReason !== null)
    return t('promise_cancelled_why', { reason: `\u2068${row.cancelReason}\u2069` })
  const came = t('promise_sums', {
    kept: format.money(row.kept),
    promised: format.money(row.amount),
  })
  if (row.state !== 'open') return came
  const until = t('promise_until', { until: format.day(row.lastDay, { weekday: true }) })
  return row.kept.minor > 0 ? `${came}. ${until}` : until
}

const Reason = z.object({ reason: z.string().trim().min(1).max(400) })

function CancelDialog({ row, onClose }: { row: PromiseRow; onClose: () => void }) {
  const t = useWords('collections')
  const ui = useWords('ui')
  const format = useFormat()
  const cancel = useChange(client.collections.cancelPromise, () => {
    toast.said(t('promise_cancelled_said'))
    onClose()
  })
  const form = useForm({
    schema: Reason,
    initial: { reason: '' },
    save: ({ reason }) => cancel.mutateAsync({ id: row.id, reason }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('promise_cancel_ask', { amount: format.money(row.amount) })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <p className="dim">{t('promise_cancel_hint')}</p>
      <FormFields form={form} submit={t('promise_cancel')} onCancel={onClose}>
        <TextareaField path="reason" label={t('reason')} />
      </FormFields>
    </Modal>
  )
}

/** How the word of one customer, or of all, has held in twelve months; one figure a currency. */
export function KeepRates({ customerId }: { customerId?: string }) {
  const t = useWords('collections')
  const { data } = useQuery(
    api.collections.keepRate.queryOptions({ input: customerId ? { customerId } : {} }),
  )
  if (!data) return null
  const flat = customerId !== undefined || undefined
  return (
    <p className={css['rates']} data-flat={flat}>
      <span>
        {customerId ? t('keep_rate') : t('keep_rate_all')} {t('keep_rate_year')}:
      </span>
      {data.rates.length === 0 && <span>{t('keep_rate_none')}</span>}
      {data.rates.map((rate) => (
        <Rate key={rate.promised.currency} rate={rate} many={data.rates.length > 1} />
      ))}
    </p>
  )
}

function Rate({ rate, many }: { rate: KeepRate; many: boolean }) {
  const t = useWords('collections')
  const format = useFormat()
  const { kept, partlyKept, broken, promised } = rate
  return (
    <span>
      <b>{t('keep_rate_said', { percent: format.percent((keptByAmount(rate) ?? 0) / 100) })}</b>
      {many && ` (${format.money(promised)})`}،{' '}
      {t('keep_rate_counts', {
        kept,
        total: kept + partlyKept + broken,
        percent: format.percent((keptByCount(rate) ?? 0) / 100),
      })}
    </span>
  )
}
