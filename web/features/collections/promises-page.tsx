import { IconHandStop } from '@tabler/icons-react'
import { promiseStates } from '#core/collections/promise.ts'
import { type PromiseRow, PromisesInput } from '#core/collections/promise-api.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useToday } from '#web/me.tsx'
import { Blank } from '#web/ui/blank.tsx'
import { PromiseChip } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { manyOf, rangeOf } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../contacts/index.ts'
import { KeepRates } from './promise-lines.tsx'
import css from './promises.module.css'

type Page = ListPage<PromiseRow> & { sums: readonly { promised: Amount; kept: Amount }[] }

function filterOf({ sort, filters }: Ask) {
  const due = rangeOf(filters['due'])
  const by = PromisesInput.shape.sort.safeParse(sort?.id)
  const asked = manyOf(filters['state'])
  const state = promiseStates.filter((each) => asked.includes(each))
  return {
    ...(due.from && { dueFrom: due.from }),
    ...(due.to && { dueTo: due.to }),
    ...(state.length > 0 && { state }),
    ...(filters['customer'] && { customerId: filters['customer'] }),
    sort: by.success ? by.data : ('due_on' as const),
    direction: sort?.direction ?? ('desc' as const),
  }
}

const source: ListSource<PromiseRow, Page> = {
  key: api.collections.promises.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.collections.promises(
      { ...filterOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

function useColumns(): Column<PromiseRow, Page>[] {
  const t = useWords('collections')
  return [
    {
      id: 'customer',
      head: t('customer'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName}</Bdi>,
    },
    {
      id: 'due',
      head: t('promise_due'),
      width: 190,
      sort: 'due_on',
      cell: (row) => <Day value={row.dueOn} near weekday />,
    },
    {
      id: 'state',
      head: t('promise_state'),
      width: 150,
      cell: (row) => <PromiseChip state={row.state} />,
    },
    {
      id: 'source',
      head: t('promise_how'),
      width: 130,
      spare: true,
      cell: (row) => t(`source_${row.source}`),
    },
    {
      id: 'made',
      head: t('promise_made'),
      width: 150,
      spare: true,
      cell: (row) => <Bdi>{row.madeBy}</Bdi>,
    },
    {
      id: 'amount',
      head: t('promise_amount_head'),
      width: 170,
      num: true,
      sort: 'amount',
      cell: (row) => <Money value={row.amount} />,
      foot: ({ sums }) => (
        <span className={css['sums']}>
          {sums.map(({ promised }) => (
            <Money key={promised.currency} value={promised} strong />
          ))}
        </span>
      ),
    },
    {
      id: 'kept',
      head: t('promise_came'),
      width: 170,
      num: true,
      cell: (row) => <Money value={row.kept} />,
      foot: ({ sums }) => (
        <span className={css['sums']}>
          {sums.map(({ kept }) => (
            <Money key={kept.currency} value={kept} strong />
          ))}
        </span>
      ),
    },
  ]
}

/** Every promise (الوعود): what is open, what is due, what was kept. */
export function PromisesPage() {
  const t = useWords('collections')
  const ui = useWords('ui')
  const today = useToday()
  return (
    <ListPageBox>
      <PageHead title={t('promises')}>{t('promises_hint')}</PageHead>
      <KeepRates />
      <SavedViews
        list="promises"
        path="/promises"
        views={[
          { id: 'all', label: t('view_all'), search: {} },
          { id: 'open', label: t('view_open'), search: { state: 'open' } },
          {
            id: 'today',
            label: t('view_today'),
            search: { state: 'open', due: `${today}..${today}` },
          },
          { id: 'broken', label: t('view_broken'), search: { state: 'broken,partly_kept' } },
          { id: 'kept', label: t('view_kept'), search: { state: 'kept' } },
        ]}
      />
      <DataList
        name="promises"
        label={t('promises')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => row.customerName ?? ''}
        rowTo={(row) => `/customers/${row.customerId}/reminders`}
        firstSort="-due_on"
        filters={[
          {
            kind: 'enum',
            id: 'state',
            label: t('promise_state'),
            many: true,
            options: promiseStates.map((value) => ({ value, label: ui(`promise_${value}`) })),
          },
          { kind: 'days', id: 'due', label: t('promise_due') },
          { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.amount} />,
          chip: <PromiseChip state={row.state} />,
          sub: <Day value={row.dueOn} near weekday />,
        })}
        empty={
          <Blank icon={<IconHandStop size={30} />} title={t('promises_none')}>
            {t('promises_none_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
