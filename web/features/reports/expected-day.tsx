import type { ExpectedDay as Expected } from '#core/reports/forecast-api.ts'
import { useFormat } from '#web/format.ts'
import { Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'

/** The day on which an invoice is expected, with the days around it on hover. */
export function ExpectedDay({ day }: Readonly<{ day: Expected | null }>) {
  const t = useWords('figures')
  const format = useFormat()
  if (!day) return <span className="muted">{t('not_expected')}</span>
  const around =
    day.to === null
      ? t('after_day', { from: format.day(day.from) })
      : t('between_days', { from: format.day(day.from), to: format.day(day.to) })
  return (
    <span title={around}>
      <Day value={day.on} near />
    </span>
  )
}
