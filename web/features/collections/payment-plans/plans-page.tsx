import { IconCalendarDollar } from '@tabler/icons-react'
import { paymentPlanStates } from '#core/collections/payment-plan.ts'
import { type PaymentPlanRow, PaymentPlansInput } from '#core/collections/plan-api.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { manyOf } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { PlanChip } from './plan-chip.tsx'
import css from './plans.module.css'

type Page = ListPage<PaymentPlanRow> & { sums: readonly Amount[] }

function filterOf({ sort, filters }: Ask) {
  const by = PaymentPlansInput.shape.sort.safeParse(sort?.id)
  const asked = manyOf(filters['state'])
  const state = paymentPlanStates.filter((each) => asked.includes(each))
  return {
    ...(state.length > 0 && { state }),
    ...(filters['customer'] && { customerId: filters['customer'] }),
    sort: by.success ? by.data : ('proposed_at' as const),
    direction: sort?.direction ?? ('desc' as const),
  }
}

const source: ListSource<PaymentPlanRow, Page> = {
  key: api.collections.paymentPlans.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.collections.paymentPlans(
      { ...filterOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

function useColumns(): Column<PaymentPlanRow, Page>[] {
  const t = useWords('plans')
  return [
    {
      id: 'customer',
      head: t('customer'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName}</Bdi>,
    },
    {
      id: 'state',
      head: t('state'),
      width: 170,
      cell: (row) => <PlanChip state={row.state} />,
    },
    {
      id: 'next',
      head: t('next'),
      width: 200,
      cell: (row) =>
        row.next ? (
          <span className={css['next']}>
            <Money value={row.next.amount} />
            <small>
              <Day value={row.next.dueOn} near weekday />
            </small>
          </span>
        ) : (
          <span className="muted">—</span>
        ),
    },
    {
      id: 'times',
      head: t('instalments'),
      width: 130,
      spare: true,
      cell: (row) => t('times', { times: row.times }),
    },
    {
      id: 'last',
      head: t('last_on'),
      width: 150,
      spare: true,
      sort: 'last_on',
      cell: (row) => <Day value={row.lastOn} />,
    },
    {
      id: 'came',
      head: t('came'),
      width: 160,
      num: true,
      cell: (row) => (row.came.minor === 0 ? '—' : <Money value={row.came} />),
    },
    {
      id: 'amount',
      head: t('amount'),
      width: 170,
      num: true,
      sort: 'amount',
      cell: (row) => <Money value={row.amount} />,
      foot: ({ sums }) => (
        <span className={css['sums']}>
          {sums.map((sum) => (
            <Money key={sum.currency} value={sum} strong />
          ))}
        </span>
      ),
    },
  ]
}

/** Every payment plan (خطط السداد): what is active, what waits for the customer, what was broken. */
export function PlansPage() {
  const t = useWords('plans')
  return (
    <ListPageBox>
      <PageHead title={t('plans')}>{t('plans_hint')}</PageHead>
      <SavedViews
        list="payment-plans"
        path="/payment-plans"
        views={[
          { id: 'all', label: t('view_all'), search: {} },
          { id: 'active', label: t('view_active'), search: { state: 'active' } },
          { id: 'waiting', label: t('view_waiting'), search: { state: 'proposed' } },
          { id: 'broken', label: t('view_broken'), search: { state: 'broken' } },
          { id: 'kept', label: t('view_kept'), search: { state: 'kept' } },
        ]}
      />
      <DataList
        name="payment-plans"
        label={t('plans')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => row.customerName ?? ''}
        rowTo={(row) => `/payment-plans/${row.id}`}
        firstSort="-proposed_at"
        filters={[
          {
            kind: 'enum',
            id: 'state',
            label: t('state'),
            many: true,
            options: paymentPlanStates.map((value) => ({ value, label: t(`state_${value}`) })),
          },
          { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.amount} />,
          chip: <PlanChip state={row.state} />,
          sub: row.next ? <Day value={row.next.dueOn} near weekday /> : <Day value={row.lastOn} />,
        })}
        empty={
          <Blank icon={<IconCalendarDollar size={30} />} title={t('none')}>
            {t('none_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
