import { useMemo } from 'react'
import { gregorianMonths } from '#core/format.ts'
import type { Dashboard } from '#core/reports/api.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Chart, frame, type Ink } from '#web/ui/chart.tsx'
import { Percent } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './dashboard.module.css'

/** Of what was due, how much came in each month of a year. */
export function MonthlyRate({ data }: { data: Dashboard }) {
  const t = useWords('reports')
  const { language } = usePreferences()
  const months = data.rates.map(
    ({ month }) => gregorianMonths[language][Number(month.slice(5)) - 1] ?? month,
  )
  const option = useMemo(() => {
    const labels = data.rates.map(
      ({ month }) => gregorianMonths[language][Number(month.slice(5)) - 1] ?? month,
    )
    const values = data.rates.map(({ rateBasisPoints }) =>
      rateBasisPoints === null ? null : Math.round(rateBasisPoints / 100),
    )
    return (ink: Ink, rtl: boolean) => ({
      ...frame(ink, rtl, labels, { percent: true, max: 100, interval: 25 }),
      series: [
        {
          type: 'line',
          data: values,
          showSymbol: false,
          symbolSize: 6,
          lineStyle: { width: 2.5, color: ink('brand') },
          itemStyle: { color: ink('brand') },
          endLabel: {
            show: true,
            formatter: '{c}%',
            color: ink('ink'),
            fontWeight: 600,
            fontSize: 13,
            offset: [rtl ? -8 : 8, 14],
            align: rtl ? 'left' : 'right',
          },
        },
      ],
    })
  }, [data, language])
  const values = data.rates
    .map(({ rateBasisPoints }) => `${Math.round((rateBasisPoints ?? 0) / 100)}%`)
    .join('، ')
  return (
    <section className={css['cell']}>
      <div className={css['cellHead']}>
        <h2 className="section-title">{t('monthly_rate')}</h2>
      </div>
      <Chart
        height={226}
        option={option}
        label={t('rate_chart', { values })}
        table={
          <table className={css['worst']}>
            <thead>
              <tr>
                <th scope="col">{t('month')}</th>
                <th scope="col" className="num">
                  {t('rate')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.rates.map((rate, at) => (
                <tr key={rate.month}>
                  <td>{months[at]}</td>
                  <td className="num">
                    {rate.rateBasisPoints === null ? (
                      '—'
                    ) : (
                      <Percent value={rate.rateBasisPoints / 10_000} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
    </section>
  )
}
