import { ActionIcon, SegmentedControl, Select } from '@mantine/core'
import { IconChartBar, IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { InboxReport, ReportInput, ReportLine } from '#core/inbox/report.ts'
import { api } from '#web/client.ts'
import { stringifySearch, useGo } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { axisText, Chart, type Ink } from '#web/ui/chart.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useDuration } from '../clock.ts'
import css from './report.module.css'
import { type Figure, groupings, periods, rowsPath, useRange } from './report-range.ts'
import { ReportTable } from './report-table.tsx'
import { useLineName } from './report-words.tsx'

/** How much was said, how long customers waited and how content they were. */
export function ReportPage() {
  const t = useWords('inboxSettings')
  const { input } = useRange()
  const { data, error, refetch } = useQuery(api.inbox.report.queryOptions({ input }))
  const none =
    data &&
    [data.total.opened, data.total.received, data.total.answered].every((count) => count === 0)
  return (
    <Sheet label={t('report')}>
      <PageHead
        title={t('report')}
        actions={
          <ActionIcon
            component="a"
            href={`/api/v1/inbox-report/export${stringifySearch(input)}`}
            download
            aria-label={t('export')}
          >
            <IconDownload size={18} />
          </ActionIcon>
        }
      >
        {t('report_hint')}
      </PageHead>
      <RangeBar />
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={8} />}
      {none && (
        <Blank icon={<IconChartBar size={28} />} tone="plain" title={t('nothing_period')}>
          {t('nothing_period_hint')}
        </Blank>
      )}
      {data && !none && (
        <>
          <Totals total={data.total} />
          <Opened report={data} groupBy={input.groupBy} />
          <ReportTable report={data} groupBy={input.groupBy} />
        </>
      )}
    </Sheet>
  )
}

/** The period, what it is divided by, and which clock counts: all of it in the address. */
function RangeBar() {
  const t = useWords('inboxSettings')
  const { period, input, work, change } = useRange()
  return (
    <div className={css['range']}>
      <Select
        aria-label={t('period')}
        data={[...periods, 'own' as const].map((value) => ({ value, label: t(`period_${value}`) }))}
        value={period}
        allowDeselect={false}
        onChange={(next) =>
          change(
            next === 'own'
              ? { period: 'own', from: input.from, to: input.to }
              : { period: next, from: null, to: null },
          )
        }
      />
      {period === 'own' && (
        <>
          <DateInput
            id="report-from"
            label={t('from_day')}
            value={input.from}
            onChange={(from) => from && change({ from, ...(from > input.to && { to: from }) })}
          />
          <DateInput
            id="report-to"
            label={t('to_day')}
            value={input.to}
            onChange={(to) => to && change({ to, ...(to < input.from && { from: to }) })}
          />
        </>
      )}
      <SegmentedControl
        aria-label={t('by')}
        data={groupings.map((value) => ({ value, label: t(`by_${value}`) }))}
        value={input.groupBy}
        onChange={(by) => change({ by, key: null })}
      />
      <SegmentedControl
        aria-label={t('clock')}
        data={[
          { value: 'work', label: t('clock_work') },
          { value: 'wall', label: t('clock_wall') },
        ]}
        value={work ? 'work' : 'wall'}
        onChange={(clock) => change({ clock: clock === 'wall' ? clock : null })}
      />
    </div>
  )
}

function Totals({ total }: Readonly<{ total: ReportLine }>) {
  const t = useWords('inboxSettings')
  const { search, work } = useRange()
  const duration = useDuration()
  const waited = (each: ReportLine['first']) => ({
    middle: duration(work ? each.workingMedian : each.median),
    most: duration(work ? each.workingP90 : each.p90),
  })
  const under = (each: ReportLine['first']) =>
    each.count === 0 ? null : `${t('p90')} ${waited(each).most}`
  const { satisfaction } = total
  const cells: readonly (readonly [Figure, string | number, string | null])[] = [
    ['opened', total.opened, null],
    ['closed', total.closed, null],
    ['received', total.received, null],
    ['answered', total.answered, null],
    ['first', waited(total.first).middle, under(total.first)],
    ['next', waited(total.next).middle, under(total.next)],
    [
      'satisfaction',
      satisfaction.average === null ? '—' : t('score', { score: satisfaction.average }),
      satisfaction.asked === 0
        ? null
        : t('answers_of', { count: satisfaction.count, asked: satisfaction.asked }),
    ],
  ]
  return (
    <dl className={css['totals']}>
      {cells.map(([figure, value, more]) => (
        <div key={figure}>
          <dt>
            {t(`figure_${figure}`)}
            {(figure === 'first' || figure === 'next') && <small> {t('median')}</small>}
          </dt>
          <dd>
            <Go to={rowsPath(search, figure)} className="figure-link">
              {typeof value === 'number' ? <Count value={value} /> : value}
            </Go>
            {more && <small>{more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Canvas text knows no <bdi>. */
const isolated = (text: string) => `\u2068${text}\u2069`

/** What began, by what the report is divided by; a click opens its rows. */
function Opened({
  report,
  groupBy,
}: Readonly<{ report: InboxReport; groupBy: ReportInput['groupBy'] }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const go = useGo()
  const { search } = useRange()
  const nameOf = useLineName(groupBy)
  const names = report.rows.map(nameOf)
  const joined = names.join('\n')
  const option = useMemo(() => {
    const labels = joined.split('\n').map(isolated)
    const bar = (name: string, values: number[], ink: string) => ({
      ...{ name, type: 'bar', data: values, barMaxWidth: 26, barGap: '15%' },
      itemStyle: { color: ink, borderRadius: [4, 4, 0, 0] },
    })
    return (ink: Ink, rtl: boolean) => ({
      grid: { top: 12, bottom: 26, left: rtl ? 4 : 44, right: rtl ? 44 : 4 },
      xAxis: {
        ...{ type: 'category', data: labels, inverse: rtl, axisTick: { show: false } },
        axisLine: { lineStyle: { color: ink('line-strong') } },
        axisLabel: axisText(ink),
      },
      yAxis: {
        ...{ type: 'value', position: rtl ? 'right' : 'left', splitNumber: 3, minInterval: 1 },
        axisLabel: axisText(ink),
        splitLine: { lineStyle: { color: ink('line') } },
      },
      tooltip: {
        ...{ trigger: 'axis', confine: true, backgroundColor: ink('surface') },
        ...{ borderColor: ink('line'), textStyle: { color: ink('ink'), fontSize: 12 } },
      },
      series: [
        bar(
          t('figure_opened'),
          report.rows.map(({ opened }) => opened),
          ink('brand'),
        ),
        bar(
          t('figure_closed'),
          report.rows.map(({ closed }) => closed),
          ink('notdue-solid'),
        ),
      ],
    })
  }, [joined, report, t])
  const values = report.rows.map((row, at) => `${names[at] ?? ''} ${row.opened}`).join(ui('comma'))
  return (
    <section className={css['chart']}>
      <div className={css['chartHead']}>
        <h2 className="section-title">{t('figure_opened')}</h2>
        <span className={css['keys']}>
          <span>
            <i data-key="opened" />
            {t('figure_opened')}
          </span>
          <span>
            <i data-key="closed" />
            {t('figure_closed')}
          </span>
        </span>
      </div>
      <Chart
        height={200}
        option={option}
        label={t('chart_opened', { values })}
        onPick={(at) => {
          const row = report.rows[at]
          if (row) go(rowsPath(search, 'opened', row.key))
        }}
      />
    </section>
  )
}
