import { IconReceipt } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { NoticeRow } from '#core/payments/api.ts'
import { NoticeSource, NoticeState } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { type FilterDef, manyOf } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import type { ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { NoticeChip } from './notice-chip.tsx'

const source: ListSource<NoticeRow, ListPage<NoticeRow>> = {
  key: api.payments.notices.key(),
  load: ({ q, filters, cursor, limit }, signal) => {
    const states = manyOf(filters['state']).flatMap((one) => NoticeState.safeParse(one).data ?? [])
    const from = NoticeSource.safeParse(filters['source'])
    return client.payments.notices(
      {
        limit,
        ...(cursor ? { cursor } : {}),
        ...(q ? { search: q } : {}),
        ...(states.length > 0 ? { state: states } : {}),
        ...(from.success ? { source: [from.data] } : {}),
        ...(filters['customer'] ? { customerId: filters['customer'] } : {}),
      },
      { signal },
    )
  },
}

/** «بلاغات السداد»: what customers say that they transferred, the waiting ones first to be looked at. */
export function NoticesPage() {
  const t = useWords('bank')
  const columns = useColumns()
  const filters = useFilters()
  return (
    <ListPageBox>
      <PageHead title={t('notices')}>{t('notices_hint')}</PageHead>
      <SavedViews
        list="payment_notices"
        path="/payment-notices"
        views={[
          { id: 'open', label: t('notice_open_view'), search: { state: 'open' } },
          { id: 'all', label: t('notice_all_view'), search: {} },
        ]}
      />
      <DataList
        name="payment_notices"
        label={t('notices')}
        source={source}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.customerName}
        rowTo={(row) => `/payment-notices/${row.id}`}
        searchLabel={t('notices_find')}
        filters={filters}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.amount} strong />,
          chip: <NoticeChip state={row.state} />,
          sub: (
            <>
              <Day value={row.paidOn} near /> · {t(`source_${row.source}`)}
            </>
          ),
        })}
        empty={
          <Blank icon={<IconReceipt size={30} />} title={t('notices_empty')}>
            {t('notices_empty_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}

function useColumns(): Column<NoticeRow, ListPage<NoticeRow>>[] {
  const t = useWords('bank')
  return useMemo(
    () => [
      {
        id: 'customer',
        head: t('customer'),
        fixed: true,
        cell: (row) => <Bdi>{row.customerName}</Bdi>,
      },
      {
        id: 'amount',
        head: t('amount'),
        width: 140,
        num: true,
        cell: (row) => <Money value={row.amount} strong />,
      },
      {
        id: 'paidOn',
        head: t('said_day'),
        width: 120,
        cell: (row) => <Day value={row.paidOn} near />,
      },
      {
        id: 'bank',
        head: t('said_bank'),
        width: 140,
        spare: true,
        cell: (row) => (row.bank ? <Bdi>{row.bank}</Bdi> : null),
      },
      {
        id: 'reference',
        head: t('said_reference'),
        width: 140,
        spare: true,
        cell: (row) => (row.reference ? <Code quiet>{row.reference}</Code> : null),
      },
      { id: 'source', head: t('source'), width: 120, cell: (row) => t(`source_${row.source}`) },
      {
        id: 'openedAt',
        head: t('opened_at'),
        width: 150,
        cell: (row) => <Moment value={row.openedAt} />,
      },
      {
        id: 'state',
        head: t('state'),
        width: 120,
        cell: (row) => <NoticeChip state={row.state} />,
      },
    ],
    [t],
  )
}

function useFilters(): FilterDef[] {
  const t = useWords('bank')
  return useMemo(
    () => [
      {
        kind: 'enum',
        id: 'state',
        label: t('state'),
        many: true,
        options: NoticeState.options.map((value) => ({ value, label: t(`notice_${value}`) })),
      },
      {
        kind: 'enum',
        id: 'source',
        label: t('source'),
        options: NoticeSource.options.map((value) => ({ value, label: t(`source_${value}`) })),
      },
      { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
    ],
    [t],
  )
}
