import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/client.ts'
import { useToday } from '#web/me.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import stacked from '#web/ui/stacked.module.css'
import { Money } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { BooksTabs } from './books-tabs.tsx'
import { useAccountName } from './entry-page.tsx'
import css from './ledger.module.css'

const columns = ['opening', 'debit', 'credit', 'balance'] as const

/** The trial balance of a period, from the first of the year unless chosen. */
export function TrialBalancePage() {
  const t = useWords('ledger')
  const today = useToday()
  const nameOf = useAccountName()
  const markOf = (column: (typeof columns)[number]) =>
    column === 'balance' ? { 'data-main': '' } : { 'data-label': t(column) }
  const [from, setFrom] = useState(`${today.slice(0, 4)}-01-01`)
  const [to, setTo] = useState(today)
  const { data, error, refetch } = useQuery({
    ...api.ledger.trialBalance.queryOptions({ input: { from, to } }),
    placeholderData: keepPreviousData,
  })
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return (
    <Sheet label={t('trial_balance')}>
      <PageHead title={t('trial_balance')}>{t('trial_hint')}</PageHead>
      <BooksTabs />
      <div className={css['bar']}>
        <div className={css['day']}>
          <DateInput label={t('from')} value={from} onChange={(day) => day && setFrom(day)} />
        </div>
        <div className={css['day']}>
          <DateInput label={t('to')} value={to} onChange={(day) => day && setTo(day)} />
        </div>
      </div>
      {data ? (
        <div className={css['scroll']}>
          <table className={`${css['table']} ${stacked['stacked']}`}>
            <thead>
              <tr>
                <th scope="col">{t('account')}</th>
                {columns.map((column) => (
                  <th key={column} scope="col" className="num">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.account.id}>
                  <td data-name="">
                    <Go to={`/books/accounts/${row.account.id}`} className="link">
                      <Code quiet>{row.account.code}</Code> {nameOf(row.account)}
                    </Go>
                  </td>
                  {columns.map((column) => (
                    <td key={column} className="num" {...markOf(column)}>
                      <Money value={row[column]} bare dash strong={column === 'balance'} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td>{t('total')}</td>
                {columns.map((column) => (
                  <td key={column} className="num" {...markOf(column)}>
                    <Money value={data.sums[column]} bare />
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      ) : (
        <Bones rows={10} />
      )}
    </Sheet>
  )
}
