import { Button } from '@mantine/core'
import { IconPlus, IconWritingSign } from '@tabler/icons-react'
import { useMemo } from 'react'
import {
  InstrumentKind,
  type InstrumentRow,
  InstrumentState,
  instrumentStates,
  statesOf,
} from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo, useSearchText } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { type FilterDef, manyOf, rangeOf } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { InstrumentChip } from './instrument-chip.tsx'
import { Weeks } from './weeks.tsx'

type Page = Awaited<ReturnType<typeof client.payments.instruments>>

const source: ListSource<InstrumentRow, Page> = {
  key: api.payments.instruments.key(),
  load: ({ q, sort, filters, cursor, limit }, signal) => {
    const kind = InstrumentKind.safeParse(filters['kind'])
    const states = manyOf(filters['state']).flatMap(
      (one) => InstrumentState.safeParse(one).data ?? [],
    )
    const { from, to } = rangeOf(filters['due'])
    return client.payments.instruments(
      {
        limit,
        ...(cursor ? { cursor } : {}),
        ...(q ? { search: q } : {}),
        ...(kind.success ? { kind: kind.data } : {}),
        ...(states.length > 0 ? { state: states } : {}),
        ...(from ? { dueFrom: from } : {}),
        ...(to ? { dueTo: to } : {}),
        ...(filters['customer'] ? { customerId: filters['customer'] } : {}),
        ...(sort ? { direction: sort.direction } : {}),
      },
      { signal },
    )
  },
}

const open = 'in_hand,deposited,bounced,active,protested,in_execution,called'

/** «الشيكات والسندات»: the paper that stands beside the debts, by its day. */
export function InstrumentsPage() {
  const t = useWords('instruments')
  const go = useGo()
  const may = useMay()
  const [{ kind }] = useSearchText()
  const chosen = InstrumentKind.safeParse(kind).data
  const columns = useColumns()
  const filters = useFilters(chosen)
  const take = may('payments.instruments') && (
    <Button
      leftSection={<IconPlus size={16} />}
      onClick={() => go(`/instruments/new?kind=${chosen ?? 'cheque'}`)}
    >
      {t(`take_${chosen ?? 'cheque'}`)}
    </Button>
  )
  return (
    <ListPageBox>
      <PageHead title={t('instruments')} actions={take}>
        {t('instruments_hint')}
      </PageHead>
      <SavedViews
        list="instruments"
        path="/instruments"
        views={[
          { id: 'cheques', label: t('cheques'), search: { kind: 'cheque' } },
          { id: 'notes', label: t('notes'), search: { kind: 'note' } },
          { id: 'guarantees', label: t('guarantees'), search: { kind: 'guarantee' } },
          { id: 'open', label: t('open_view'), search: { state: open } },
          { id: 'all', label: t('all_view'), search: {} },
        ]}
      />
      {chosen !== 'guarantee' && <Weeks />}
      <DataList
        name="instruments"
        label={t('instruments')}
        source={source}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => `${t(`kind_${row.kind}`)} ${row.number}`}
        rowTo={(row) => `/instruments/${row.id}`}
        searchLabel={t('find')}
        firstSort="dueOn"
        filters={filters}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.amount} strong />,
          chip: <InstrumentChip state={row.state} />,
          sub: (
            <>
              {t(`kind_${row.kind}`)} <Code>{row.number}</Code>
              {row.dueOn && (
                <>
                  {' · '}
                  <Day value={row.dueOn} near />
                </>
              )}
            </>
          ),
        })}
        empty={
          <Blank icon={<IconWritingSign size={30} />} title={t('empty')}>
            {t('empty_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}

function useColumns(): Column<InstrumentRow, Page>[] {
  const t = useWords('instruments')
  return useMemo(
    () => [
      {
        id: 'number',
        head: t('number'),
        width: 170,
        fixed: true,
        cell: (row) => (
          <span>
            <Code>{row.number}</Code> <small className="muted">{t(`kind_${row.kind}`)}</small>
          </span>
        ),
      },
      { id: 'customer', head: t('customer'), cell: (row) => <Bdi>{row.customerName}</Bdi> },
      {
        id: 'amount',
        head: t('amount'),
        width: 150,
        num: true,
        cell: (row) => <Money value={row.amount} strong />,
        foot: (page) =>
          page.sums.map((sum) => (
            <div key={sum.currency}>
              <Money value={sum} strong />
            </div>
          )),
      },
      {
        id: 'dueOn',
        head: t('day'),
        width: 130,
        sort: 'dueOn',
        cell: (row) => (row.dueOn ? <Day value={row.dueOn} near /> : null),
      },
      {
        id: 'issuer',
        head: t('issuer'),
        width: 150,
        spare: true,
        cell: (row) => (row.issuer ? <Bdi>{row.issuer}</Bdi> : null),
      },
      {
        id: 'party',
        head: t('party'),
        width: 150,
        spare: true,
        cell: (row) => (row.party ? <Bdi>{row.party}</Bdi> : null),
      },
      {
        id: 'state',
        head: t('state'),
        width: 130,
        cell: (row) => <InstrumentChip state={row.state} />,
      },
      {
        id: 'since',
        head: t('since'),
        width: 120,
        spare: true,
        cell: (row) => <Day value={row.since} near />,
      },
    ],
    [t],
  )
}

function useFilters(kind: InstrumentKind | undefined): FilterDef[] {
  const t = useWords('instruments')
  return useMemo(
    () => [
      {
        kind: 'enum',
        id: 'kind',
        label: t('kind'),
        options: InstrumentKind.options.map((value) => ({ value, label: t(`kind_${value}`) })),
      },
      {
        kind: 'enum',
        id: 'state',
        label: t('state'),
        many: true,
        options: (kind ? statesOf(kind) : instrumentStates).map((value) => ({
          value,
          label: t(`state_${value}`),
        })),
      },
      { kind: 'days', id: 'due', label: t('day') },
      { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
    ],
    [t, kind],
  )
}
