import { useMemo } from 'react'
import { currencySymbol, gregorianMonths } from '#core/format.ts'
import { digitsOf } from '#core/money.ts'
import type { Dashboard } from '#core/reports/api.ts'
import { useFormat } from '#web/format.ts'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { axisText, Chart, type Ink } from '#web/ui/chart.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Count, Percent } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './dashboard.module.css'

/** Canvas text knows no <bdi>: a right-to-left isolate keeps the day before its month. */
const isolated = (text: string) => `\u2067${text}\u2069`

const axes = (ink: Ink, rtl: boolean, labels: readonly string[]) => ({
  xAxis: {
    type: 'category',
    data: labels,
    inverse: rtl,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: ink('line-strong') } },
    axisLabel: axisText(ink),
  },
  tooltip: {
    trigger: 'axis',
    confine: true,
    textStyle: { color: ink('ink'), fontSize: 12 },
    backgroundColor: ink('surface'),
    borderColor: ink('line'),
  },
})

/** What is expected in each of eight weeks, by due date and the customer's own habit. */
export function Expected({ data }: { data: Dashboard }) {
  const t = useWords('reports')
  const format = useFormat()
  const go = useGo()
  const { language } = usePreferences()
  const name = (at: number, day: string) => (at === 0 ? t('this_week') : format.day(day))
  const option = useMemo(() => {
    const unit = 10 ** digitsOf(data.currency) * 1000
    const labels = data.expected.map(({ startsOn }, at) =>
      isolated(at === 0 ? t('this_week') : format.day(startsOn)),
    )
    const values = data.expected.map(({ expected }) => Math.round(expected.minor / unit))
    return (ink: Ink, rtl: boolean) => ({
      ...axes(ink, rtl, labels),
      grid: { top: 12, bottom: 26, left: rtl ? 4 : 44, right: rtl ? 44 : 4 },
      yAxis: {
        type: 'value',
        position: rtl ? 'right' : 'left',
        splitNumber: 3,
        axisLabel: axisText(ink),
        splitLine: { lineStyle: { color: ink('line') } },
      },
      series: [
        {
          name: t('by_habit'),
          data: values,
          type: 'bar',
          barWidth: 26,
          itemStyle: { color: ink('notdue-solid'), borderRadius: [4, 4, 0, 0] },
        },
      ],
    })
  }, [data, format, t])
  const values = data.expected.map(({ expected }) => format.money(expected, true)).join('، ')
  return (
    <section className={css['cell']}>
      <div className={css['cellHead']}>
        <h2 className="section-title">
          {t('expected')}{' '}
          <span className={css['unit']}>
            {t('thousands', { currency: currencySymbol(data.currency, language) })}
          </span>
        </h2>
        <div className={css['keys']}>
          <span>
            <i data-key="habit" />
            {t('by_habit')}
          </span>
        </div>
      </div>
      <Chart
        height={196}
        option={option}
        label={t('expected_chart', { values })}
        onPick={() => go('/aging/items?credits=false')}
        table={
          <table className={css['worst']}>
            <thead>
              <tr>
                <th scope="col">{t('week')}</th>
                <th scope="col" className="num">
                  {t('amount')}
                </th>
                <th scope="col" className="num">
                  {t('items')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.expected.map((week, at) => (
                <tr key={week.startsOn}>
                  <td>{name(at, week.startsOn)}</td>
                  <td className="num">
                    <Money value={week.expected} bare dash />
                  </td>
                  <td className="num">
                    <Count value={week.items} />
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

/** Of what was due, how much came in each month of a year. */
export function MonthlyRate({ data }: { data: Dashboard }) {
  const t = useWords('reports')
  const { language } = usePreferences()
  const months = data.rates.map(
    ({ month }) => gregorianMonths[language][Number(month.slice(5)) - 1] ?? month,
  )
  const option = useMemo(() => {
    const labels = data.rates.map(({ month }) =>
      isolated(gregorianMonths[language][Number(month.slice(5)) - 1] ?? month),
    )
    const values = data.rates.map(({ rateBasisPoints }) =>
      rateBasisPoints === null ? null : Math.round(rateBasisPoints / 100),
    )
    return (ink: Ink, rtl: boolean) => ({
      ...axes(ink, rtl, labels),
      grid: { top: 22, bottom: 26, left: rtl ? 14 : 44, right: rtl ? 44 : 14 },
      yAxis: {
        type: 'value',
        min: 0,
        max: 100,
        position: rtl ? 'right' : 'left',
        splitNumber: 4,
        axisLabel: { ...axisText(ink), formatter: '{value}%' },
        splitLine: { lineStyle: { color: ink('line') } },
      },
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
