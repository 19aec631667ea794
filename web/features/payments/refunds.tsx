import type { Payment, RefundRow } from '#core/payments/api.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './payments.module.css'

const tones: Readonly<Record<RefundRow['state'], Tone>> = {
  done: 'good',
  sending: 'brand',
  unknown: 'info',
  failed: 'late3',
}

/** Money that went back, or is on its way. */
export function Refunds({ payment }: { payment: Payment }) {
  const t = useWords('payments')
  if (payment.refunds.length === 0) return null
  return (
    <Section title={t('refunds')}>
      <ul className={css['rows']}>
        {payment.refunds.map((row) => (
          <li key={row.id}>
            <div>
              <b>
                <Money value={row.amount} />
              </b>
              <small>
                <Code quiet>{row.number}</Code> · {t(`way_${row.way}`)} ·{' '}
                <Day value={row.refundedOn} near />
                {row.note && (
                  <>
                    {' '}
                    · <Bdi>{row.note}</Bdi>
                  </>
                )}
              </small>
            </div>
            <Chip tone={tones[row.state]}>{t(`refund_${row.state}`)}</Chip>
          </li>
        ))}
      </ul>
    </Section>
  )
}
