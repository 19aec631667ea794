import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconHourglass } from '@tabler/icons-react'
import { useMemo } from 'react'
import { currencySymbol } from '#core/format.ts'
import { type Bucket, Bucket as Buckets, buckets } from '#core/ledger/aging.ts'
import type { AgingRow } from '#core/ledger/api.ts'
import { Currency } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMay, useMe } from '#web/me.tsx'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { AgingLegend, AgingStrip } from '#web/ui/aging-strip.tsx'
import { Blank } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { FilterDef } from '#web/ui/list/filter.ts'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Tabs } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './ledger.module.css'
import { useViewpoint, ViewpointBar } from './viewpoint.tsx'

type Page = Awaited<ReturnType<typeof client.ledger.aging>>
type Sort = 'customer' | 'total' | 'overdue' | 'days_over_90' | 'oldest'
const bucketNames = ['bucket_0', 'bucket_1', 'bucket_2', 'bucket_3', 'bucket_4'] as const

/** The two ways to look at the same debts; the viewpoint goes along. */
export function AgingTabs({ items }: Readonly<{ items: boolean }>) {
  const t = useWords('ledger')
  const [search] = useSearchText()
  const kept = stringifySearch({ asOf: search['asOf'], known: search['known'] })
  return (
    <Tabs
      label={t('aging')}
      tabs={[
        { to: `/aging${kept}`, label: t('by_customer'), active: !items },
        { to: `/aging/items${kept}`, label: t('by_item'), active: items },
      ]}
    />
  )
}

/** The filters that both lists share. */
export function useAgingFilters(): readonly FilterDef[] {
  const t = useWords('ledger')
  const ui = useWords('ui')
  const { language } = usePreferences()
  return useMemo(
    () => [
      {
        kind: 'enum',
        id: 'bucket',
        label: t('bucket'),
        options: buckets.map((value, at) => ({ value, label: ui(bucketNames[at] ?? 'bucket_0') })),
      },
      {
        kind: 'enum',
        id: 'currency',
        label: t('currency'),
        options: Currency.options.map((value) => ({
          value,
          label: currencySymbol(value, language),
        })),
      },
    ],
    [t, ui, language],
  )
}

/** Nothing to show, now or at the time that was asked for. */
export function NobodyOwes() {
  const t = useWords('ledger')
  const { asOf, knownDay } = useViewpoint()
  const then = asOf !== undefined || knownDay !== undefined
  return (
    <Blank
      icon={<IconHourglass size={28} />}
      tone="plain"
      title={t(then ? 'aging_none_then' : 'aging_none')}
    >
      {t(then ? 'aging_none_then_hint' : 'aging_none_hint')}
    </Blank>
  )
}

/** What the address narrows both lists to. */
export function narrowing(filters: Readonly<Record<string, string>>) {
  const bucket = Buckets.safeParse(filters['bucket'])
  const currency = Currency.safeParse(filters['currency'])
  return {
    ...(bucket.success ? { bucket: bucket.data } : {}),
    ...(currency.success ? { currency: currency.data } : {}),
    ...(filters['customer'] ? { customerId: filters['customer'] } : {}),
  }
}

const sorts: ReadonlySet<string> = new Set<Sort>([
  'customer',
  'total',
  'overdue',
  'days_over_90',
  'oldest',
])
const isSort = (id: string): id is Sort => sorts.has(id)

