import { IconAlertCircle } from '@tabler/icons-react'
import { disputeReasons, disputeStates } from '#core/collections/dispute.ts'
import { type Dispute, DisputesInput } from '#core/collections/dispute-api.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { manyOf } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { Age, AnswerBy, DisputeChip } from './dispute-chip.tsx'

type Page = ListPage<Dispute> & { sums: readonly Amount[] }

function filterOf({ sort, filters }: Ask) {
  const by = DisputesInput.shape.sort.safeParse(sort?.id)
  const states = manyOf(filters['state'])
  const reasons = manyOf(filters['reason'])
  const state = disputeStates.filter((each) => states.includes(each))
  const reason = disputeReasons.filter((each) => reasons.includes(each))
  return {
    ...(state.length > 0 && { state }),
    ...(reason.length > 0 && { reason }),
    ...(filters['overdue'] && { overdue: filters['overdue'] === 'yes' }),
    ...(filters['owner'] && { ownerId: filters['owner'] }),
    ...(filters['customer'] && { customerId: filters['customer'] }),
    sort: by.success ? by.data : ('answer_by' as const),
    direction: sort?.direction ?? ('asc' as const),
  }
}

const source: ListSource<Dispute, Page> = {
  key: api.collections.disputes.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.collections.disputes(
      { ...filterOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

/** What of the invoice is objected to: a part, or all that is open of it. */
export const Disputed = ({ dispute }: { dispute: Pick<Dispute, 'amount' | 'balance'> }) => (
  <Money value={dispute.amount ?? dispute.balance} />
)

function useColumns(): Column<Dispute, Page>[] {
  const t = useWords('disputes')
  return [
    {
      id: 'customer',
      head: t('customer'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName}</Bdi>,
    },
    {
      id: 'invoice',
      head: t('invoice'),
      width: 165,
      cell: (row) => <Code>{row.invoiceNumber}</Code>,
    },
    { id: 'reason', head: t('reason'), width: 120, cell: (row) => t(`reason_${row.reason}`) },
    {
      id: 'state',
      head: t('state'),
      width: 150,
      cell: (row) => <DisputeChip dispute={row} />,
    },
    {
      id: 'owner',
      head: t('owner'),
      width: 140,
      spare: true,
      cell: (row) =>
        row.owner ? <Bdi>{row.owner.name}</Bdi> : <span className="muted">{t('nobody')}</span>,
    },
    {
      id: 'age',
      head: t('age'),
      width: 120,
      spare: true,
      sort: 'opened_at',
      cell: (row) => <Age since={row.openedAt} />,
    },
    {
      id: 'answer',
      head: t('answer_by'),
      width: 165,
      sort: 'answer_by',
      cell: (row) => <AnswerBy dispute={row} />,
    },
    {
      id: 'amount',
      head: t('held_back'),
      width: 165,
      num: true,
      cell: (row) => <Disputed dispute={row} />,
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

/** Every objection (الاعتراضات), those to be answered first before the others. */
export function DisputesPage() {
  const t = useWords('disputes')
  const me = useMe()
  return (
    <ListPageBox>
      <PageHead title={t('disputes')}>{t('hint')}</PageHead>
      <SavedViews
        list="disputes"
        path="/disputes"
        views={[
          { id: 'open', label: t('view_open'), search: { state: 'open,waiting' } },
          {
            id: 'mine',
            label: t('view_mine'),
            search: { state: 'open,waiting', owner: me.userId },
          },
          { id: 'overdue', label: t('view_overdue'), search: { overdue: 'yes' } },
          { id: 'waiting', label: t('view_waiting'), search: { state: 'waiting' } },
          { id: 'all', label: t('view_all'), search: {} },
        ]}
      />
      <DataList
        name="disputes"
        label={t('disputes')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => row.customerName ?? ''}
        rowTo={(row) => `/disputes/${row.id}`}
        firstSort="answer_by"
        filters={[
          {
            kind: 'enum',
            id: 'state',
            label: t('state'),
            many: true,
            options: disputeStates.map((value) => ({ value, label: t(`state_${value}`) })),
          },
          {
            kind: 'enum',
            id: 'reason',
            label: t('reason'),
            many: true,
            options: disputeReasons.map((value) => ({ value, label: t(`reason_${value}`) })),
          },
          {
            kind: 'enum',
            id: 'overdue',
            label: t('overdue_only'),
            options: [
              { value: 'yes', label: t('yes') },
              { value: 'no', label: t('no') },
            ],
          },
          { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Disputed dispute={row} />,
          chip: <DisputeChip dispute={row} />,
          sub: <Code>{row.invoiceNumber}</Code>,
        })}
        empty={
          <Blank icon={<IconAlertCircle size={30} />} title={t('empty')}>
            {t('empty_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
