import { IconMessages } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { MessageRow } from '#core/messaging/api.ts'
import {
  MessageCategory,
  MessageChannel,
  MessageState,
  messageCategories,
} from '#core/messaging/message.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { type FilterDef, manyOf } from '#web/ui/list/filter.ts'
import type { ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead, Views } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import type { MenuItem } from '#web/ui/row-menu.tsx'
import { Bdi, Ltr, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useFailure } from './failure.ts'
import { useMessageActs } from './message-acts.ts'
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
    const channel = known(MessageChannel, filters['channel'])
    return client.messaging.messages(
      {
        limit,
        ...(cursor ? { cursor } : {}),
        ...(q ? { text: q } : {}),
        ...(state.length > 0 && { state }),
        ...(category.length > 0 && { category }),
        ...(channel.length > 0 && { channel }),
        ...(filters['account'] && { accountId: filters['account'] }),
        ...(filters['trouble'] && { trouble: true }),
      },
      { signal },
    )
  },
}

const what = (row: MessageRow): string => row.subject || row.words

function useColumns(): Column<MessageRow, Page>[] {
  const t = useWords('messaging')
  const failure = useFailure()
  return [
    {
      id: 'to',
      head: t('to'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName ?? row.toName ?? row.toAddress}</Bdi>,
    },
    { id: 'subject', head: t('subject'), cell: (row) => <Bdi>{what(row)}</Bdi> },
    {
      id: 'category',
      head: t('category'),
      width: 110,
      spare: true,
      cell: (row) => t(`category_${row.category}`),
    },
    {
      id: 'channel',
      head: t('channel'),
      width: 130,
      cell: (row) => (
        <>
          {t(`channel_${row.channel}`)}
          {row.accountName && (
            <>
              {' · '}
              <Bdi>{row.accountName}</Bdi>
            </>
          )}
        </>
      ),
    },
    {
      id: 'address',
      head: t('to_address'),
      width: 210,
      hidden: true,
      cell: (row) => <Ltr>{row.toAddress}</Ltr>,
    },
    { id: 'state', head: t('state'), width: 120, cell: (row) => <MessageChip state={row.state} /> },
    {
      id: 'why',
      head: t('why'),
      width: 190,
      cell: (row) => (row.state === 'unknown' ? t('unknown_why') : failure(row, row.reason)),
    },
    { id: 'at', head: t('queued_at'), width: 110, cell: (row) => <Moment value={row.queuedAt} /> },
  ]
}

/** What can be done about a row, and the one question that is asked first. */
function useRowActs() {
  const t = useWords('messaging')
  const may = useMay()
  const [asking, setAsking] = useState<MessageRow | null>(null)
  const { resend, settle, aside } = useMessageActs(() => setAsking(null))
  const actions = (row: MessageRow): MenuItem[] => {
    const { id, state } = row
    if (!may('messaging.send') || (state !== 'failed' && state !== 'unknown')) return []
    const again: MenuItem = { label: t('resend'), run: () => setAsking(row) }
    if (state === 'failed')
      return row.aside ? [again] : [again, { label: t('set_aside'), run: () => aside.mutate(id) }]
    return [
      { label: t('arrived'), run: () => settle.mutate({ id, arrived: true }) },
      { label: t('not_arrived'), run: () => settle.mutate({ id, arrived: false }) },
      again,
    ]
  }
  const question = (
    <Question
      open={asking !== null}
      onClose={() => setAsking(null)}
      title={t('resend_ask')}
      yes={t('resend')}
      busy={resend.isPending}
      onYes={() => asking && resend.mutate(asking.id)}
    >
      {asking?.state === 'unknown' && t('resend_unknown_hint')}
    </Question>
  )
  return { actions, question }
}

function useFilters(): FilterDef[] {
  const t = useWords('messaging')
  const { data } = useQuery(api.messaging.accounts.queryOptions({ input: {} }))
  return useMemo(
    () => [
      {
        kind: 'enum',
        id: 'trouble',
        label: t('view_trouble'),
        options: [{ value: '1', label: t('trouble_yes') }],
      },
      {
        kind: 'enum',
        id: 'state',
        label: t('state'),
        many: true,
        options: MessageState.options.map((value) => ({ value, label: t(`state_${value}`) })),
      },
      {
        kind: 'enum',
        id: 'category',
        label: t('category'),
        many: true,
        options: messageCategories.map((value) => ({ value, label: t(`category_${value}`) })),
      },
      {
        kind: 'enum',
        id: 'channel',
        label: t('channel'),
        many: true,
        options: MessageChannel.exclude(['manual']).options.map((value) => ({
          value,
          label: t(`channel_${value}`),
        })),
      },
      {
        kind: 'enum',
        id: 'account',
        label: t('account'),
        options: (data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
    [t, data],
  )
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
  const { actions, question } = useRowActs()
  return (
    <ListPageBox>
      <PageHead title={t('messages')} />
      <Views
        path="/messages"
        views={[
          { id: 'all', label: t('view_all'), search: {} },
          {
            id: 'trouble',
            label: t('view_trouble'),
            search: { trouble: '1' },
            ...(data && { count: data.troubled }),
          },
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
        rowName={what}
        rowTo={(row) => `/messages/${row.id}`}
        searchLabel={t('find')}
        filters={useFilters()}
        rowActions={actions}
        phone={(row) => ({
          title: <Bdi>{row.customerName ?? row.toName ?? row.toAddress}</Bdi>,
          chip: <MessageChip state={row.state} />,
          sub: <Bdi>{what(row)}</Bdi>,
        })}
        empty={
          <Blank icon={<IconMessages size={30} />} title={t('empty')}>
            {t('empty_hint')}
          </Blank>
        }
      />
      {question}
    </ListPageBox>
  )
}
