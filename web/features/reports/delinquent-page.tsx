import { IconClockExclamation } from '@tabler/icons-react'
import { useMemo } from 'react'
import { DelinquentReason, type DelinquentRow } from '#core/reports/figures-api.ts'
import { delinquentReasons } from '#core/reports/months.ts'
import { api, client } from '#web/client.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Count, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useKept, useNarrowing } from './narrowing.tsx'

type Page = Awaited<ReturnType<typeof client.reports.delinquent>>

function useSource(): ListSource<DelinquentRow, Page> {
  const { figures } = useNarrowing()
  return useMemo(
    () => ({
      key: [...api.reports.delinquent.key(), figures],
      load: ({ cursor, limit, filters }, signal) => {
        const reason = DelinquentReason.safeParse(filters['reason'])
        return client.reports.delinquent(
          {
            ...figures,
            limit,
            ...(reason.success && { reason: reason.data }),
            ...(cursor && { cursor }),
          },
          { signal },
        )
      },
    }),
    [figures],
  )
}

function useColumns(): readonly Column<DelinquentRow, Page>[] {
  const t = useWords('figures')
  return useMemo(
    () => [
      {
        id: 'invoice',
        head: t('invoice'),
        width: 190,
        fixed: true,
        cell: (row) => <Code>{row.number}</Code>,
        foot: (first) => <Count value={first.total} />,
      },
      { id: 'customer', head: t('customer'), cell: (row) => <Bdi>{row.customerName}</Bdi> },
      { id: 'reason', head: t('reason'), width: 200, cell: (row) => t(`reason_${row.reason}`) },
      {
        id: 'contact',
        head: t('last_contact'),
        width: 130,
        spare: true,
        cell: (row) =>
          row.lastContactOn ? (
            <Day value={row.lastContactOn} near />
          ) : (
            <span className="muted">{t('never')}</span>
          ),
      },
      {
        id: 'late',
        head: t('days_late'),
        num: true,
        width: 110,
        cell: (row) => <Count value={row.daysLate} />,
      },
      {
        id: 'balance',
        head: t('balance'),
        num: true,
        width: 150,
        cell: (row) => <Money value={row.balance} strong />,
        foot: (first) => <Money value={first.sum} />,
      },
    ],
    [t],
  )
}

/** The overdue invoices behind a reason for which they are not paid. */
export function DelinquentPage() {
  const t = useWords('figures')
  const kept = useKept()
  const filters = useMemo(
    () => [
      {
        kind: 'enum' as const,
        id: 'reason',
        label: t('reason'),
        options: delinquentReasons.map((value) => ({ value, label: t(`reason_${value}`) })),
      },
    ],
    [t],
  )
  return (
    <ListPageBox>
      <PageHead
        title={t('delinquent')}
        actions={
          <Go to={kept('/reports')} className="link">
            {t('back_to_figures')}
          </Go>
        }
      >
        {t('delinquent_hint')}
      </PageHead>
      <DataList
        name="delinquent"
        label={t('delinquent')}
        source={useSource()}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => row.itemId}
        rowName={(row) => row.number}
        rowTo={(row) =>
          row.invoiceId ? `/invoices/${row.invoiceId}` : `/customers/${row.customerId}`
        }
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.balance} />,
          chip: t(`reason_${row.reason}`),
          sub: <Code>{row.number}</Code>,
        })}
        phoneFoot={(first) => <Money value={first.sum} />}
        empty={
          <Blank icon={<IconClockExclamation size={28} />} tone="plain" title={t('nothing_late')}>
            {t('nothing_late_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
