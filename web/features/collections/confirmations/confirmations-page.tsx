import { Button } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { confirmationStates } from '#core/collections/confirmation.ts'
import {
  type ConfirmationRow,
  ConfirmationsInput,
  type ConfirmationTotal,
} from '#core/collections/confirmation-api.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { stringifySearch } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { manyOf } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import { type Ask, type ListPage, type ListSource, useAsk } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { Download } from '../agencies/parts.tsx'
import { ConfirmationChip } from './confirmation-chip.tsx'
import css from './confirmations.module.css'
import { RequestDialog } from './request-dialog.tsx'

type Page = ListPage<ConfirmationRow> & { totals: readonly ConfirmationTotal[] }

function narrowedBy({ filters }: Pick<Ask, 'filters'>) {
  const asked = manyOf(filters['state'])
  const state = confirmationStates.filter((each) => asked.includes(each))
  return {
    ...(state.length > 0 && { state }),
    ...(filters['unsettled'] && { unsettled: true }),
    ...(filters['customer'] && { customerId: filters['customer'] }),
  }
}

function filterOf({ sort, filters }: Ask) {
  const by = ConfirmationsInput.shape.sort.safeParse(sort?.id)
  return {
    ...narrowedBy({ filters }),
    sort: by.success ? by.data : ('asked_at' as const),
    direction: sort?.direction ?? ('desc' as const),
  }
}

const source: ListSource<ConfirmationRow, Page> = {
  key: api.collections.confirmations.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.collections.confirmations(
      { ...filterOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

/** The confirmations that the list shows, as a file: the same filters, as an address. */
function addressOf(kind: 'file' | 'paper', ask: Ask): string {
  const { state = [], unsettled, customerId } = narrowedBy(ask)
  return `/api/v1/balance-confirmations/${kind}${stringifySearch({
    customerId,
    ...(unsettled && { unsettled: 'true' }),
    ...Object.fromEntries(state.map((each, place) => [`state[${place}]`, each])),
  })}`
}

function Sums({ of }: { of: readonly Amount[] }) {
  if (of.length === 0) return <span className="muted">—</span>
  return (
    <span className={css['sums']}>
      {of.map((sum) => (
        <Money key={sum.currency} value={sum} />
      ))}
    </span>
  )
}

function useColumns(): Column<ConfirmationRow, Page>[] {
  const t = useWords('confirmations')
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
      cell: (row) => <ConfirmationChip state={row.state} settled={row.settledAt !== null} />,
    },
    {
      id: 'as_of',
      head: t('as_of'),
      width: 140,
      sort: 'as_of',
      cell: (row) => <Day value={row.asOf} />,
    },
    {
      id: 'answered',
      head: t('by'),
      width: 160,
      spare: true,
      sort: 'answered_at',
      cell: (row) =>
        row.answeredBy === null ? <span className="muted">—</span> : <Bdi>{row.answeredBy}</Bdi>,
    },
    {
      id: 'balance',
      head: t('balance'),
      width: 150,
      num: true,
      cell: (row) => <Sums of={row.balances} />,
    },
    {
      id: 'theirs',
      head: t('theirs'),
      width: 150,
      num: true,
      cell: (row) => <Sums of={row.theirs} />,
    },
    {
      id: 'difference',
      head: t('difference'),
      width: 150,
      num: true,
      cell: (row) => <Sums of={row.differences} />,
    },
  ]
}

/** How many stand where and what they come to, of all that the list shows. */
function Totals({ ask }: { ask: Ask }) {
  const t = useWords('confirmations')
  const { data } = useQuery({
    ...api.collections.confirmations.queryOptions({ input: { ...narrowedBy(ask), limit: 1 } }),
    placeholderData: keepPreviousData,
  })
  if (!data || data.totals.length === 0) return null
  return (
    <section className={css['totals']} aria-label={t('totals')}>
      {data.totals.map(({ state, count, sums }) => (
        <div key={state}>
          <span>
            <ConfirmationChip state={state} settled={false} /> {count}
          </span>
          <Sums of={sums} />
        </div>
      ))}
    </section>
  )
}

/** Every balance confirmation (مصادقات الأرصدة): who was asked, and what they answered. */
export function ConfirmationsPage() {
  const t = useWords('confirmations')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const { ask } = useAsk(['state', 'unsettled', 'customer'])
  return (
    <ListPageBox>
      <PageHead
        title={t('confirmations')}
        actions={
          <>
            {may('collections.confirm_balance') && (
              <Button onClick={() => setAsking(true)}>{t('request')}</Button>
            )}
            <Download to={addressOf('file', ask)}>{t('csv')}</Download>
            <Download to={addressOf('paper', ask)}>{t('pdf')}</Download>
          </>
        }
      >
        {t('confirmations_hint')}
      </PageHead>
      <Totals ask={ask} />
      <SavedViews
        list="balance-confirmations"
        path="/balance-confirmations"
        views={[
          { id: 'all', label: t('view_all'), search: {} },
          { id: 'differs', label: t('view_differs'), search: { unsettled: '1' } },
          { id: 'open', label: t('view_open'), search: { state: 'sent,opened' } },
          { id: 'confirmed', label: t('view_confirmed'), search: { state: 'confirmed' } },
          { id: 'unanswered', label: t('view_unanswered'), search: { state: 'unanswered' } },
        ]}
      />
      <DataList
        name="balance-confirmations"
        label={t('confirmations')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowName={(row) => row.customerName ?? ''}
        rowTo={(row) => `/balance-confirmations/${row.id}`}
        firstSort="-asked_at"
        filters={[
          {
            kind: 'enum',
            id: 'state',
            label: t('state'),
            many: true,
            options: confirmationStates.map((value) => ({ value, label: t(`state_${value}`) })),
          },
          {
            kind: 'enum',
            id: 'unsettled',
            label: t('difference'),
            options: [{ value: '1', label: t('view_differs') }],
          },
          { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Sums of={row.balances} />,
          chip: <ConfirmationChip state={row.state} settled={row.settledAt !== null} />,
          sub: <Day value={row.asOf} />,
        })}
        empty={
          <Blank icon={<IconScale size={30} />} title={t('none')}>
            {t('none_hint')}
          </Blank>
        }
      />
      {asking && <RequestDialog onClose={() => setAsking(false)} />}
    </ListPageBox>
  )
}
