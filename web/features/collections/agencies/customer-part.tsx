import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './agencies.module.css'
import { Evidence } from './evidence.tsx'
import { ReferralChip } from './parts.tsx'

/** What of a customer is or was with an agency, and what proves the debt. */
export function CustomerReferrals({ customerId }: OfCustomer) {
  const t = useWords('agencies')
  const may = useMay()
  const go = useGo()
  const { data, error, refetch } = useQuery(
    api.collections.referrals.queryOptions({ input: { customerId, limit: 50 } }),
  )
  return (
    <>
      <Section
        title={t('referrals')}
        actions={
          may('collections.refer') && (
            <Button variant="default" onClick={() => go(`/customers/${customerId}/referral/new`)}>
              {t('refer')}
            </Button>
          )
        }
      >
        {error && <Failed error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Bones rows={2} />}
        {data?.rows.length === 0 && <p className="muted">{t('referrals_none')}</p>}
        <ul className={css['lines']}>
          {data?.rows.map((row) => (
            <li key={row.id} className={css['line']}>
              <div>
                <Go to={`/referrals/${row.id}`}>
                  <Bdi>{row.agencyName}</Bdi>
                </Go>
                <small>
                  <Day value={row.startedOn ?? row.effectiveOn} />
                </small>
              </div>
              <ReferralChip state={row.state} waits={row.waitsForApproval} />
              <Money value={row.left} />
            </li>
          ))}
        </ul>
      </Section>
      <Evidence customerId={customerId} />
    </>
  )
}
