import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { OpenItemRow } from '#core/ledger/api.ts'
import { api, client } from '#web/client.ts'
import { useSearchText } from '#web/place.ts'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { FilterDef } from '#web/ui/list/filter.ts'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { AgingBand, AgingTabs, NobodyOwes, narrowing, useAgingFilters } from './aging-page.tsx'
import { documentPath, useDocumentName } from './document-name.ts'
import css from './ledger.module.css'
import { Lateness } from './statement-items.tsx'
import { useViewpoint, ViewpointBar } from './viewpoint.tsx'

type Page = Awaited<ReturnType<typeof client.ledger.agingItems>>
type Sort = 'due' | 'posted' | 'balance' | 'number' | 'customer'
const sorts: ReadonlySet<string> = new Set<Sort>(['due', 'posted', 'balance', 'number', 'customer'])
const isSort = (id: string): id is Sort => sorts.has(id)

function useSource(): ListSource<OpenItemRow, Page> {
  const { input } = useViewpoint()
  return useMemo(
    () => ({
      key: [...api.ledger.agingItems.key(), input],
      load: ({ q, sort, filters, cursor, limit }, signal) =>
        client.ledger.agingItems(
          {
            limit,
            ...input,
            ...narrowing(filters),
            ...(filters['credits'] === 'false' ? { credits: false } : {}),
            ...(q ? { search: q } : {}),
            ...(cursor ? { cursor } : {}),
            ...(sort && isSort(sort.id) ? { sort: sort.id, direction: sort.direction } : {}),
          },
          { signal },
        ),
    }),
    [input],
  )
}

function useFilters(): readonly FilterDef[] {
  const t = useWords('ledger')
  const shared = useAgingFilters()
  return useMemo(
    () => [
      ...shared,
      {
        kind: 'pick',
        id: 'customer',
        label: t('customer'),
        load: async (search) => {
          const page = await client.ledger.aging({ search, limit: 20, sort: 'customer' })
          return page.rows.map(({ customer }) => ({ value: customer.id, label: customer.name }))
        },
      },
      {
        kind: 'enum',
        id: 'credits',
        label: t('credits'),
        options: [
          { value: 'true', label: t('credits_shown') },
          { value: 'false', label: t('credits_hidden') },
        ],
      },
    ],
    [t, shared],
  )
}

/** The strip of what the address narrows to, its buckets aside so that all five can be reached. */
function Band() {
  const { input } = useViewpoint()
  const [search] = useSearchText()
  const { bucket: _, ...narrow } = narrowing(search)
  const { data } = useQuery(
    api.ledger.agingItems.queryOptions({ input: { ...input, ...narrow, limit: 1 } }),
  )
  return data && data.total > 0 ? <AgingBand sums={data.sums} /> : null
}

/** Aging by invoice: every open item, oldest due first. */
export function AgingItemsPage() {
  const t = useWords('ledger')
  const source = useSource()
  const filters = useFilters()
  const columns = useColumns()
  return (
    <ListPageBox>
      <PageHead title={t('aging')}>{t('aging_hint')}</PageHead>
      <AgingTabs items />
      <ViewpointBar />
      <Band />
      <DataList
        name="aging-items"
        label={t('by_item')}
        source={source}
        columns={columns}
        filters={filters}
        searchLabel={t('find_item')}
        firstSort="due"
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        rowTo={(row) =>
          documentPath(row.documentKind, row.documentId) ?? `/statements/${row.customer.id}`
        }
        phone={(row) => ({
          title: <Bdi>{row.customer.name}</Bdi>,
          figure: <Money value={row.balance} />,
          chip: <Lateness item={row} />,
          sub: <Code>{row.number}</Code>,
        })}
        phoneFoot={(first) =>
          first.sums.map(({ currency, total }) => (
            <span key={currency} className="nowrap">
              {t('total')} <Money value={total} />
            </span>
          ))
        }
        empty={<NobodyOwes />}
      />
    </ListPageBox>
  )
}

function useColumns(): readonly Column<OpenItemRow, Page>[] {
  const t = useWords('ledger')
  const nameOf = useDocumentName()
  return useMemo(
    () => [
      {
        id: 'number',
        head: t('document'),
        sort: 'number',
        width: 250,
        fixed: true,
        cell: (row) => (
          <span className={css['what']}>
            {nameOf(row.documentKind)} <Code>{row.number}</Code>
          </span>
        ),
        foot: (first) => <Count value={first.total} />,
      },
      {
        id: 'customer',
        head: t('customer'),
        sort: 'customer',
        cell: (row) => <Bdi>{row.customer.name}</Bdi>,
      },
      {
        id: 'posted',
        head: t('posted_on'),
        sort: 'posted',
        width: 138,
        spare: true,
        cell: (row) => <Day value={row.postedOn} />,
      },
      {
        id: 'due',
        head: t('due_on'),
        sort: 'due',
        width: 138,
        cell: (row) => <Day value={row.dueOn} />,
      },
      { id: 'late', head: t('bucket'), width: 150, cell: (row) => <Lateness item={row} /> },
      {
        id: 'amount',
        head: t('amount'),
        num: true,
        width: 140,
        spare: true,
        cell: (row) => <Money value={row.amount} />,
      },
      {
        id: 'balance',
        head: t('left'),
        sort: 'balance',
        num: true,
        width: 150,
        cell: (row) => <Money value={row.balance} strong />,
        foot: (first) => (
          <span className={css['sums']}>
            {first.sums.map(({ currency, total }) => (
              <Money key={currency} value={total} />
            ))}
          </span>
        ),
      },
    ],
    [t, nameOf],
  )
}
