import { Button } from '@mantine/core'
import { IconInbox, IconMessagePlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useMay } from '#web/me.tsx'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { Section } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import { BeginDialog } from './begin-dialog.tsx'
import { ConversationLine } from './conversation-row.tsx'
import css from './list.module.css'

/** The tab «المحادثات» of a customer: every conversation, the latest first, and the way to begin one. */
export function CustomerConversations({ customerId }: OfCustomer) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const may = useMay()
  const [beginning, setBeginning] = useState(false)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: [...api.inbox.ofCustomer.key(), 'of', customerId],
      queryFn: ({ pageParam, signal }) =>
        client.inbox.ofCustomer(
          { id: customerId, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.nextCursor,
    },
  )
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={4} />
  const rows = data.pages.flatMap((page) => page.rows)
  const begin = may('inbox.answer') && (
    <Button
      variant="default"
      leftSection={<IconMessagePlus size={16} />}
      onClick={() => setBeginning(true)}
    >
      {t('begin')}
    </Button>
  )
  return (
    <>
      {rows.length === 0 ? (
        <Blank icon={<IconInbox size={30} />} title={t('empty_customer')} actions={begin}>
          {t('empty_customer_hint')}
        </Blank>
      ) : (
        <Section title={t('conversations')} actions={begin}>
          <ul className={css['ofCustomer']}>
            {rows.map((row) => (
              <li key={row.id}>
                <ConversationLine
                  row={row}
                  to={`/inbox/${row.id}?folder=all`}
                  open={false}
                  ticked={false}
                  ticking={false}
                />
              </li>
            ))}
          </ul>
          {hasNextPage && (
            <Button
              variant="default"
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {ui('load_more')}
            </Button>
          )}
        </Section>
      )}
      {beginning && <BeginDialog customerId={customerId} onClose={() => setBeginning(false)} />}
    </>
  )
}
