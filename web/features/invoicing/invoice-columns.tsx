import { useMemo } from 'react'
import { currencySymbol } from '#core/format.ts'
import type { InvoicePage, InvoiceRow, InvoiceSum } from '#core/invoicing/api.ts'
import type { Currency } from '#core/money.ts'
import { useMay, useMe } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { Chip } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { StateChip } from '#web/ui/state-chip.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useOwners } from '../contacts/index.ts'
import { InvoiceChaseCell } from './invoice-chase.tsx'
import css from './invoicing.module.css'

type InvoiceColumn = Column<InvoiceRow, InvoicePage>
const nothing = <span className="muted">—</span>

/** Whether what is listed is in one currency, which the head then says once. */
const oneCurrency = (sums: readonly InvoiceSum[], base: Currency): boolean =>
  sums.every(({ gross }) => gross.currency === base)

/** The number of a document, or what it is until it has one. */
export function InvoiceNumber({ row }: { row: Pick<InvoiceRow, 'number' | 'kind'> }) {
  const t = useWords('invoicing')
  if (row.number === null) return <span className="muted">{t('draft_one')}</span>
  return (
    <span className="link">
      <Code>{row.number}</Code>
    </span>
  )
}

/** The state of a row; a credit note has none of an invoice's. */
export function RowState({ row }: { row: Pick<InvoiceRow, 'kind' | 'state' | 'balance'> }) {
  const t = useWords('invoicing')
  if (row.kind !== 'credit_note' && row.balance.minor >= 0) return <StateChip state={row.state} />
  return <Chip>{t(row.balance.minor === 0 ? 'note_used' : 'note_open')}</Chip>
}

/** The columns of the list; figures say their currency only where it is not the books' own. */
export function useInvoiceColumns(): InvoiceColumn[] {
  const t = useWords('invoicing')
  const { language } = usePreferences()
  const { company } = useMe()
  const { nameOf } = useOwners()
  const chases = useMay()('collections.read') !== undefined
  const base = company.baseCurrency
  const symbol = currencySymbol(base, language)
  return useMemo(() => {
    const figure = (row: InvoiceRow, of: 'gross' | 'balance') => (
      <Money value={row[of]} bare={row[of].currency === base} strong={of === 'balance'} dash />
    )
    const foot = (page: InvoicePage, of: 'gross' | 'balance') => (
      <span className={css['sums']}>
        {page.sums.map((sum) => (
          <Money
            key={sum.gross.currency}
            value={sum[of]}
            bare={oneCurrency(page.sums, base)}
            strong
          />
        ))}
      </span>
    )
    return [
      {
        ...{ id: 'number', head: t('invoice'), sort: 'number', width: 150, fixed: true },
        cell: (row) => (
          <span className={css['stack']}>
            <InvoiceNumber row={row} />
            {row.kind !== 'invoice' && <small>{t(row.kind)}</small>}
          </span>
        ),
        foot: (page) => t('count', { count: page.total }),
      },
      {
        ...{ id: 'customer', head: t('customer') },
        cell: (row) => <Bdi>{row.customer.name}</Bdi>,
      },
      {
        ...{ id: 'issued', head: t('issued'), sort: 'issued', width: 110, hidden: true },
        cell: (row) => <Day value={row.issuedOn} />,
      },
      {
        ...{ id: 'due', head: t('due'), sort: 'due', width: 100 },
        cell: (row) => (row.kind === 'credit_note' ? nothing : <Day value={row.dueOn} />),
      },
      {
        ...{ id: 'gross', head: `${t('total')} (${symbol})`, sort: 'gross', width: 120, num: true },
        cell: (row) => <span className="dim">{figure(row, 'gross')}</span>,
        foot: (page) => foot(page, 'gross'),
      },
      {
        ...{ id: 'balance', head: `${t('balance')} (${symbol})`, sort: 'balance', width: 120 },
        num: true,
        cell: (row) => figure(row, 'balance'),
        foot: (page) => foot(page, 'balance'),
      },
      {
        ...{ id: 'state', head: t('state'), width: 208 },
        cell: (row) => <RowState row={row} />,
      },
      ...(chases
        ? [
            {
              ...{ id: 'chase', head: t('chase'), width: 156, spare: true },
              cell: (row: InvoiceRow) =>
                row.balance.minor > 0 && row.state.document === 'posted' ? (
                  <InvoiceChaseCell invoiceId={row.id} />
                ) : (
                  nothing
                ),
            },
          ]
        : []),
      {
        ...{ id: 'owner', head: t('owner'), width: 118, spare: true },
        cell: (row) => {
          const name = nameOf(row.ownerId)
          return name ? <Bdi>{name}</Bdi> : nothing
        },
      },
      {
        ...{ id: 'sent', head: t('sent'), width: 150, hidden: true },
        cell: (row) => (row.sentAt ? <Moment value={row.sentAt} /> : nothing),
      },
    ]
  }, [t, base, symbol, nameOf, chases])
}
