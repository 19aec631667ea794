import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { digitsOf } from '#core/money.ts'
import type { ForecastCheck, ForecastInput } from '#core/reports/forecast-api.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chart, frame, type Ink } from '#web/ui/chart.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Percent } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './figures.module.css'
import { How } from './how.tsx'

/** How far the forecasts of the last weeks were from what came, beside two that know no habit. */
export function ForecastError({ input }: Readonly<{ input: ForecastInput }>) {
  const t = useWords('figures')
  const { data, error, refetch } = useQuery(api.reports.forecastCheck.queryOptions({ input }))
  return (
    <section className={css['wide']}>
      <div className={css['cellHead']}>
        <h2 className="section-title">{t('check')}</h2>
        <span className={css['keys']}>
          <span>
            <i data-key="due" />
            {t('forecast_then')}
          </span>
          <span>
            <i />
            {t('came')}
          </span>
        </span>
      </div>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} />}
      {data && data.all.forecast.wape === null && <p className="muted">{t('check_none')}</p>}
      {data && data.all.forecast.wape !== null && <Checked check={data} />}
      <How>{t('check_how')}</How>
    </section>
  )
}

function Said({ check: { all, within } }: Readonly<{ check: ForecastCheck }>) {
  const t = useWords('figures')
  const format = useFormat()
  const percent = (part: number | null) => format.percent(Math.abs(part ?? 0))
  const { bias } = all.forecast
  return (
    <p className={css['said']}>
      <b>{t('check_line', { ours: percent(all.forecast.wape), due: percent(all.dueDay.wape) })}</b>{' '}
      {bias !== null &&
        Math.abs(bias) >= 0.01 &&
        t(bias > 0 ? 'check_bias_over' : 'check_bias_under', { bias: percent(bias) })}{' '}
      {t('within_range', { count: format.count(within.count), of: format.count(within.of) })}
    </p>
  )
}

function Checked({ check }: Readonly<{ check: ForecastCheck }>) {
  const t = useWords('figures')
  const ui = useWords('ui')
  const format = useFormat()
  const names = check.weeks.map(({ startsOn }) => format.day(startsOn)).join('\n')
  const option = useMemo(() => {
    const unit = 10 ** digitsOf(check.currency) * 1000
    const bar = (name: string, values: readonly { minor: number }[], colour: string) => ({
      ...{ name, type: 'bar', barMaxWidth: 20, barGap: '15%' },
      data: values.map(({ minor }) => Math.round(minor / unit)),
      itemStyle: { color: colour, borderRadius: [4, 4, 0, 0] },
    })
    return (ink: Ink, rtl: boolean) => ({
      ...frame(ink, rtl, names.split('\n')),
      series: [
        bar(
          t('forecast_then'),
          check.weeks.map((week) => week.forecast),
          ink('notdue-solid'),
        ),
        bar(
          t('came'),
          check.weeks.map((week) => week.came),
          ink('brand'),
        ),
      ],
    })
  }, [check, names, t])
  const values = check.weeks
    .map(({ forecast, came }) => `${format.money(forecast, true)} / ${format.money(came, true)}`)
    .join(ui('comma'))
  return (
    <>
      <Said check={check} />
      <Chart
        height={190}
        option={option}
        label={t('chart_of', { title: t('check'), values })}
        table={<WeekTable check={check} />}
      />
      <Ahead check={check} />
    </>
  )
}

function WeekTable({ check }: Readonly<{ check: ForecastCheck }>) {
  const t = useWords('figures')
  const format = useFormat()
  return (
    <table className={css['small']}>
      <thead>
        <tr>
          <th scope="col">{t('week')}</th>
          {(['forecast_then', 'came'] as const).map((each) => (
            <th key={each} scope="col" className="num">
              {t(each)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {check.weeks.map(({ startsOn, forecast, came }) => (
          <tr key={startsOn}>
            <td>{format.day(startsOn)}</td>
            <td className="num">
              <Money value={forecast} bare rounded dash />
            </td>
            <td className="num">
              <Money value={came} bare rounded dash />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const aheads = ['ahead_0', 'ahead_1', 'ahead_2', 'ahead_3'] as const

function Ahead({ check }: Readonly<{ check: ForecastCheck }>) {
  const t = useWords('figures')
  const cell = (part: number | null) => (part === null ? '—' : <Percent value={part} />)
  return (
    <table className={css['small']}>
      <thead>
        <tr>
          <th scope="col">{t('ahead')}</th>
          {(['by_us', 'by_due_day', 'by_mean'] as const).map((each) => (
            <th key={each} scope="col" className="num">
              {t(each)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {check.ahead.map(({ weeks, forecast, dueDay, companyMean }) => (
          <tr key={weeks}>
            <td>{t(aheads[weeks] ?? 'ahead_0')}</td>
            <td className="num">
              <b>{cell(forecast.wape)}</b>
            </td>
            <td className="num">{cell(dueDay.wape)}</td>
            <td className="num">{cell(companyMean.wape)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
