import { ActionIcon } from '@mantine/core'
import { IconChartBar, IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { endOfMonth } from '#core/day.ts'
import type { FigureMonth, Figures } from '#core/reports/figures-api.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { stringifySearch } from '#web/place.ts'
import { AgingLegend, AgingStrip } from '#web/ui/aging-strip.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import { WhereTo, WhyLate } from './debt-parts.tsx'
import css from './figures.module.css'
import { How } from './how.tsx'
import { MonthChart, type MonthPoint } from './month-chart.tsx'
import { NarrowBar, ReportTabs, useKept, useNarrowing } from './narrowing.tsx'

/** How collection goes: each figure by month, as of any day. */
export function FiguresPage() {
  const t = useWords('figures')
  const { figures } = useNarrowing()
  const { data, error, refetch } = useQuery({
    ...api.reports.figures.queryOptions({ input: figures }),
    placeholderData: keepPreviousData,
  })
  const none = data?.months.every(
    ({ owed, collectable }) => owed.minor === 0 && collectable.minor === 0,
  )
  return (
    <Sheet label={t('reports')}>
      <PageHead
        title={t('reports')}
        actions={
          <ActionIcon
            component="a"
            href={`/api/v1/reports/figures/file${stringifySearch(figures)}`}
            download
            aria-label={t('export')}
          >
            <IconDownload size={18} />
          </ActionIcon>
        }
      >
        {t('figures_hint')}
      </PageHead>
      <ReportTabs at="/reports" />
      <NarrowBar day />
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={8} />}
      {none && (
        <Blank icon={<IconChartBar size={28} />} tone="plain" title={t('nothing')}>
          {t('nothing_hint')}
        </Blank>
      )}
      {data && !none && <Body figures={data} />}
    </Sheet>
  )
}

function Body({ figures }: Readonly<{ figures: Figures }>) {
  const t = useWords('figures')
  const last = figures.months.at(-1)
  if (!last) return null
  const rowsOf = (bucket: string) =>
    `/aging/items${stringifySearch({ bucket, credits: 'false', asOf: figures.asOf })}`
  return (
    <>
      <Section title={t('aging')}>
        <AgingStrip buckets={last.buckets} size="lg" to={rowsOf} />
        <AgingLegend buckets={last.buckets} to={rowsOf} />
        <How>{t('aging_how')}</How>
      </Section>
      <Charts figures={figures} />
      <div className={css['grid']}>
        <WhyLate figures={figures} />
        <WhereTo month={last} />
      </div>
    </>
  )
}

const share = (basisPoints: number | null) =>
  basisPoints === null ? null : Math.round(basisPoints / 100)

/** Six figures by month; each point leads to the rows of its month. */
function Charts({ figures }: Readonly<{ figures: Figures }>) {
  const t = useWords('figures')
  const format = useFormat()
  const kept = useKept()
  const lines = useMemo(() => {
    const points = (
      value: (row: FigureMonth) => number | null,
      to: (row: FigureMonth) => string,
      shown: (value: number) => string,
      beside?: (row: FigureMonth) => number | null,
    ): MonthPoint[] =>
      figures.months.map((row) => {
        const each = value(row)
        return {
          month: row.month,
          value: each,
          to: to(row),
          shown: each === null ? '—' : shown(each),
          ...(beside && { beside: beside(row) }),
        }
      })
    const percent = (value: number) => format.percent(value / 100)
    const days = (value: number) => t('days', { count: Math.round(value) })
    const open = ({ endsOn }: FigureMonth) =>
      `/aging/items${stringifySearch({ credits: 'false', asOf: endsOn })}`
    const range = ({ month }: FigureMonth) => `${month}-01..${endOfMonth(`${month}-01`)}`
    const paid = (row: FigureMonth) => `/payments${stringifySearch({ paidOn: range(row) })}`
    const keeps = ({ promises: { kept: some, of } }: FigureMonth) =>
      of === 0 ? null : Math.round((some * 100) / of)
    return {
      dso: points(
        ({ dso }) => dso,
        open,
        days,
        ({ bestDso }) => bestDso,
      ),
      add: points(
        ({ add }) => add,
        ({ endsOn }) => kept('/reports/delinquent', { asOf: endsOn }),
        days,
      ),
      cei: points(({ ceiBasisPoints }) => share(ceiBasisPoints), paid, percent),
      rate: points(({ rateBasisPoints }) => share(rateBasisPoints), paid, percent),
      keep: points(keeps, (row) => `/promises${stringifySearch({ due: range(row) })}`, percent),
      first: points(
        ({ firstContact }) => firstContact.median,
        (row) => `/late-payments${stringifySearch({ due: range(row) })}`,
        days,
      ),
    }
  }, [figures, format, kept, t])
  const unit = t('days_unit')
  return (
    <div className={css['grid']}>
      <MonthChart
        {...{ title: t('dso'), how: t('dso_how'), points: lines.dso, kind: 'line', unit }}
        besideTitle={t('best_dso')}
      />
      <MonthChart
        {...{ title: t('add'), how: t('add_how'), points: lines.add, kind: 'bar', unit }}
      />
      <MonthChart
        {...{ title: t('cei'), how: t('cei_how'), points: lines.cei, kind: 'line' }}
        percent
      />
      <MonthChart
        {...{ title: t('rate'), how: t('rate_how'), points: lines.rate, kind: 'line' }}
        percent
      />
      <MonthChart
        {...{ title: t('keep_rate'), how: t('keep_how'), points: lines.keep, kind: 'bar' }}
        percent
      />
      <MonthChart
        {...{
          title: t('first_contact'),
          how: t('first_how'),
          points: lines.first,
          kind: 'bar',
          unit,
        }}
      />
    </div>
  )
}
