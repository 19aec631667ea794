import { Button } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { concessionKinds, concessionStates } from '#core/collections/settlement.ts'
import { type ConcessionRow, ConcessionsInput } from '#core/collections/settlement-api.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { manyOf } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { ConcessionChip } from './concession-chip.tsx'

type Page = ListPage<ConcessionRow> & { sums: readonly Amount[] }

function filterOf({ sort, filters }: Ask) {
  const by = ConcessionsInput.shape.sort.safeParse(sort?.id)
  const states = manyOf(filters['state'])
  const kinds = manyOf(filters['kind'])
  const state = concessionStates.filter((each) => states.includes(each))
  const kind = concessionKinds.filter((each) => kinds.includes(each))
  return {
    ...(state.length > 0 && { state }),
    ...(kind.length > 0 && { kind }),
    ...(filters['customer'] && { customerId: filters['customer'] }),
    sort: by.success ? by.data : ('proposed_at' as const),
    direction: sort?.direction ?? ('desc' as const),
  }
}

const source: ListSource<ConcessionRow, Page> = {
  key: api.collections.concessions.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.collections.concessions(
      { ...filterOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

function useColumns(): Column<ConcessionRow, Page>[] {
  const t = useWords('settlements')
  return [
    {
      id: 'customer',
      head: t('customer'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName}</Bdi>,
    },
    { id: 'kind', head: t('kind'), width: 110, cell: (row) => t(`kind_${row.kind}`) },
    {
      id: 'number',
      head: t('number'),
      width: 165,
      spare: true,
      cell: (row) => (row.number ? <Code>{row.number}</Code> : <span className="muted">—</span>),
    },
    {
      id: 'state',
      head: t('state'),
      width: 170,
      cell: (row) => <ConcessionChip state={row.state} sentAt={row.sentAt} />,
    },
    {
      id: 'pay_by',
      head: t('pay_by'),
      width: 165,
      sort: 'pay_by',
      cell: (row) =>
        row.payBy ? <Day value={row.payBy} near weekday /> : <span className="muted">—</span>,
    },
    {
      id: 'by',
      head: t('proposed_by'),
      width: 150,
      spare: true,
      cell: (row) => <Bdi>{row.proposedBy}</Bdi>,
    },
    {
      id: 'pay',
      head: t('pays'),
      width: 150,
      num: true,
      cell: (row) => <Money value={row.pay} dash />,
    },
    {
      id: 'waived',
      head: t('waived'),
      width: 160,
      num: true,
      sort: 'waived',
      cell: (row) => <Money value={row.posted ?? row.waived} />,
      foot: ({ sums }) => (
        <>
          {sums.map((sum) => (
            <div key={sum.currency}>
              <Money value={sum} strong />
            </div>
          ))}
        </>
      ),
    },
  ]
}

/** Everything that the company goes without, or may (التسويات والإعفاءات). */
export function SettlementsPage() {
  const t = useWords('settlements')
  const may = useMay()
  const go = useGo()
  return (
    <ListPageBox>
      <PageHead
        title={t('settlements')}
        actions={
          <>
            <Button variant="default" onClick={() => go('/settlements/bad-debts')}>
              {t('bad_debts')}
            </Button>
            {may('collections.concede') && (
              <Button variant="default" onClick={() => go('/settlements/small')}>
                {t('small')}
              </Button>
            )}
          </>
        }
      >
        {t('hint')}
      </PageHead>
      <SavedViews
        list="settlements"
        path="/settlements"
        views={[
          { id: 'all', label: t('view_all'), search: {} },
          { id: 'waiting', label: t('view_waiting'), search: { state: 'proposed' } },
          { id: 'offered', label: t('view_offered'), search: { state: 'offered,accepted' } },
          { id: 'lost', label: t('view_lost'), search: { kind: 'write_off', state: 'posted' } },
        ]}
      />
      <DataList
        name="settlements"
        label={t('settlements')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => row.customerName ?? ''}
        rowTo={(row) => `/settlements/${row.id}`}
        firstSort="-proposed_at"
        filters={[
          {
            kind: 'enum',
            id: 'kind',
            label: t('kind'),
            many: true,
            options: concessionKinds.map((value) => ({ value, label: t(`kind_${value}`) })),
          },
          {
            kind: 'enum',
            id: 'state',
            label: t('state'),
            many: true,
            options: concessionStates.map((value) => ({ value, label: t(`state_${value}`) })),
          },
          { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.posted ?? row.waived} />,
          chip: <ConcessionChip state={row.state} sentAt={row.sentAt} />,
          sub: t(`kind_${row.kind}`),
        })}
        empty={
          <Blank icon={<IconHeartHandshake size={30} />} title={t('empty')}>
            {t('empty_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
