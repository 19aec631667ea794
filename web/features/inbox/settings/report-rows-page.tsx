import { IconChartBar } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { ReportRow } from '#core/inbox/report.ts'
import { api, client } from '#web/client.ts'
import { stringifySearch } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Bdi, Count, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useDuration } from '../clock.ts'
import { figures, useRange } from './report-range.ts'
import { useLineName } from './report-words.tsx'

type Page = Awaited<ReturnType<typeof client.inbox.reportRows>>

function useRowsSource(): ListSource<ReportRow, Page> {
  const { input, search } = useRange()
  const figure = figures.find((each) => each === search['figure']) ?? 'opened'
  const { from, to, groupBy } = input
  const key = search['key']
  return useMemo(
    () => ({
      key: [...api.inbox.reportRows.key(), from, to, groupBy, figure, key ?? null],
      load: ({ cursor, limit }, signal) =>
        client.inbox.reportRows(
          {
            ...{ from, to, groupBy, figure, limit },
            ...(key === undefined ? {} : { key }),
            ...(cursor ? { cursor } : {}),
          },
          { signal },
        ),
    }),
    [from, to, groupBy, figure, key],
  )
}

/** The conversations behind one figure of the report. */
export function ReportRowsPage() {
  const t = useWords('inboxSettings')
  const { input, search } = useRange()
  const source = useRowsSource()
  const columns = useColumns()
  const nameOf = useLineName(input.groupBy)
  const figure = figures.find((each) => each === search['figure']) ?? 'opened'
  const { figure: _, key, ...kept } = search
  return (
    <ListPageBox>
      <PageHead
        title={t(`figure_${figure}`)}
        actions={
          <Go to={`/inbox-report${stringifySearch(kept)}`} className="link">
            {t('rows_back')}
          </Go>
        }
      >
        <Day value={input.from} full /> {t('until')} <Day value={input.to} full />
        {key !== undefined && input.groupBy !== 'type' && input.groupBy !== 'agent' && (
          <>
            {' · '}
            <Bdi>{nameOf({ key, name: null })}</Bdi>
          </>
        )}
      </PageHead>
      <DataList
        name="inbox-report-rows"
        label={t(`figure_${figure}`)}
        source={source}
        columns={columns}
        rowKey={(row) => `${row.conversationId} ${row.messageId ?? ''} ${row.at}`}
        rowName={(row) => row.name}
        rowTo={(row) =>
          `/inbox/${row.conversationId}${row.messageId ? `?message=${row.messageId}` : ''}`
        }
        phone={(row) => ({
          title: <Bdi>{row.name}</Bdi>,
          figure: <Waited minutes={row.workingMinutes ?? row.minutes} />,
          chip: t(`channel_${row.channel}`),
          sub: <Moment value={row.at} />,
        })}
        empty={
          <Blank icon={<IconChartBar size={28} />} tone="plain" title={t('nothing_period')}>
            {t('nothing_period_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}

function Waited({ minutes }: Readonly<{ minutes: number | null }>) {
  const duration = useDuration()
  return <>{duration(minutes)}</>
}

function useColumns(): readonly Column<ReportRow, Page>[] {
  const t = useWords('inboxSettings')
  return useMemo(
    () => [
      {
        id: 'who',
        head: t('row_who'),
        fixed: true,
        cell: (row) => <Bdi>{row.name}</Bdi>,
        foot: (first) => <Count value={first.total} />,
      },
      {
        id: 'channel',
        head: t('by_channel'),
        width: 130,
        cell: (row) => t(`channel_${row.channel}`),
      },
      {
        id: 'agent',
        head: t('by_agent'),
        width: 170,
        cell: (row) =>
          row.agent ? <Bdi>{row.agent}</Bdi> : <span className="muted">{t('no_one')}</span>,
      },
      { id: 'at', head: t('row_when'), width: 150, cell: (row) => <Moment value={row.at} /> },
      {
        id: 'minutes',
        head: t('row_minutes'),
        num: true,
        width: 130,
        spare: true,
        cell: (row) => <Waited minutes={row.minutes} />,
      },
      {
        id: 'working',
        head: t('row_working'),
        num: true,
        width: 130,
        cell: (row) => <Waited minutes={row.workingMinutes} />,
      },
      {
        id: 'score',
        head: t('row_score'),
        num: true,
        width: 90,
        cell: (row) =>
          row.score === null ? <span className="muted">—</span> : <Count value={row.score} />,
      },
    ],
    [t],
  )
}
