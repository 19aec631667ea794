import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Money as Amount } from '#core/money.ts'
import type { NoticeRow } from '#core/payments/notice.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { useWords } from '#web/words.ts'
import css from './notices.module.css'

/** The open notices of a customer, and the one of exactly this amount among them. */
function useOpenNotices(customerId: unknown, amount: unknown) {
  const ready = typeof customerId === 'string' && customerId !== ''
  const { data } = useQuery({
    ...api.payments.notices.queryOptions({
      input: { customerId: ready ? customerId : '', state: ['open'], limit: 5 },
    }),
    enabled: ready,
  })
  const rows: readonly NoticeRow[] = ready ? (data?.rows ?? []) : []
  const paid = Amount.safeParse(amount).data
  const same = rows.find(
    (row) => row.amount.minor === paid?.minor && row.amount.currency === paid.currency,
  )
  return { rows, same: same?.id }
}

/**
 * Which of the customer's notices this money answers: the one of the same amount is ticked by
 * itself until somebody ticks otherwise. Without open notices nothing is shown.
 */
export function AnsweredNotice() {
  const t = useWords('bank')
  const format = useFormat()
  const form = useFormAround()
  const customerId = form.get('customerId')
  const { rows, same } = useOpenNotices(customerId, form.get('amount'))
  const [touched, setTouched] = useState<unknown>(null)
  const chosen = form.get('noticeId')
  const wanted = touched === customerId ? chosen : same
  const { set } = form
  useEffect(() => {
    if (chosen !== wanted) set('noticeId', wanted)
  }, [chosen, wanted, set])
  if (rows.length === 0) return null
  return (
    <fieldset className={css['answered']}>
      <legend>{t('answers_ask')}</legend>
      {rows.map((row) => (
        <Checkbox
          key={row.id}
          size="sm"
          checked={row.id === wanted}
          onChange={(event) => {
            setTouched(customerId)
            set('noticeId', event.currentTarget.checked ? row.id : undefined)
          }}
          label={t('answers_notice', {
            amount: format.money(row.amount),
            day: format.day(row.paidOn),
          })}
          {...(row.reference && { description: <bdi dir="ltr">{row.reference}</bdi> })}
        />
      ))}
    </fieldset>
  )
}
