import { useMemo } from 'react'
import type { Simulation } from '#core/collections/policy-api.ts'
import { useFormat } from '#web/format.ts'
import { useGo } from '#web/place.ts'
import { axisText, Chart, type Ink } from '#web/ui/chart.tsx'
import { Go } from '#web/ui/link.tsx'
import { Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './policies.module.css'
import { rowsAt } from './rows-at.ts'

const sides = ['would', 'was'] as const
/** Canvas text knows no <bdi>: a right-to-left isolate keeps the day before its month. */
const isolated = (text: string) => `\u2067${text}\u2069`

/** The messages of each week, with this policy and as they were sent. */
export function Weeks({ run }: { run: Simulation }) {
  const t = useWords('policies')
  const format = useFormat()
  const go = useGo()
  const { would, was } = run.sums
  const weeks = useMemo(
    () => [...new Set([...Object.keys(would.byWeek), ...Object.keys(was.byWeek)])].toSorted(),
    [would, was],
  )
  const option = useMemo(() => {
    const bars = (side: (typeof sides)[number], colour: string) => (ink: Ink) => ({
      name: t(side),
      type: 'bar',
      data: weeks.map((week) => run.sums[side].byWeek[week] ?? 0),
      itemStyle: { color: ink(colour), borderRadius: [3, 3, 0, 0] },
    })
    const series = [bars('would', 'brand'), bars('was', 'notdue-solid')]
    return (ink: Ink, rtl: boolean) => ({
      grid: { top: 28, bottom: 28, left: rtl ? 4 : 44, right: rtl ? 44 : 4 },
      xAxis: {
        type: 'category',
        data: weeks.map((week) => isolated(format.day(week))),
        inverse: rtl,
        axisLabel: axisText(ink),
      },
      yAxis: {
        type: 'value',
        position: rtl ? 'right' : 'left',
        minInterval: 1,
        axisLabel: axisText(ink),
        splitLine: { lineStyle: { color: ink('line') } },
      },
      tooltip: {
        trigger: 'axis',
        confine: true,
        textStyle: { color: ink('ink'), fontSize: 12 },
        backgroundColor: ink('surface'),
        borderColor: ink('line'),
      },
      series: series.map((each) => each(ink)),
    })
  }, [run, weeks, format, t])
  return (
    <>
      <div className={css['keys']}>
        {sides.map((side) => (
          <span key={side}>
            <i data-side={side} />
            {t(side)}
          </span>
        ))}
      </div>
      <Chart
        height={240}
        label={t('chart_weeks')}
        option={option}
        onPick={(at) => {
          const week = weeks[at]
          if (week) go(rowsAt(run.id, 'would', { week }))
        }}
        table={
          <table className={css['figures']}>
            <thead>
              <tr>
                <th scope="col">{t('by_week')}</th>
                {sides.map((side) => (
                  <th key={side} scope="col" className="num">
                    {t(side)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week}>
                  <th scope="row">
                    <Day value={week} />
                  </th>
                  {sides.map((side) => (
                    <td key={side} className="num">
                      <Go to={rowsAt(run.id, side, { week })}>
                        <Count value={run.sums[side].byWeek[week] ?? 0} />
                      </Go>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
    </>
  )
}
