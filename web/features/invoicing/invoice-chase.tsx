import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { ChaseChip } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'
import { loadInvoiceChase } from './chase-batch.ts'
import css from './invoicing.module.css'

/** What was last sent about an invoice, and what comes next; in a row of a list. */
export function InvoiceChaseCell({ invoiceId }: { invoiceId: string }) {
  const t = useWords('collections')
  const format = useFormat()
  const { data } = useQuery({
    queryKey: [...api.collections.key(), 'chase_of_invoice', invoiceId],
    queryFn: () => loadInvoiceChase(invoiceId),
    staleTime: 60_000,
  })
  if (!data) return null
  const said = (step: { tone: keyof typeof tones; on: string }) => ({
    tone: t(tones[step.tone]),
    day: format.day(step.on, { near: true }),
  })
  const { state } = data
  const standing = state === 'automatic' || state === 'declined' ? undefined : state
  const last = data.last ? t('chase_last', said(data.last)) : t('chase_first')
  return (
    <span className={css['chaseCell']}>
      {standing ? <ChaseChip chase={standing} /> : <span>{last}</span>}
      <small>
        {data.state === 'declined' && t('chase_declined')}
        {data.state === 'automatic' &&
          (data.next ? t('chase_next', said(data.next)) : t('chase_off'))}
        {standing && last}
      </small>
    </span>
  )
}

const tones = {
  before: 'tone_before',
  due: 'tone_due',
  friendly: 'tone_friendly',
  follow_up: 'tone_follow_up',
  firm: 'tone_firm',
  final: 'tone_final',
} as const
