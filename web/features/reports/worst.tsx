import { currencySymbol } from '#core/format.ts'
import type { Dashboard } from '#core/reports/api.ts'
import { usePreferences } from '#web/preferences.tsx'
import { AgingStrip } from '#web/ui/aging-strip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './dashboard.module.css'

/** The customers with most overdue: how much, how old, and how late they usually are. */
export function Worst({ data }: { data: Dashboard }) {
  const t = useWords('reports')
  const { language } = usePreferences()
  if (data.worst.length === 0) return <p className="muted">{t('no_late')}</p>
  return (
    <table className={css['worst']}>
      <thead>
        <tr>
          <th scope="col" className={css['wide']}>
            {t('customer')}
          </th>
          <th scope="col" className="num">
            {t('overdue_head', { currency: currencySymbol(data.currency, language) })}
          </th>
          <th scope="col" className={css['hideNarrow']}>
            {t('ages')}
          </th>
          <th scope="col" className={`num ${css['hideNarrow']}`}>
            {t('usually_late')}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.worst.map((row) => (
          <tr key={row.customerId}>
            <td>
              <Go to={`/customers/${row.customerId}`} className="figure-link">
                <Bdi>{row.name}</Bdi>
              </Go>
            </td>
            <td className="num">
              <Go
                to={`/invoices?customer=${row.customerId}&timing=overdue`}
                className="figure-link"
              >
                <Money value={row.overdue} bare strong />
              </Go>
            </td>
            <td className={css['hideNarrow']}>
              <AgingStrip buckets={row.buckets} size="sm" />
            </td>
            <td className={`num ${css['hideNarrow']}`}>
              {row.usualDaysLate === null
                ? '—'
                : t('days', { count: Math.round(row.usualDaysLate) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
