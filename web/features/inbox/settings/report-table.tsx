import type { ReactNode } from 'react'
import type { InboxReport, ReportInput, ReportLine } from '#core/inbox/report.ts'
import { Go } from '#web/ui/link.tsx'
import { ScrollArea } from '#web/ui/scroll-area.tsx'
import { Bdi, Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useDuration } from '../clock.ts'
import css from './report.module.css'
import { type Figure, figures, rowsPath, useRange } from './report-range.ts'
import { useLineName } from './report-words.tsx'

/** Every figure of the report, each a way to the rows behind it; the total stands at the foot. */
export function ReportTable({
  report,
  groupBy,
}: Readonly<{ report: InboxReport; groupBy: ReportInput['groupBy'] }>) {
  const t = useWords('inboxSettings')
  const nameOf = useLineName(groupBy)
  return (
    <ScrollArea className={css['scroller']} label={t('report')}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t(`by_${groupBy}`)}</th>
            {figures.map((figure) => (
              <th key={figure} scope="col" className="num">
                {t(`figure_${figure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.rows.map((line) => (
            <tr key={line.key}>
              <th scope="row">
                <Bdi>{nameOf(line)}</Bdi>
              </th>
              <Cells line={line} at={line.key} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <Cells line={report.total} />
          </tr>
        </tfoot>
      </table>
    </ScrollArea>
  )
}

function Cells({ line, at }: Readonly<{ line: ReportLine; at?: string }>) {
  const t = useWords('inboxSettings')
  const { search, work } = useRange()
  const duration = useDuration()
  const shown = (figure: Figure): ReactNode => {
    if (figure === 'first' || figure === 'next') {
      const each = line[figure]
      const [middle, most] = work ? [each.workingMedian, each.workingP90] : [each.median, each.p90]
      return each.count === 0 ? null : (
        <>
          {duration(middle)}
          <small title={t('p90')}>{duration(most)}</small>
        </>
      )
    }
    if (figure === 'satisfaction') {
      const { asked, count, average } = line.satisfaction
      if (asked === 0) return null
      return (
        <>
          {average === null ? '—' : t('score', { score: average })}
          <small>{t('answers_of', { count, asked })}</small>
        </>
      )
    }
    return line[figure] === 0 ? null : <Count value={line[figure]} />
  }
  return figures.map((figure) => {
    const value = shown(figure)
    return (
      <td key={figure} className="num">
        {value === null ? (
          <span className="muted">—</span>
        ) : (
          <Go to={rowsPath(search, figure, at)} className="figure-link">
            {value}
          </Go>
        )}
      </td>
    )
  })
}
