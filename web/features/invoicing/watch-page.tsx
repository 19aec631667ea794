import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { InvoicePage } from '#core/invoicing/api.ts'
import { api } from '#web/client.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import { InvoiceRows } from './invoice-rows.tsx'

/** What is easily forgotten: drafts that nobody posted, invoices that nobody sent. */
export function WatchPage() {
  const t = useWords('invoicing')
  const { data, error, refetch } = useQuery(api.invoicing.watchList.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const days = data?.draftsOlderThanDays ?? 3
  const nothing = data && data.drafts.total + data.unsent.total === 0
  return (
    <Sheet label={t('watch')}>
      <PageHead title={t('watch')}>{t('watch_hint')}</PageHead>
      {!data && <Bones rows={6} />}
      {nothing && (
        <Blank icon={<IconCheck size={30} />} title={t('watch_empty')}>
          {t('watch_empty_hint')}
        </Blank>
      )}
      {data && data.drafts.total > 0 && (
        <Part
          title={t('watch_drafts', { count: data.drafts.total })}
          hint={t('watch_drafts_hint', { days })}
          page={data.drafts}
          to="/invoices?view=drafts&in=drafts"
        />
      )}
      {data && data.unsent.total > 0 && (
        <Part
          title={t('watch_unsent', { count: data.unsent.total })}
          hint={t('watch_unsent_hint')}
          page={data.unsent}
          to="/invoices?view=unsent&in=unsent"
        />
      )}
    </Sheet>
  )
}

function Part({
  title,
  hint,
  page,
  to,
}: {
  title: string
  hint: string
  page: InvoicePage
  to: string
}) {
  const t = useWords('invoicing')
  return (
    <Section
      title={title}
      hint={hint}
      actions={
        <Button component={Go} to={to} variant="default">
          {t('act_on_them')}
        </Button>
      }
    >
      <InvoiceRows rows={page.rows} sums={page.sums} named />
    </Section>
  )
}
