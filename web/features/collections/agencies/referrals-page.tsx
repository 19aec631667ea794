import { IconGavel } from '@tabler/icons-react'
import { type ReferralRow, ReferralsInput } from '#core/collections/agency-api.ts'
import { referralStates } from '#core/collections/agency-referral.ts'
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
import { AgencyTabs, ReferralChip } from './parts.tsx'

type Page = ListPage<ReferralRow> & { sums: readonly { amount: Amount; left: Amount }[] }

function filterOf({ filters }: Ask) {
  const states = manyOf(filters['state'])
  const state = ReferralsInput.shape.state.safeParse(states.length > 0 ? states : undefined)
  return {
    ...(state.success && state.data && { state: state.data }),
    ...(filters['customer'] && { customerId: filters['customer'] }),
  }
}

const source: ListSource<ReferralRow, Page> = {
  key: api.collections.referrals.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.collections.referrals(
      { ...filterOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

function useColumns(): Column<ReferralRow, Page>[] {
  const t = useWords('agencies')
  return [
    {
      id: 'customer',
      head: t('customer'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName}</Bdi>,
    },
    { id: 'agency', head: t('agency'), cell: (row) => <Bdi>{row.agencyName}</Bdi> },
    {
      id: 'state',
      head: t('state'),
      width: 170,
      cell: (row) => <ReferralChip state={row.state} waits={row.waitsForApproval} />,
    },
    {
      id: 'since',
      head: t('since'),
      width: 140,
      cell: (row) => <Day value={row.startedOn ?? row.effectiveOn} near />,
    },
    {
      id: 'heard',
      head: t('heard'),
      width: 140,
      spare: true,
      cell: (row) => (row.heardOn ? <Day value={row.heardOn} near /> : '—'),
    },
    {
      id: 'amount',
      head: t('amount'),
      width: 160,
      num: true,
      spare: true,
      cell: (row) => <Money value={row.amount} />,
    },
    {
      id: 'left',
      head: t('left'),
      width: 160,
      num: true,
      cell: (row) => <Money value={row.left} />,
      foot: ({ sums }) => sums.map(({ left }) => <Money key={left.currency} value={left} strong />),
    },
  ]
}

/** Everything that was referred to agencies (الإحالات). */
export function ReferralsPage() {
  const t = useWords('agencies')
  return (
    <ListPageBox>
      <PageHead title={t('referrals')}>{t('referrals_hint')}</PageHead>
      <AgencyTabs active="referrals" />
      <SavedViews
        list="referrals"
        path="/referrals"
        views={[
          { id: 'all', label: t('view_all'), search: {} },
          { id: 'open', label: t('view_open'), search: { state: 'prepared,referred,in_progress' } },
          {
            id: 'over',
            label: t('view_over'),
            search: { state: 'paid,recalled,uncollectable,returned' },
          },
        ]}
      />
      <DataList
        name="referrals"
        label={t('referrals')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => row.customerName ?? ''}
        rowTo={(row) => `/referrals/${row.id}`}
        filters={[
          {
            kind: 'enum',
            id: 'state',
            label: t('state'),
            many: true,
            options: referralStates.map((value) => ({ value, label: t(`state_${value}`) })),
          },
          { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.left} />,
          chip: <ReferralChip state={row.state} waits={row.waitsForApproval} />,
          sub: <Bdi>{row.agencyName}</Bdi>,
        })}
        empty={
          <Blank icon={<IconGavel size={30} />} tone="plain" title={t('referrals_none')}>
            {t('referrals_none_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
