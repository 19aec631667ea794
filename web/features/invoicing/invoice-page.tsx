import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Invoice } from '#core/invoicing/api.ts'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useParam, useSearchText } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { AuditList } from '#web/ui/record/audit-list.tsx'
import { RecordBody, RecordPage, Tabs } from '#web/ui/record/record.tsx'
import { useWords } from '#web/words.ts'
import { InvoiceHead } from './invoice-head.tsx'
import { InvoiceMessages } from './invoice-messages.tsx'
import { InvoiceSheet } from './invoice-sheet.tsx'
import { InvoiceSide } from './invoice-side.tsx'
import { InvoiceTimeline } from './invoice-timeline.tsx'

/** One document: how it stands, what is on it, what paid it, what was said about it. */
export function InvoicePage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.invoicing.show.queryOptions({ input: { id } }))
  const [search, change] = useSearchText()
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  return (
    <RecordPage>
      <InvoiceHead
        invoice={data}
        asking={search['ask'] === 'post'}
        onAsked={() => change({ ask: null })}
      />
      <InvoiceBody invoice={data} />
    </RecordPage>
  )
}

function InvoiceBody({ invoice }: { invoice: Invoice }) {
  const t = useWords('invoicing')
  const may = useMay()
  const params: Record<string, unknown> = useParams({ strict: false })
  const tabs = [
    { id: 'document', label: t('tab_document') },
    { id: 'timeline', label: t('tab_timeline') },
    ...(may('messaging.read') ? [{ id: 'messages', label: t('tab_messages') }] : []),
    ...(may('audit.read') ? [{ id: 'audit', label: t('tab_audit') }] : []),
  ]
  const tab = tabs.find(({ id }) => id === params['tab'])?.id ?? 'document'
  const path = (of: string) => `/invoices/${invoice.id}${of === 'document' ? '' : `/${of}`}`
  return (
    <>
      <Tabs
        label={t('parts')}
        tabs={tabs.map(({ id, label }) => ({ to: path(id), label, active: id === tab }))}
      />
      <RecordBody side={<InvoiceSide invoice={invoice} />} sideLabel={t('facts')}>
        {tab === 'timeline' && <InvoiceTimeline id={invoice.id} />}
        {tab === 'messages' && <InvoiceMessages id={invoice.id} />}
        {tab === 'audit' && <AuditList aboutId={invoice.id} />}
        {tab === 'document' && <InvoiceSheet invoice={invoice} />}
      </RecordBody>
    </>
  )
}
