import { IconCash } from '@tabler/icons-react'
import { useMemo } from 'react'
import { isDay } from '#core/day.ts'
import { forecastSources } from '#core/reports/forecast.ts'
import { type ForecastRow, ForecastSource } from '#core/reports/forecast-api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { ExpectedDay } from './expected-day.tsx'
import { useForecastInput } from './forecast-page.tsx'

type Page = Awaited<ReturnType<typeof client.reports.forecastRows>>

function useSource(week: string | undefined): ListSource<ForecastRow, Page> {
  const input = useForecastInput()
  return useMemo(
    () => ({
      key: [...api.reports.forecastRows.key(), input, week ?? null],
      load: ({ cursor, limit, filters }, signal) => {
        const source = ForecastSource.safeParse(filters['source'])
        return client.reports.forecastRows(
          {
            ...input,
            limit,
            ...(week && { week }),
            ...(source.success && { source: source.data }),
            ...(cursor && { cursor }),
          },
          { signal },
        )
      },
    }),
    [input, week],
  )
}

function useColumns(): readonly Column<ForecastRow, Page>[] {
  const t = useWords('figures')
  return useMemo(
    () => [
      {
        id: 'invoice',
        head: t('invoice'),
        width: 190,
        fixed: true,
        cell: (row) => <Code>{row.number}</Code>,
        foot: (first) => <Count value={first.total} />,
      },
      { id: 'customer', head: t('customer'), cell: (row) => <Bdi>{row.customerName}</Bdi> },
      { id: 'due', head: t('due_on'), width: 130, cell: (row) => <Day value={row.dueOn} /> },
      {
        id: 'day',
        head: t('expected_on'),
        width: 150,
        cell: (row) => <ExpectedDay day={row.day} />,
      },
      { id: 'why', head: t('why'), width: 140, spare: true, cell: (row) => t(`why_${row.why}`) },
      {
        id: 'balance',
        head: t('balance'),
        num: true,
        width: 140,
        spare: true,
        cell: (row) => <Money value={row.balance} />,
      },
      {
        id: 'expected',
        head: t('expected'),
        num: true,
        width: 150,
        cell: (row) => <Money value={row.expected} strong />,
        foot: (first) => <Money value={first.sum} />,
      },
    ],
    [t],
  )
}

/** The invoices behind one week of the forecast. */
export function ForecastRowsPage() {
  const t = useWords('figures')
  const format = useFormat()
  const [search] = useSearchText()
  const week = isDay(search['week'] ?? '') ? search['week'] : undefined
  const { owner, currency } = search
  const filters = useMemo(
    () => [
      {
        kind: 'enum' as const,
        id: 'source',
        label: t('why'),
        options: forecastSources.map((value) => ({ value, label: t(`source_${value}`) })),
      },
    ],
    [t],
  )
  const title = week ? t('rows_of_week', { day: format.day(week) }) : t('rows_later')
  return (
    <ListPageBox>
      <PageHead
        title={title}
        actions={
          <Go to={`/reports/forecast${stringifySearch({ owner, currency })}`} className="link">
            {t('back_to_forecast')}
          </Go>
        }
      >
        {t('rows_hint')}
      </PageHead>
      <DataList
        name="forecast-rows"
        label={title}
        source={useSource(week)}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => row.itemId}
        rowName={(row) => row.number}
        rowTo={(row) =>
          row.invoiceId ? `/invoices/${row.invoiceId}` : `/customers/${row.customerId}`
        }
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.expected} />,
          chip: <ExpectedDay day={row.day} />,
          sub: <Code>{row.number}</Code>,
        })}
        phoneFoot={(first) => <Money value={first.sum} />}
        empty={
          <Blank icon={<IconCash size={28} />} tone="plain" title={t('nothing_expected')}>
            {t('nothing_expected_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
