import { Button } from '@mantine/core'
import { IconFileInvoice, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import { InvoiceRows } from './invoice-rows.tsx'

/** The tab «الفواتير» of a customer: every document, the oldest due first. */
export function CustomerInvoices({ customerId }: OfCustomer) {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const may = useMay()
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...api.invoicing.list.key(), 'of', customerId],
    queryFn: ({ pageParam }) =>
      client.invoicing.list({
        ...{ view: 'all', customerId, limit: 50, sort: 'issued', direction: 'desc' },
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={5} />
  const [first] = data.pages
  const rows = data.pages.flatMap((page) => page.rows)
  const add = may('invoicing.draft') && (
    <Button
      component={Go}
      to={`/invoices/new?customer=${customerId}`}
      variant="default"
      leftSection={<IconPlus size={16} />}
    >
      {t('new_invoice')}
    </Button>
  )
  if (!first || rows.length === 0)
    return (
      <Blank icon={<IconFileInvoice size={30} />} title={t('empty_of_customer')} actions={add}>
        {t('empty_of_customer_hint')}
      </Blank>
    )
  return (
    <Section title={t('count', { count: first.total })} actions={add}>
      <InvoiceRows rows={rows} sums={first.sums} />
      {hasNextPage && (
        <Button variant="default" onClick={() => void fetchNextPage()}>
          {ui('load_more')}
        </Button>
      )}
    </Section>
  )
}
