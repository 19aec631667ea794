import { IconGavel } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './agencies.module.css'
import { CommissionPart } from './commission.tsx'
import { Exchange } from './exchange.tsx'
import { ReferralChip } from './parts.tsx'

/** What an agency finds when it signs in: the debts that were referred to it, and nothing else. */
export function DebtsPage() {
  const t = useWords('agencies')
  const { data, error, refetch } = useQuery(
    api.collections.agencyDebts.queryOptions({ input: { limit: 200 } }),
  )
  return (
    <Sheet>
      <PageHead title={t('debts')}>{data?.agencyName ?? t('debts_hint')}</PageHead>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconGavel size={30} />} tone="plain" title={t('debts_none')}>
          {t('debts_none_hint')}
        </Blank>
      )}
      <ul className={`${css['lines']} ${css['onSheet']}`}>
        {data?.rows.map((debt) => (
          <li key={debt.id} className={css['line']}>
            <div>
              <Go to={`/agency/${debt.id}`}>
                <Bdi>{debt.customerName ?? t('over_name')}</Bdi>
              </Go>
              <small>
                {t('one_invoice', { count: debt.invoices })}
                {debt.startedOn && (
                  <>
                    {' · '}
                    <Day value={debt.startedOn} />
                  </>
                )}
              </small>
            </div>
            <ReferralChip state={debt.state} />
            <Money value={debt.left} strong />
          </li>
        ))}
      </ul>
      {data && (
        <>
          <Exchange
            exportTo="/api/v1/agency/debts/file"
            send={(file) => client.collections.importOwnUpdates({ requestId: newId(), file })}
          />
          <CommissionPart
            load={(month) => api.collections.ownCommission.queryOptions({ input: { month } })}
            fileOf={(month, format) =>
              `/api/v1/agency/commission/file?month=${month}&format=${format}`
            }
          />
        </>
      )}
    </Sheet>
  )
}
