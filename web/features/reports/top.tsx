import { currencySymbol, gregorianMonths } from '#core/format.ts'
import type { Dashboard } from '#core/reports/api.ts'
import { useFormat } from '#web/format.ts'
import { usePreferences } from '#web/preferences.tsx'
import { AgingLegend, AgingStrip } from '#web/ui/aging-strip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Percent } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './dashboard.module.css'

const bucketRows = (bucket: string) => `/aging/items?bucket=${bucket}&credits=false`

/** How the overdue sum moved in a month, in words; nothing when there was none to compare with. */
function Movement({ data }: { data: Dashboard }) {
  const t = useWords('reports')
  const format = useFormat()
  const before = data.overdueMonthAgo.minor
  if (before <= 0) return null
  const change = (data.overdue.minor - before) / before
  if (Math.abs(change) < 0.005) return null
  const percent = format.percent(Math.abs(change))
  return <>{t(change < 0 ? 'less_than_month_ago' : 'more_than_month_ago', { percent })}</>
}

function Kpis({ data }: { data: Dashboard }) {
  const t = useWords('reports')
  const format = useFormat()
  const { language } = usePreferences()
  const rate = data.rates.at(-1)
  const days = (count: number) => t('days', { count: Math.round(count) })
  const month = gregorianMonths[language][Number(data.asOf.slice(5, 7)) - 1] ?? ''
  return (
    <div className={css['kpis']}>
      <Go className={css['kpi']} to={`/payments?paidOn=${data.asOf.slice(0, 7)}-01..`}>
        <span>{t('rate_this_month')}</span>
        <b>
          {rate?.rateBasisPoints == null ? '—' : <Percent value={rate.rateBasisPoints / 10_000} />}
        </b>
        <small>
          {rate?.rateBasisPoints == null
            ? t('rate_nothing')
            : t('rate_hint', { collected: format.money(rate.collected, true) })}
        </small>
      </Go>
      <Go className={css['kpi']} to="/late-payments">
        <span>{t('days_late')}</span>
        <b>{data.daysLate.now === null ? '—' : days(data.daysLate.now)}</b>
        <small>
          {data.daysLate.now === null
            ? t('days_late_none')
            : data.daysLate.threeMonthsAgo !== null &&
              t('days_late_before', { days: Math.round(data.daysLate.threeMonthsAgo) })}
        </small>
      </Go>
      {data.dso && (
        <Go className={css['kpi']} to="/aging">
          <span>{t('dso')}</span>
          <b>{days(data.dso.days)}</b>
          <small>{t('dso_hint')}</small>
        </Go>
      )}
      <Go className={css['kpi']} to={`/payments?paidOn=${data.asOf.slice(0, 7)}-01..`}>
        <span>{t('collected_in', { month })}</span>
        <b>
          <Money value={data.collected.amount} rounded />
        </b>
        <small>{t('collected_hint', { count: data.collected.payments })}</small>
      </Go>
    </div>
  )
}

/** Money first: what is owed, how it is aged, and the four figures beside it. */
export function Top({ data }: { data: Dashboard }) {
  const t = useWords('reports')
  const { language } = usePreferences()
  return (
    <section className={css['top']}>
      <div className={css['hero']}>
        <h2 className="eyebrow">{t('outstanding')}</h2>
        <div className={css['heroLine']}>
          <Go to="/aging/items?credits=false" className="figure-link">
            <Money value={data.outstanding} size="hero" rounded />
          </Go>
          <span className={css['delta']}>
            {t('of_which_overdue')}{' '}
            <Go className="figure-link" to="/invoices?timing=overdue">
              <Money value={data.overdue} rounded strong />
            </Go>
            <Movement data={data} />
          </span>
        </div>
        <AgingStrip buckets={data.buckets} size="lg" to={bucketRows} />
        <AgingLegend buckets={data.buckets} to={bucketRows} />
        {(data.unapplied.minor > 0 || data.others.length > 0) && (
          <p className={css['beside']}>
            {data.unapplied.minor > 0 && (
              <span>
                {t('unapplied')}{' '}
                <Go className="figure-link" to="/payments?unallocated=true">
                  <Money value={data.unapplied} />
                </Go>
              </span>
            )}
            {data.others.length > 0 && (
              <span>
                {t('others')}{' '}
                {data.others.map((amount) => (
                  <Go
                    key={amount.currency}
                    className="figure-link"
                    to={`/aging/items?credits=false&currency=${amount.currency}`}
                    title={currencySymbol(amount.currency, language)}
                  >
                    <Money value={amount} />
                  </Go>
                ))}
              </span>
            )}
          </p>
        )}
      </div>
      <Kpis data={data} />
    </section>
  )
}
