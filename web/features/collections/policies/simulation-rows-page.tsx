import { IconListCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import {
  type SimulationRow,
  SimulationRowsInput,
  simulationKinds,
  simulationSides,
} from '#core/collections/policy-api.ts'
import { reachChannels } from '#core/contacts/customer.ts'
import { api, client } from '#web/client.ts'
import { useParam } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useStepName } from './simulation-page.tsx'

type Page = ListPage<SimulationRow>

const sourceOf = (id: string): ListSource<SimulationRow, Page> => ({
  key: [...api.collections.simulationRows.key(), id],
  load: ({ filters, cursor, limit }, signal) =>
    client.collections.simulationRows(
      SimulationRowsInput.parse({ ...askedBy(filters), id, limit, ...(cursor ? { cursor } : {}) }),
      { signal },
    ),
})

const askedBy = ({ side, kind, step, channel, week, soon }: Ask['filters']) => ({
  ...(side && { side }),
  ...(kind && { kind }),
  ...(step && { step }),
  ...(channel && { channel }),
  ...(week && { week }),
  ...(soon && { soonPaid: true }),
})

function useColumns(): Column<SimulationRow, Page>[] {
  const t = useWords('policies')
  const say = useWords('messaging')
  const stepName = useStepName()
  return [
    {
      id: 'customer',
      head: t('row_customer'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName}</Bdi>,
    },
    { id: 'on', head: t('row_day'), width: 140, cell: (row) => <Day value={row.on} /> },
    {
      id: 'step',
      head: t('row_step'),
      cell: (row) => (row.number ? <Code>{row.number}</Code> : <Bdi>{stepName(row.step)}</Bdi>),
    },
    {
      id: 'channel',
      head: t('row_channel'),
      width: 120,
      cell: (row) => (row.channel ? say(`channel_${row.channel}`) : '—'),
    },
    {
      id: 'invoices',
      head: t('row_invoices'),
      width: 100,
      num: true,
      spare: true,
      cell: (row) => <Count value={row.invoices} />,
    },
    {
      id: 'amount',
      head: t('row_amount'),
      width: 170,
      num: true,
      cell: (row) => <Money value={row.amount} />,
    },
  ]
}

function useFilters() {
  const t = useWords('policies')
  const say = useWords('messaging')
  return [
    {
      kind: 'enum' as const,
      id: 'side',
      label: t('side'),
      options: simulationSides.map((value) => ({ value, label: t(value) })),
    },
    {
      kind: 'enum' as const,
      id: 'kind',
      label: t('what'),
      options: simulationKinds.map((value) => ({
        value,
        label: t(value === 'message' ? 'kind_messages' : 'kind_untouched'),
      })),
    },
    {
      kind: 'enum' as const,
      id: 'channel',
      label: t('row_channel'),
      options: reachChannels.map((value) => ({ value, label: say(`channel_${value}`) })),
    },
    {
      kind: 'enum' as const,
      id: 'soon',
      label: t('soon_paid'),
      options: [{ value: 'yes', label: t('soon') }],
    },
    { kind: 'text' as const, id: 'step', label: t('row_step') },
    { kind: 'text' as const, id: 'week', label: t('by_week') },
  ]
}

/** The rows behind the figures of a try: messages of either side, and invoices never mentioned. */
export function SimulationRowsPage() {
  const t = useWords('policies')
  const id = useParam('id')
  const source = useMemo(() => sourceOf(id), [id])
  return (
    <ListPageBox>
      <PageHead
        title={t('rows')}
        actions={<Go to={`/settings/reminders/simulations/${id}`}>{t('simulation')}</Go>}
      >
        {t('rows_hint')}
      </PageHead>
      <DataList
        name="simulation_rows"
        label={t('rows')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => String(row.seq)}
        rowName={(row) => row.customerName ?? ''}
        rowTo={(row) => `/customers/${row.customerId}`}
        filters={useFilters()}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.amount} />,
          chip: row.soonPaid ? <Chip tone="good">{t('soon')}</Chip> : null,
          sub: <Day value={row.on} />,
        })}
        empty={
          <Blank icon={<IconListCheck size={30} />} title={t('no_rows')}>
            {t('no_rows_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
