import { IconReceipt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import css from './agencies.module.css'
import { AgencyTabs } from './parts.tsx'
import { Reports } from './referral-page.tsx'

/** What agencies say that came, those to be confirmed first. */
export function AgencyPaymentsPage() {
  const t = useWords('agencies')
  const { data, error, refetch } = useQuery(
    api.collections.agencyPayments.queryOptions({ input: { limit: 200 } }),
  )
  const waiting = (data?.rows ?? []).filter(({ state }) => state === 'open')
  const decided = (data?.rows ?? []).filter(({ state }) => state !== 'open')
  return (
    <Sheet>
      <PageHead title={t('payments')}>{t('payments_hint')}</PageHead>
      <AgencyTabs active="agency-payments" />
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} />}
      {data?.rows.length === 0 && (
        <Blank icon={<IconReceipt size={30} />} tone="plain" title={t('payments_none')}>
          {t('payments_none_hint')}
        </Blank>
      )}
      {data && data.rows.length > 0 && (
        <div className={css['onSheet']}>
          <Reports reports={[...waiting, ...decided]} named />
        </div>
      )}
    </Sheet>
  )
}
