import type { DeskCard } from '#core/collections/desk-api.ts'
import { bucketOf } from '#core/ledger/aging.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { StateChip } from '#web/ui/state-chip.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './desk.module.css'

/** The invoices that are late, the oldest first. */
export function LateInvoices({ card }: { card: DeskCard }) {
  const t = useWords('desk')
  if (card.invoices.length === 0) return null
  return (
    <section className={css['invoices']}>
      <h3>{t('invoices')}</h3>
      <ul>
        {card.invoices.map((invoice) => (
          <li key={invoice.invoiceId}>
            <Go to={`/invoices/${invoice.invoiceId}`} className="figure-link">
              <Code>{invoice.number}</Code>
            </Go>
            <span>
              <StateChip
                state={{
                  document: 'posted',
                  settlement: invoice.balance.minor < invoice.amount.minor ? 'partly' : 'unpaid',
                  timing: {
                    kind: 'overdue',
                    days: invoice.daysLate,
                    bucket: bucketOf(invoice.daysLate),
                  },
                }}
              />{' '}
              {invoice.disputed.minor > 0 && <Chip tone="info">{t('disputed')}</Chip>}{' '}
              {[...new Set(invoice.covers.map(({ by }) => by))].flatMap((by) =>
                by === 'dispute'
                  ? []
                  : [
                      <Chip key={by} tone="word">
                        {t(`held_chip_${by}`)}
                      </Chip>,
                    ],
              )}
            </span>
            <Money value={invoice.balance} strong />
          </li>
        ))}
      </ul>
    </section>
  )
}
