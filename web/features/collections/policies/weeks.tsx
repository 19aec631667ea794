import { useMemo } from 'react'
import {
  type Simulation,
  type SimulationSideName,
  simulationSides,
} from '#core/collections/policy-api.ts'
import { useFormat } from '#web/format.ts'
import { useGo } from '#web/place.ts'
import { Chart, frame, type Ink } from '#web/ui/chart.tsx'
import { Go } from '#web/ui/link.tsx'
import { Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './policies.module.css'
import { rowsAt } from './rows-at.ts'

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
    const bars = (side: SimulationSideName, colour: string) => (ink: Ink) => ({
      name: t(side),
      type: 'bar',
      data: weeks.map((week) => run.sums[side].byWeek[week] ?? 0),
      itemStyle: { color: ink(colour), borderRadius: [3, 3, 0, 0] },
    })
    const series = [bars('would', 'brand'), bars('was', 'notdue-solid')]
    return (ink: Ink, rtl: boolean) => ({
      ...frame(
        ink,
        rtl,
        weeks.map((week) => format.day(week)),
        { minInterval: 1 },
      ),
      series: series.map((each) => each(ink)),
    })
  }, [run, weeks, format, t])
  return (
    <>
      <div className={css['keys']}>
        {simulationSides.map((side) => (
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
                {simulationSides.map((side) => (
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
                  {simulationSides.map((side) => (
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
