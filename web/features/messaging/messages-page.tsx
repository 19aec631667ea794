import { IconMessages } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { MessageRow } from '#core/messaging/api.ts'
import { MessageCategory, MessageState, messageCategories } from '#core/messaging/message.ts'
import { api, client } from '#web/client.ts'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { manyOf } from '#web/ui/list/filter.ts'
import type { ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead, Views } from '#web/ui/page.tsx'
import { Bdi, Ltr, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { MessageChip } from './state-chip.tsx'

type Page = ListPage<MessageRow>

function known<Value>(
  schema: { safeParse: (value: unknown) => { success: boolean; data?: Value } },
  text: string | undefined,
): Value[] {
  return manyOf(text).flatMap((value) => {
    const { data } = schema.safeParse(value)
    return data === undefined ? [] : [data]
  })
}

const source: ListSource<MessageRow, Page> = {
  key: api.messaging.messages.key(),
  load: ({ q, filters, cursor, limit }, signal) => {
    const state = known(MessageState, filters['state'])
    const category = known(MessageCategory, filters['category'])
    return client.messaging.messages(
      {
        limit,
        ...(cursor ? { cursor } : {}),
        ...(q ? { text: q } : {}),
        ...(state.length > 0 && { state }),
        ...(category.length > 0 && { category }),
      },
      { signal },
    )
  },
}

function useColumns(): Column<MessageRow, Page>[] {
  const t = useWords('messaging')
  return [
    {
      id: 'to',
      head: t('to'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName ?? row.toName ?? row.toAddress}</Bdi>,
    },
    { id: 'subject', head: t('subject'), cell: (row) => <Bdi>{row.subject}</Bdi> },
    {
      id: 'category',
      head: t('category'),
      width: 110,
      cell: (row) => t(`category_${row.category}`),
    },
    {
      id: 'address',
      head: t('email'),
      width: 210,
      spare: true,
      cell: (row) => <Ltr>{row.toAddress}</Ltr>,
    },
    { id: 'state', head: t('state'), width: 130, cell: (row) => <MessageChip state={row.state} /> },
    { id: 'at', head: t('queued_at'), width: 140, cell: (row) => <Moment value={row.queuedAt} /> },
  ]
}

/** Everything that was sent to customers, with what became of it. */
export function MessagesPage() {
  const t = useWords('messaging')
  const { data } = useQuery(api.messaging.messages.queryOptions({ input: { limit: 1 } }))
  const { failed, unknown, queued } = data?.counts ?? {}
  const view = (id: 'failed' | 'unknown' | 'queued', count: number | undefined) => ({
    id,
    label: t(`view_${id}`),
    search: { state: id },
    ...(count !== undefined && { count }),
  })
  return (
    <ListPageBox>
      <PageHead title={t('messages')} />
      <Views
        path="/messages"
        views={[
          { id: 'all', label: t('view_all'), search: {} },
          view('failed', failed),
          view('unknown', unknown),
          view('queued', queued),
        ]}
      />
      <DataList
        name="messages"
        label={t('messages')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => row.subject}
        rowTo={(row) => `/messages/${row.id}`}
        searchLabel={t('find')}
        filters={[
          {
            kind: 'enum',
            id: 'category',
            label: t('category'),
            many: true,
            options: messageCategories.map((value) => ({ value, label: t(`category_${value}`) })),
          },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.customerName ?? row.toName ?? row.toAddress}</Bdi>,
          chip: <MessageChip state={row.state} />,
          sub: <Bdi>{row.subject}</Bdi>,
        })}
        empty={
          <Blank icon={<IconMessages size={30} />} title={t('empty')}>
            {t('empty_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
