import { IconClockExclamation } from '@tabler/icons-react'
import type { LatePeriod } from '#core/collections/api.ts'
import { LateInput } from '#core/collections/api.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { stringifySearch } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { rangeOf } from '#web/ui/list/filter.ts'
import type { Ask, ListPage, ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './collections.module.css'

type Page = ListPage<LatePeriod> & { sums: readonly Amount[] }

function filterOf({ sort, filters }: Ask) {
  const due = rangeOf(filters['due'])
  const by = LateInput.shape.sort.safeParse(sort?.id)
  return {
    ...(due.from && { dueFrom: due.from }),
    ...(due.to && { dueTo: due.to }),
    ...(filters['state'] && { open: filters['state'] === 'open' }),
    sort: by.success ? by.data : ('due_on' as const),
    direction: sort?.direction ?? ('desc' as const),
  }
}

const source: ListSource<LatePeriod, Page> = {
  key: api.collections.latePayments.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.collections.latePayments(
      { ...filterOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

function useColumns(): Column<LatePeriod, Page>[] {
  const t = useWords('collections')
  return [
    {
      id: 'customer',
      head: t('customer'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName}</Bdi>,
    },
    { id: 'number', head: t('invoice'), width: 160, cell: (row) => <Code>{row.number}</Code> },
    {
      id: 'due',
      head: t('due_on'),
      width: 130,
      sort: 'due_on',
      cell: (row) => <Day value={row.dueOn} />,
    },
    {
      id: 'paid',
      head: t('paid_on'),
      width: 130,
      cell: (row) =>
        row.endedOn ? (
          <Day value={row.endedOn} />
        ) : (
          <span className="muted">{t('still_open')}</span>
        ),
    },
    {
      id: 'days',
      head: t('days_late'),
      width: 110,
      num: true,
      sort: 'days_late',
      cell: (row) => <Count value={row.daysLate} />,
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

/** The register of late payments (سجل المتأخرات). */
export function LatePage() {
  const t = useWords('collections')
  return (
    <ListPageBox>
      <PageHead title={t('late_payments')}>{t('late_hint')}</PageHead>
      <DataList
        name="late_payments"
        label={t('late_payments')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => `${row.itemId}:${row.cycle}`}
        rowName={(row) => row.number}
        rowTo={(row) => `/invoices/${row.invoiceId}`}
        firstSort="-due_on"
        filters={[
          {
            kind: 'enum',
            id: 'state',
            label: t('late_state'),
            options: [
              { value: 'open', label: t('late_open') },
              { value: 'ended', label: t('late_ended') },
            ],
          },
          { kind: 'days', id: 'due', label: t('due_on') },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.amount} />,
          chip: (
            <Chip tone={row.endedOn ? 'good' : 'late1'}>
              {row.endedOn ? t('late_ended') : t('late_open')}
            </Chip>
          ),
          sub: <Code>{row.number}</Code>,
        })}
        exportTo={(ask) =>
          `/api/v1/late-payments/file${stringifySearch(
            Object.fromEntries(
              Object.entries(filterOf(ask)).map(([name, value]) => [name, String(value)]),
            ),
          )}`
        }
        empty={
          <Blank icon={<IconClockExclamation size={30} />} title={t('late_empty')}>
            {t('late_empty_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
