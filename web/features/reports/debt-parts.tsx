import { addDays } from '#core/day.ts'
import { gregorianMonths } from '#core/format.ts'
import type { FigureMonth, Figures } from '#core/reports/figures-api.ts'
import { useFormat } from '#web/format.ts'
import { stringifySearch } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Percent } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './figures.module.css'
import { How } from './how.tsx'
import { useKept } from './narrowing.tsx'

/** Why what is overdue is not paid, each reason as long as its money, and a way to its invoices. */
export function WhyLate({ figures }: Readonly<{ figures: Figures }>) {
  const t = useWords('figures')
  const kept = useKept()
  const most = Math.max(...figures.delinquent.map(({ amount }) => amount.minor))
  const rows = figures.delinquent.filter(({ amount }) => amount.minor > 0)
  return (
    <section className={css['cell']}>
      <div className={css['cellHead']}>
        <h2 className="section-title">{t('why_late')}</h2>
      </div>
      {rows.length === 0 && <p className="muted">{t('no_late')}</p>}
      <ul className={css['reasons']}>
        {rows.map(({ reason, amount, items, days }) => (
          <li key={reason}>
            <Go to={kept('/reports/delinquent', { reason })}>
              <span>
                <b>{t(`reason_${reason}`)}</b>
                <Money value={amount} rounded strong />
              </span>
              <i style={{ inlineSize: `${(amount.minor * 100) / most}%` }} aria-hidden="true" />
              <small>
                {t('invoices', { count: items })}
                {days !== null && (
                  <>
                    {' · '}
                    {t('days', { count: Math.round(days) })}
                  </>
                )}
              </small>
            </Go>
          </li>
        ))}
      </ul>
      <How>{t('why_late_how')}</How>
    </section>
  )
}

const names = ['bucket_0', 'bucket_1', 'bucket_2', 'bucket_3'] as const

/** Of what stood in each bucket when the month began, where it was at its end. */
export function WhereTo({ month }: Readonly<{ month: FigureMonth }>) {
  const t = useWords('figures')
  const ui = useWords('ui')
  const format = useFormat()
  const { language } = usePreferences()
  const name = gregorianMonths[language][Number(month.month.slice(5)) - 1] ?? month.month
  return (
    <section className={css['cell']}>
      <div className={css['cellHead']}>
        <h2 className="section-title">
          {t('rolls')} <span className={css['unit']}>({name})</span>
        </h2>
      </div>
      <table className={css['small']}>
        <thead>
          <tr>
            <th scope="col">{t('from_bucket')}</th>
            {(['stood', 'cleared', 'stayed', 'worse'] as const).map((each) => (
              <th key={each} scope="col" className="num">
                {t(each)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {month.rolls.map(({ from, stood, ...parts }, at) => (
            <tr key={from}>
              <td>{ui(names[at] ?? 'bucket_0')}</td>
              <td className="num">
                <Go
                  className="figure-link"
                  to={`/aging/items${stringifySearch({ bucket: from, credits: 'false', asOf: addDays(`${month.month}-01`, -1) })}`}
                >
                  <Money value={stood} bare rounded dash />
                </Go>
              </td>
              {(['cleared', 'stayed', 'worse'] as const).map((each) => (
                <td key={each} className="num" title={format.money(parts[each])}>
                  {stood.minor > 0 ? <Percent value={parts[each].minor / stood.minor} /> : '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <How>{t('rolls_how')}</How>
    </section>
  )
}
