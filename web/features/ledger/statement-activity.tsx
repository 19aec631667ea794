import type { StatementSection } from '#core/ledger/api.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './ledger.module.css'
import { StatementDocument } from './statement-document.tsx'

type Props = Readonly<{ section: StatementSection; unit: string; from: string }>

export function ActivityTable({ section, unit, from }: Props) {
  const t = useWords('ledger')
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('posted_on')}</th>
            <th scope="col">{t('description')}</th>
            {(['debit', 'credit', 'balance'] as const).map((side) => (
              <th key={side} scope="col" className="num">
                {t(side)} ({unit})
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <Day value={from} />
            </td>
            <th scope="row">{t('opening')}</th>
            <td className="num muted">—</td>
            <td className="num muted">—</td>
            <td className="num">
              <Money value={section.opening} bare strong />
            </td>
          </tr>
          {section.movements.map((row) => (
            <tr key={row.lineId}>
              <td>
                <Day value={row.postedOn} />
              </td>
              <td>
                <StatementDocument row={row} />
              </td>
              <td className="num">
                <Money value={row.debit} bare dash />
              </td>
              <td className="num">
                <Money value={row.credit} bare dash />
              </td>
              <td className="num">
                <Money value={row.balance} bare strong />
              </td>
            </tr>
          ))}
          {section.movements.length === 0 && (
            <tr>
              <td colSpan={5} className="muted">
                {t('no_movement')}
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={2}>{t('closing')}</td>
            <td className="num">
              <Money value={section.debit} bare />
            </td>
            <td className="num">
              <Money value={section.credit} bare />
            </td>
            <td className="num">
              <Money value={section.closing} bare />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

export function ActivityList({ section, from }: Omit<Props, 'unit'>) {
  const t = useWords('ledger')
  return (
    <>
      <ul className={css['phone']}>
        <li>
          <b>{t('opening')}</b>
          <Money value={section.opening} strong />
          <small>
            <Day value={from} />
          </small>
        </li>
        {section.movements.map((row) => (
          <li key={row.lineId}>
            <StatementDocument row={row} />
            <Money value={row.balance} bare strong />
            <small>
              <Day value={row.postedOn} />
            </small>
            <small>
              <Money value={{ ...row.debit, minor: row.debit.minor - row.credit.minor }} bare />
            </small>
          </li>
        ))}
      </ul>
      {section.movements.length === 0 && (
        <p className={`muted ${css['phoneFoot']}`}>{t('no_movement')}</p>
      )}
      <p className={css['phoneFoot']}>
        {t('closing')} <Money value={section.closing} />
      </p>
    </>
  )
}
