import { Button } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { total } from '#core/money.ts'
import type { AllocationRow, Payment } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import stacked from '#web/ui/stacked.module.css'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './payments.module.css'
import { useChange } from './use-change.ts'

const invoices = ['invoice', 'simplified', 'debit_note', 'opening']

/** What the payment settled, and what of it lies on the customer's account. */
export function Allocations({ payment }: { payment: Payment }) {
  const t = useWords('payments')
  const [asking, setAsking] = useState<AllocationRow>()
  const { allocations, amount } = payment
  const placed = total(
    allocations.map((row) => row.amount),
    amount.currency,
  )
  return (
    <Section
      title={t('allocations')}
      hint={allocations.length === 0 ? t('allocations_none') : null}
    >
      {allocations.length > 0 && (
        <table className={`${css['lines']} ${stacked['stacked']}`}>
          <thead>
            <tr>
              <th scope="col">{t('document')}</th>
              <th scope="col" className="num">
                {t('settled_here')}
              </th>
              <th scope="col" className="num">
                {t('left')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('unallocate')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {allocations.map((row) => (
              <Row key={row.id} row={row} onUnallocate={() => setAsking(row)} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              <td className="num" data-main="">
                <Money value={placed} strong />
              </td>
              <td colSpan={2} />
            </tr>
          </tfoot>
        </table>
      )}
      <OnAccount payment={payment} />
      {asking && <Unallocate payment={payment} row={asking} onClose={() => setAsking(undefined)} />}
    </Section>
  )
}

function Row({ row, onUnallocate }: { row: AllocationRow; onUnallocate: () => void }) {
  const t = useWords('payments')
  const may = useMay()
  return (
    <tr>
      <td>
        {invoices.includes(row.documentKind) ? (
          <Go to={`/invoices/${row.documentId}`} className="link">
            <Code>{row.number}</Code>
          </Go>
        ) : (
          <Code>{row.number}</Code>
        )}
        {row.dueOn && (
          <small>
            <Day value={row.dueOn} />
          </small>
        )}
      </td>
      <td className="num" data-main="">
        <Money value={row.amount} bare strong />
      </td>
      <td className="num" data-label={t('left')}>
        <Money value={row.left} bare dash />
      </td>
      <td className={css['act']}>
        {may('payments.allocate') && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={t('unallocate_from', { number: row.number })}
            onClick={onUnallocate}
          >
            {t('unallocate')}
          </Button>
        )}
      </td>
    </tr>
  )
}

function OnAccount({ payment }: { payment: Payment }) {
  const t = useWords('payments')
  const may = useMay()
  const allocate = useChange(() => client.payments.allocate({ id: payment.id, requestId: newId() }))
  if (payment.unapplied.minor === 0) return null
  return (
    <div className={css['account']}>
      <p>
        {t('on_account_is')} <Money value={payment.unapplied} strong />
      </p>
      {may('payments.allocate') && (
        <Button
          variant="default"
          leftSection={<IconListCheck size={16} />}
          loading={allocate.isPending}
          onClick={() => allocate.mutate(undefined)}
        >
          {t('allocate_rest')}
        </Button>
      )}
    </div>
  )
}

function Unallocate(props: { payment: Payment; row: AllocationRow; onClose: () => void }) {
  const { payment, row, onClose } = props
  const t = useWords('payments')
  const format = useFormat()
  const take = useChange(
    () => client.payments.unallocate({ id: payment.id, allocationIds: [row.id] }),
    onClose,
  )
  const amount = format.money(row.amount)
  return (
    <Question
      open
      onClose={onClose}
      title={t('unallocate_ask', { number: row.number })}
      yes={t('unallocate_yes', { amount })}
      no={t('keep')}
      busy={take.isPending}
      onYes={() => take.mutate(undefined)}
    >
      {t('unallocate_hint', { amount, number: row.number })}
    </Question>
  )
}
