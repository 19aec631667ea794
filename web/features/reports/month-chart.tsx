import { useMemo } from 'react'
import { gregorianMonths } from '#core/format.ts'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Chart, frame, type Ink } from '#web/ui/chart.tsx'
import { Go } from '#web/ui/link.tsx'
import { useWords } from '#web/words.ts'
import css from './figures.module.css'
import { How } from './how.tsx'

export type MonthPoint = Readonly<{
  month: string
  value: number | null
  /** Beside it, dashed: what could be. */
  beside?: number | null
  /** Where its rows are. */
  to: string
  shown: string
}>

type Props = Readonly<{
  title: string
  how: string
  points: readonly MonthPoint[]
  kind: 'line' | 'bar'
  unit?: string
  besideTitle?: string
  percent?: boolean
}>

/** One figure by month: a chart whose points open their rows, the same as a table, and how it is worked out. */
export function MonthChart({
  title,
  how,
  points,
  kind,
  unit,
  besideTitle,
  percent = false,
}: Props) {
  const t = useWords('figures')
  const ui = useWords('ui')
  const go = useGo()
  const { language } = usePreferences()
  const nameOf = (month: string) => gregorianMonths[language][Number(month.slice(5)) - 1] ?? month
  const names = points.map(({ month }) => nameOf(month)).join('\n')
  const option = useMemo(() => {
    const labels = names.split('\n')
    const dashed = points.some(({ beside }) => beside !== undefined)
    return (ink: Ink, rtl: boolean) => ({
      ...frame(ink, rtl, labels, { percent }),
      series: [
        kind === 'bar'
          ? {
              ...{ name: title, type: 'bar', barMaxWidth: 22 },
              data: points.map(({ value }) => value),
              itemStyle: { color: ink('brand'), borderRadius: [4, 4, 0, 0] },
            }
          : {
              ...{ name: title, type: 'line', symbolSize: 7, connectNulls: true },
              data: points.map(({ value }) => value),
              lineStyle: { width: 2.5, color: ink('brand') },
              itemStyle: { color: ink('brand') },
            },
        ...(dashed
          ? [
              {
                ...{ name: besideTitle, type: 'line', showSymbol: false, connectNulls: true },
                data: points.map(({ beside }) => beside ?? null),
                lineStyle: { width: 1.5, type: 'dashed', color: ink('ink-3') },
                itemStyle: { color: ink('ink-3') },
              },
            ]
          : []),
      ],
    })
  }, [besideTitle, kind, names, percent, points, title])
  const values = points.map(({ month, shown }) => `${nameOf(month)} ${shown}`).join(ui('comma'))
  return (
    <section className={css['cell']}>
      <div className={css['cellHead']}>
        <h2 className="section-title">
          {title} {unit && <span className={css['unit']}>{unit}</span>}
        </h2>
        {besideTitle && (
          <span className={css['keys']}>
            <i data-key="dashed" /> {besideTitle}
          </span>
        )}
      </div>
      <Chart
        height={190}
        option={option}
        label={t('chart_of', { title, values })}
        onPick={(at) => {
          const point = points[at]
          if (point) go(point.to)
        }}
        table={
          <table className={css['small']}>
            <thead>
              <tr>
                <th scope="col">{t('month')}</th>
                <th scope="col" className="num">
                  {title}
                </th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ month, shown, to }) => (
                <tr key={month}>
                  <td>{nameOf(month)}</td>
                  <td className="num">
                    <Go to={to} className="figure-link">
                      {shown}
                    </Go>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
      <How>{how}</How>
    </section>
  )
}
