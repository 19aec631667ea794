import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import css from './invoicing.module.css'

/** When what is open of the invoice is expected, and what that rests on. */
export function InvoiceExpected({ invoiceId }: Readonly<{ invoiceId: string }>) {
  const t = useWords('figures')
  const format = useFormat()
  const may = useMay()
  const { data } = useQuery({
    ...api.reports.expected.queryOptions({ input: { id: invoiceId } }),
    enabled: may('reports.read') !== undefined,
  })
  const expected = data?.expected
  if (!expected) return null
  const { day, why, invoices, usual } = expected
  const late = Math.round(usual ?? 0)
  const habit =
    late === 0
      ? t('usual_on_time')
      : t(late > 0 ? 'usual_late' : 'usual_early', { days: Math.abs(late) })
  return (
    <section className={css['promises']}>
      <h2 className="eyebrow">{t('expected_on')}</h2>
      <p>
        <b>{day ? format.day(day.on, { near: true, weekday: true }) : t('not_expected')}</b>{' '}
        {day && day.from !== (day.to ?? day.from) && (
          <small>
            {day.to === null
              ? t('after_day', { from: format.day(day.from) })
              : t('between_days', { from: format.day(day.from), to: format.day(day.to) })}
          </small>
        )}
      </p>
      <p className="dim">
        {t(`why_${why}`)}
        {why === 'habit' && usual !== null && `: ${habit}`}
        {why === 'habit' && invoices > 0 && ` (${t('invoices', { count: invoices })})`}
      </p>
    </section>
  )
}
