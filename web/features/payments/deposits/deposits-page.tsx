import { Button } from '@mantine/core'
import { IconPlus, IconWallet } from '@tabler/icons-react'
import { useMemo } from 'react'
import { DepositKind, type DepositRow, DepositState } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { stringifySearch, useGo, useSearchText } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { type FilterDef, manyOf } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { DepositChip } from './deposit-chip.tsx'
import css from './deposits.module.css'

type Page = Awaited<ReturnType<typeof client.payments.deposits>>

type Ask = Parameters<ListSource<DepositRow, Page>['load']>[0]

function askedOf({ q, sort, filters }: Pick<Ask, 'q' | 'sort' | 'filters'>) {
  const kind = DepositKind.safeParse(filters['kind'])
  const states = manyOf(filters['state']).flatMap((one) => DepositState.safeParse(one).data ?? [])
  return {
    ...(q ? { search: q } : {}),
    ...(kind.success ? { kind: kind.data } : {}),
    ...(states.length > 0 ? { state: states } : {}),
    ...(filters['customer'] ? { customerId: filters['customer'] } : {}),
    ...(sort ? { direction: sort.direction } : {}),
  }
}

const source: ListSource<DepositRow, Page> = {
  key: api.payments.deposits.key(),
  load: (ask, signal) =>
    client.payments.deposits(
      { limit: ask.limit, ...(ask.cursor ? { cursor: ask.cursor } : {}), ...askedOf(ask) },
      { signal },
    ),
}

/** Where the file of what the list shows is. */
function exportAddress(ask: Pick<Ask, 'q' | 'sort' | 'filters'>): string {
  const { state = [], ...single } = askedOf(ask)
  const many = state.map((one, at) => [`state[${at}]`, one] as const)
  const said = { ...single, ...Object.fromEntries(many) }
  return `/api/v1/deposits.csv${stringifySearch(said)}`
}

/** «الدفعات المقدمة والتأمينات»: what was asked for before an invoice, the newest first. */
export function DepositsPage() {
  const t = useWords('deposits')
  const go = useGo()
  const may = useMay()
  const [{ kind }] = useSearchText()
  const chosen = DepositKind.safeParse(kind).data ?? 'advance'
  const columns = useColumns()
  const filters = useFilters()
  const ask = may('payments.deposits') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => go(`/deposits/new?kind=${chosen}`)}>
      {t(`ask_${chosen}`)}
    </Button>
  )
  return (
    <ListPageBox>
      <PageHead title={t('deposits')} actions={ask}>
        {t('deposits_hint')}
      </PageHead>
      <SavedViews
        list="deposits"
        path="/deposits"
        views={[
          { id: 'all', label: t('all_view'), search: {} },
          { id: 'advances', label: t('advances'), search: { kind: 'advance' } },
          { id: 'securities', label: t('securities'), search: { kind: 'security' } },
          { id: 'waiting', label: t('waiting_view'), search: { state: 'requested' } },
        ]}
      />
      <DataList
        name="deposits"
        label={t('deposits')}
        source={source}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => `${t(`kind_${row.kind}`)} ${row.number}`}
        rowTo={(row) => `/deposits/${row.id}`}
        searchLabel={t('find')}
        firstSort="requestedOn"
        filters={filters}
        {...(may('payments.export') && { exportTo: exportAddress })}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.amount} strong />,
          chip: <DepositChip of={row} />,
          sub: (
            <>
              {t(`kind_${row.kind}`)} <Code>{row.number}</Code> · <Day value={row.dueOn} near />
            </>
          ),
        })}
        empty={
          <Blank icon={<IconWallet size={30} />} title={t('empty')}>
            {t('empty_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}

function useColumns(): Column<DepositRow, Page>[] {
  const t = useWords('deposits')
  return useMemo(
    () => [
      {
        id: 'number',
        head: t('number'),
        width: 160,
        fixed: true,
        cell: (row) => (
          <>
            <Code>{row.number}</Code>
            <small className={`muted ${css['under']}`}>{t(`kind_${row.kind}`)}</small>
          </>
        ),
      },
      { id: 'customer', head: t('customer'), cell: (row) => <Bdi>{row.customerName}</Bdi> },
      { id: 'subject', head: t('subject'), cell: (row) => <Bdi>{row.subject}</Bdi> },
      {
        id: 'amount',
        head: t('amount'),
        width: 140,
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
        id: 'state',
        head: t('state'),
        width: 150,
        cell: (row) => <DepositChip of={row} />,
      },
      {
        id: 'held',
        head: t('held'),
        width: 140,
        num: true,
        cell: (row) => (row.held.minor > 0 ? <Money value={row.held} /> : null),
        foot: (page) =>
          page.held.map((sum) => (
            <div key={sum.currency}>
              <Money value={sum} strong />
            </div>
          )),
      },
      {
        id: 'unapplied',
        head: t('unapplied'),
        width: 140,
        num: true,
        spare: true,
        cell: (row) => (row.unapplied.minor > 0 ? <Money value={row.unapplied} /> : null),
      },
      { id: 'dueOn', head: t('due_on'), width: 110, cell: (row) => <Day value={row.dueOn} near /> },
      {
        id: 'requestedOn',
        head: t('requested_on'),
        width: 120,
        spare: true,
        sort: 'requestedOn',
        cell: (row) => <Day value={row.requestedOn} near />,
      },
    ],
    [t],
  )
}

function useFilters(): FilterDef[] {
  const t = useWords('deposits')
  return useMemo(
    () => [
      {
        kind: 'enum',
        id: 'kind',
        label: t('kind'),
        options: DepositKind.options.map((value) => ({ value, label: t(`kind_${value}`) })),
      },
      {
        kind: 'enum',
        id: 'state',
        label: t('state'),
        many: true,
        options: DepositState.options.map((value) => ({ value, label: t(`state_${value}`) })),
      },
      { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
    ],
    [t],
  )
}
