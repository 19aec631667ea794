import { Button } from '@mantine/core'
import { IconPlus, IconWallet } from '@tabler/icons-react'
import { useMemo } from 'react'
import { currencySymbol } from '#core/format.ts'
import type { Money as Amount } from '#core/money.ts'
import { Method, type PaymentRow, Source } from '#core/payments/api.ts'
import { useMay, useMe } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { FilterDef } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../contacts/index.ts'
import { MethodMark, PaymentChip } from './method.tsx'
import { exportAddress, type PaymentsPage as Page, paymentsSource } from './payments-source.ts'

/** Every receipt, the newest first, with what it left on the customer's account. */
export function PaymentsPage() {
  const t = useWords('payments')
  const go = useGo()
  const may = useMay()
  const columns = useColumns()
  const filters = useFilters()
  const record = may('payments.record') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => go('/payments/new')}>
      {t('record_payment')}
    </Button>
  )
  return (
    <ListPageBox>
      <PageHead title={t('payments')} actions={record} />
      <SavedViews
        list="payments"
        path="/payments"
        views={[
          { id: 'all', label: t('view_all'), search: {} },
          { id: 'account', label: t('view_account'), search: { state: 'unallocated' } },
          { id: 'online', label: t('view_online'), search: { source: 'gateway' } },
          { id: 'flagged', label: t('view_flagged'), search: { state: 'flagged' } },
        ]}
      />
      <DataList
        name="payments"
        label={t('payments')}
        source={paymentsSource}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        rowTo={(row) => `/payments/${row.id}`}
        searchLabel={t('find')}
        firstSort="-paidOn"
        filters={filters}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.amount} strong />,
          chip: <PaymentChip row={row} />,
          sub: (
            <>
              <Code quiet>{row.number}</Code> · <Day value={row.paidOn} near />
            </>
          ),
        })}
        phoneFoot={(first) => <Sums first={first} of="amount" />}
        {...(may('payments.export') && { exportTo: exportAddress })}
        empty={
          <Blank icon={<IconWallet size={30} />} title={t('empty')} actions={record || undefined}>
            {t('empty_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}

/** What all rows that match come to: a line for each currency. */
function Sums({ first, of }: { first: Page; of: 'amount' | 'unapplied' }) {
  return first.sums.map((sum) => (
    <div key={sum.currency}>
      <Money value={{ minor: sum[of], currency: sum.currency }} strong />
    </div>
  ))
}

function useColumns(): Column<PaymentRow, Page>[] {
  const t = useWords('payments')
  const { company } = useMe()
  const { language } = usePreferences()
  const base = company.baseCurrency
  const currency = currencySymbol(base, language)
  return useMemo(() => {
    const isBase = (amount: Amount) => amount.currency === base
    return [
      {
        id: 'number',
        head: t('number'),
        width: 148,
        sort: 'number',
        fixed: true,
        cell: (row) => <Code>{row.number}</Code>,
      },
      { id: 'customer', head: t('customer'), cell: (row) => <Bdi>{row.customerName}</Bdi> },
      {
        id: 'paidOn',
        head: t('paid_on'),
        width: 112,
        sort: 'paidOn',
        cell: (row) => <Day value={row.paidOn} near />,
      },
      { id: 'method', head: t('method'), width: 140, cell: (row) => <MethodMark row={row} /> },
      {
        id: 'reference',
        head: t('reference'),
        width: 130,
        spare: true,
        cell: (row) => (row.reference ? <Code quiet>{row.reference}</Code> : null),
      },
      {
        id: 'amount',
        head: t('in_currency', { name: t('amount'), currency }),
        width: 130,
        num: true,
        sort: 'amount',
        cell: (row) => <Money value={row.amount} bare={isBase(row.amount)} strong />,
        foot: (first) => <Sums first={first} of="amount" />,
      },
      {
        id: 'unapplied',
        head: t('in_currency', { name: t('on_account'), currency }),
        width: 130,
        num: true,
        cell: (row) => <Money value={row.unapplied} bare={isBase(row.unapplied)} dash />,
        foot: (first) => <Sums first={first} of="unapplied" />,
      },
      { id: 'state', head: t('state'), width: 140, cell: (row) => <PaymentChip row={row} /> },
      {
        id: 'by',
        head: t('recorded_by'),
        width: 140,
        hidden: true,
        cell: (row) => <Bdi>{row.recordedBy}</Bdi>,
      },
    ]
  }, [t, base, currency])
}

function useFilters(): FilterDef[] {
  const t = useWords('payments')
  return useMemo(
    () => [
      { kind: 'days', id: 'days', label: t('paid_on') },
      { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
      {
        kind: 'enum',
        id: 'method',
        label: t('method'),
        many: true,
        options: Method.options.map((value) => ({ value, label: t(value) })),
      },
      {
        kind: 'enum',
        id: 'source',
        label: t('source'),
        options: Source.options.map((value) => ({ value, label: t(`source_${value}`) })),
      },
      {
        kind: 'enum',
        id: 'state',
        label: t('state'),
        options: (['unallocated', 'flagged', 'reversed'] as const).map((value) => ({
          value,
          label: t(`state_${value}`),
        })),
      },
    ],
    [t],
  )
}
