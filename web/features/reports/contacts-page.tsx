import { IconHeadset } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { ContactRow } from '#core/reports/figures-api.ts'
import { api, client } from '#web/client.ts'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Bdi, Count, Day, Moment } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useCollectorsInput } from './collectors-page.tsx'

type Page = Awaited<ReturnType<typeof client.reports.contacts>>

function useSource(): ListSource<ContactRow, Page> {
  const { input } = useCollectorsInput()
  return useMemo(
    () => ({
      key: [...api.reports.contacts.key(), input],
      load: ({ cursor, limit, filters }, signal) =>
        client.reports.contacts(
          {
            ...input,
            limit,
            ...(filters['reached'] && { reached: filters['reached'] === 'true' }),
            ...(cursor && { cursor }),
          },
          { signal },
        ),
    }),
    [input],
  )
}

function useColumns(): readonly Column<ContactRow, Page>[] {
  const t = useWords('figures')
  const desk = useWords('desk')
  return useMemo(
    () => [
      {
        id: 'customer',
        head: t('customer'),
        fixed: true,
        cell: (row) => <Bdi>{row.customerName}</Bdi>,
        foot: (first) => <Count value={first.total} />,
      },
      { id: 'at', head: t('when'), width: 160, cell: (row) => <Moment value={row.at} /> },
      {
        id: 'by',
        head: t('collector'),
        width: 170,
        cell: (row) => <Bdi>{row.by}</Bdi>,
      },
      {
        id: 'channel',
        head: t('channel'),
        width: 110,
        spare: true,
        cell: (row) => t(`channel_${row.channel}`),
      },
      {
        id: 'outcome',
        head: t('outcome'),
        width: 190,
        cell: (row) => desk(`outcome_${row.outcome}`),
      },
    ],
    [t, desk],
  )
}

/** The contacts behind a figure of the collectors' report. */
export function ContactsPage() {
  const t = useWords('figures')
  const desk = useWords('desk')
  const { period, input } = useCollectorsInput()
  const [search] = useSearchText()
  const filters = useMemo(
    () => [
      {
        kind: 'enum' as const,
        id: 'reached',
        label: t('reached'),
        options: [
          { value: 'true', label: t('reached') },
          { value: 'false', label: desk('outcome_no_answer') },
        ],
      },
    ],
    [t, desk],
  )
  const back = stringifySearch({ period, user: search['user'] })
  return (
    <ListPageBox>
      <PageHead
        title={t('contacts_list')}
        actions={
          <Go to={`/reports/collectors${back}`} className="link">
            {t('back_to_collectors')}
          </Go>
        }
      >
        <Day value={input.from} full />
        {input.to !== input.from && (
          <>
            {' – '}
            <Day value={input.to} full />
          </>
        )}
      </PageHead>
      <DataList
        name="report-contacts"
        label={t('contacts_list')}
        source={useSource()}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => row.id}
        rowName={(row) => row.customerName}
        rowTo={(row) => `/customers/${row.customerId}/contacts-log`}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Moment value={row.at} />,
          chip: desk(`outcome_${row.outcome}`),
          sub: <Bdi>{row.by}</Bdi>,
        })}
        empty={
          <Blank icon={<IconHeadset size={28} />} tone="plain" title={t('nothing_done')}>
            {t('nothing_done_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