function useSource(): ListSource<AgingRow, Page> {
  const { input } = useViewpoint()
  return useMemo(
    () => ({
      key: [...api.ledger.aging.key(), input],
      load: ({ q, sort, filters, cursor, limit }, signal) =>
        client.ledger.aging(
          {
            limit,
            ...input,
            ...narrowing(filters),
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

/** Whether these balances are the customers' too is asked from where they are looked at. */
function ConfirmationsLink() {
  const t = useWords('confirmations')
  const may = useMay()
  if (!may('collections.read')) return null
  return (
    <Button component={Go} to="/balance-confirmations" variant="default">
      {t('confirmations')}
    </Button>
  )
}

/** Aging by customer: five buckets a row, each a way to the invoices behind it. */
export function AgingPage() {
  const t = useWords('ledger')
  const source = useSource()
  const columns = useColumns()
  const filters = useAgingFilters()
  return (
    <ListPageBox>
      <PageHead title={t('aging')} actions={<ConfirmationsLink />}>
        {t('aging_hint')}
      </PageHead>
      <AgingTabs items={false} />
      <ViewpointBar />
      <DataList
        name="aging"
        label={t('aging')}
        source={source}
        columns={columns}
        filters={filters}
        searchLabel={t('find_customer')}
        firstSort="-overdue"
        rowKey={(row) => `${row.customer.id} ${row.currency}`}
        rowName={(row) => row.customer.name}
        rowTo={(row) => `/statements/${row.customer.id}`}
        phone={(row) => ({
          title: <Bdi>{row.customer.name}</Bdi>,
          figure: <Money value={row.total} />,
          chip: <AgingStrip buckets={row.buckets} size="sm" />,
          sub: row.overdue.minor > 0 && (
            <>
              {t('overdue')} <Money value={row.overdue} bare />
            </>
          ),
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

const itemsOf = (row: AgingRow, bucket: Bucket, search: Readonly<Record<string, string>>) =>
  `/aging/items${stringifySearch({
    customer: row.customer.id,
    currency: row.currency,
    bucket,
    asOf: search['asOf'],
    known: search['known'],
  })}`

const perCurrency = (
  first: Page,
  pick: (sum: Page['sums'][number]) => Page['sums'][number]['total'],
) => (
  <span className={css['sums']}>
    {first.sums.map((sum) => (
      <Money key={sum.currency} value={pick(sum)} bare />
    ))}
  </span>
)

function useColumns(): readonly Column<AgingRow, Page>[] {
  const t = useWords('ledger')
  const ui = useWords('ui')
  const { language } = usePreferences()
  const [search] = useSearchText()
  return useMemo(() => {
    const spread = buckets.map(
      (bucket, at): Column<AgingRow, Page> => ({
        id: bucket,
        head: ui(bucketNames[at] ?? 'bucket_0'),
        num: true,
        width: 106,
        ...(bucket === 'days_over_90' ? { sort: 'days_over_90' } : {}),
        cell: (row) =>
          row.buckets[bucket].minor === 0 ? (
            <span className="muted">—</span>
          ) : (
            <Go to={itemsOf(row, bucket, search)} className="figure-link">
              <Money value={row.buckets[bucket]} bare />
            </Go>
          ),
        foot: (first) => perCurrency(first, (sum) => sum.buckets[bucket]),
      }),
    )
    return [
      {
        id: 'customer',
        head: t('customer'),
        sort: 'customer',
        fixed: true,
        cell: (row) => <Bdi>{row.customer.name}</Bdi>,
        foot: (first) => <Count value={first.total} />,
      },
      {
        id: 'code',
        head: t('number'),
        width: 90,
        hidden: true,
        cell: (row) => <Code quiet>{row.customer.number}</Code>,
      },
      {
        id: 'currency',
        head: t('currency'),
        width: 68,
        cell: (row) => currencySymbol(row.currency, language),
        foot: (first) => (
          <span className={css['sums']}>
            {first.sums.map(({ currency }) => (
              <span key={currency}>{currencySymbol(currency, language)}</span>
            ))}
          </span>
        ),
      },
      ...spread,
      {
        id: 'total',
        head: t('balance'),
        sort: 'total',
        num: true,
        width: 112,
        cell: (row) => <Money value={row.total} bare strong />,
        foot: (first) => perCurrency(first, ({ total }) => total),
      },
      {
        id: 'overdue',
        head: t('overdue'),
        sort: 'overdue',
        num: true,
        width: 112,
        cell: (row) => <Money value={row.overdue} bare dash />,
        foot: (first) => perCurrency(first, ({ overdue }) => overdue),
      },
      {
        id: 'oldest',
        head: t('oldest'),
        sort: 'oldest',
        width: 96,
        spare: true,
        cell: (row) => row.oldestDueOn && <Day value={row.oldestDueOn} />,
      },
    ]
  }, [t, ui, search, language])
}

/** The strip of everything that matches, a currency a line; shown above a list of items. */
export function AgingBand({
  sums,
}: Readonly<{ sums: Pick<Page['sums'][number], 'currency' | 'buckets'>[] }>) {
  const { language } = usePreferences()
  // On a phone the five figures would leave no room for the list.
  const narrow = useMediaQuery('(max-width: 768px)', false, { getInitialValueInEffect: false })
  const [search] = useSearchText()
  const base = useMe().company.baseCurrency
  const part = ({ currency, buckets: spread }: (typeof sums)[number], full: boolean) => {
    const to = (bucket: Bucket) => `/aging/items${stringifySearch({ ...search, bucket, currency })}`
    return (
      <div key={currency}>
        {sums.length > 1 && <p className={css['unit']}>{currencySymbol(currency, language)}</p>}
        <AgingStrip buckets={spread} to={to} size={full ? 'md' : 'sm'} />
        {full && !narrow && <AgingLegend buckets={spread} to={to} />}
      </div>
    )
  }
  const main = sums.find(({ currency }) => currency === base) ?? sums[0]
  const others = sums.filter((each) => each !== main)
  return (
    <div className={css['band']}>
      {main && part(main, true)}
      {others.length > 0 && (
        <div className={css['others']}>{others.map((each) => part(each, false))}</div>
      )}
    </div>
  )
}
