import type { InvoiceRow, InvoiceSum } from '#core/invoicing/api.ts'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { InvoiceNumber, RowState } from './invoice-columns.tsx'
import css from './invoicing.module.css'

type Props = Readonly<{
  rows: readonly InvoiceRow[]
  sums: readonly InvoiceSum[]
  /** On a page of many customers each row says whose it is. */
  named?: boolean
}>

/** A short list of documents inside another page, with its foot. */
export function InvoiceRows({ rows, sums, named = false }: Props) {
  const t = useWords('invoicing')
  return (
    <ul className={css['rows']}>
      {rows.map((row) => (
        <li key={row.id}>
          <Go to={`/invoices/${row.id}`} className={css['row'] ?? ''}>
            <span className={css['rowWho']}>
              <InvoiceNumber row={row} />
              {named ? (
                <small>
                  <Bdi>{row.customer.name}</Bdi>
                </small>
              ) : (
                row.kind !== 'invoice' && <small>{t(row.kind)}</small>
              )}
            </span>
            <span className="muted">
              <Day value={row.issuedOn} />
            </span>
            <span>
              <RowState row={row} />
            </span>
            <Money value={row.state.document === 'draft' ? row.gross : row.balance} strong dash />
          </Go>
        </li>
      ))}
      <li className={css['rowsFoot']}>
        {sums.map((sum) => (
          <span key={sum.gross.currency}>
            {t('total')} <Money value={sum.gross} strong /> · {t('balance')}{' '}
            <Money value={sum.balance} strong />
          </span>
        ))}
      </li>
    </ul>
  )
}
