import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { currencySymbol } from '#core/format.ts'
import { digitsOf } from '#core/money.ts'
import type { ForecastView } from '#core/reports/forecast-api.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { stringifySearch, useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chart, frame, type Ink } from '#web/ui/chart.tsx'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import css from './dashboard.module.css'

const shownWeeks = 8
/** It is worked out from all of the books: whoever comes back soon sees the same. */
const freshMs = 300_000

/** The first weeks of the forecast, asked for by itself: the rest of the page does not wait for it. */
export function ExpectedWeeks() {
  const t = useWords('reports')
  const { language } = usePreferences()
  const { data, error, refetch } = useQuery({
    ...api.reports.forecast.queryOptions({ input: {} }),
    staleTime: freshMs,
  })
  return (
    <section className={css['cell']}>
      <div className={css['cellHead']}>
        <h2 className="section-title">
          {t('expected')}{' '}
          {data && (
            <span className={css['unit']}>
              {t('thousands', { currency: currencySymbol(data.currency, language) })}
            </span>
          )}
        </h2>
        <Go className="link" to="/reports/forecast">
          {t('whole_forecast')}
        </Go>
      </div>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} />}
      {data && <Weeks data={data} />}
    </section>
  )
}

const rowsOf = (week: string) => `/reports/forecast/rows${stringifySearch({ week })}`

function Weeks({ data }: { data: ForecastView }) {
  const t = useWords('reports')
  const ui = useWords('ui')
  const format = useFormat()
  const go = useGo()
  const weeks = useMemo(
    () =>
      data.weeks.slice(0, shownWeeks).map((week, at) => ({
        ...week,
        name: at === 0 ? t('this_week') : format.day(week.startsOn),
      })),
    [data, format, t],
  )
  const option = useMemo(() => {
    const unit = 10 ** digitsOf(data.currency) * 1000
    const labels = weeks.map(({ name }) => name)
    return (ink: Ink, rtl: boolean) => ({
      ...frame(ink, rtl, labels),
      series: [
        {
          name: t('expected_amount'),
          data: weeks.map(({ expected }) => Math.round(expected.minor / unit)),
          type: 'bar',
          barWidth: 26,
          itemStyle: { color: ink('notdue-solid'), borderRadius: [4, 4, 0, 0] },
        },
      ],
    })
  }, [data.currency, t, weeks])
  const values = weeks.map(({ expected }) => format.money(expected, true)).join(ui('comma'))
  return (
    <Chart
      height={196}
      option={option}
      label={t('expected_chart', { values })}
      onPick={(at) => {
        const week = weeks[at]
        if (week) go(rowsOf(week.startsOn))
      }}
      table={
        <table className={css['worst']}>
          <thead>
            <tr>
              <th scope="col">{t('week')}</th>
              <th scope="col" className="num">
                {t('expected_amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {weeks.map(({ startsOn, name, expected }) => (
              <tr key={startsOn}>
                <td>{name}</td>
                <td className="num">
                  <Go to={rowsOf(startsOn)} className="figure-link">
                    <Money value={expected} bare rounded dash />
                  </Go>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  )
}
