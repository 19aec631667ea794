import type { StatementSection } from '#core/ledger/api.ts'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './ledger.module.css'
import { StatementDocument } from './statement-document.tsx'

type Props = Readonly<{ section: StatementSection; unit: string }>
type Item = StatementSection['openItems'][number]

const tones: readonly Tone[] = ['plain', 'late1', 'late2', 'late3', 'late4']

const places = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90'] as const

/** How late an open item is, in its bucket's colour. */
export function Lateness({ item }: { item: Pick<Item, 'daysLate' | 'bucket' | 'balance'> }) {
  const t = useWords('ledger')
  if (item.balance.minor < 0) return <Chip>{t('credit_balance')}</Chip>
  if (item.daysLate <= 0) return <Chip>{t('not_late')}</Chip>
  return (
    <Chip tone={tones[places.indexOf(item.bucket)] ?? 'plain'}>
      {t('late', { days: item.daysLate })}
    </Chip>
  )
}

export function ItemTable({ section, unit }: Props) {
  const t = useWords('ledger')
  if (section.openItems.length === 0) return <p className={css['phoneFoot']}>{t('no_open')}</p>
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('document')}</th>
            <th scope="col">{t('posted_on')}</th>
            <th scope="col">{t('due_on')}</th>
            <th scope="col" />
            <th scope="col" className="num">
              {t('amount')} ({unit})
            </th>
            <th scope="col" className="num">
              {t('left')} ({unit})
            </th>
          </tr>
        </thead>
        <tbody>
          {section.openItems.map((item) => (
            <tr key={item.id}>
              <td>
                <StatementDocument row={item} />
              </td>
              <td>
                <Day value={item.postedOn} />
              </td>
              <td>
                <Day value={item.dueOn} />
              </td>
              <td>
                <Lateness item={item} />
              </td>
              <td className="num">
                <Money value={item.amount} bare />
              </td>
              <td className="num">
                <Money value={item.balance} bare strong />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={5}>{t('total')}</td>
            <td className="num">
              <Money value={section.aging.total} bare />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

export function ItemList({ section }: Pick<Props, 'section'>) {
  const t = useWords('ledger')
  if (section.openItems.length === 0) return <p className={css['phoneFoot']}>{t('no_open')}</p>
  return (
    <>
      <ul className={css['phone']}>
        {section.openItems.map((item) => (
          <li key={item.id}>
            <StatementDocument row={item} />
            <Money value={item.balance} bare strong />
            <small>
              <Day value={item.dueOn} />
            </small>
            <Lateness item={item} />
          </li>
        ))}
      </ul>
      <p className={css['phoneFoot']}>
        {t('total')} <Money value={section.aging.total} />
      </p>
    </>
  )
}
