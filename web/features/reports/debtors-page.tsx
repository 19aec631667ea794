import { IconUserExclamation } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Risk, remedies } from '#core/collections/risk.ts'
import { type ProblemDebtor, Remedy } from '#core/reports/insight-api.ts'
import { api, client } from '#web/client.ts'
import { Blank } from '#web/ui/blank.tsx'
import { RiskChip } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { ListSource } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { NarrowBar, ReportTabs, useNarrowing } from './narrowing.tsx'
import { useReason } from './risk-reasons.tsx'

type Page = Awaited<ReturnType<typeof client.reports.problemDebtors>>

function useSource(): ListSource<ProblemDebtor, Page> {
  const { owner } = useNarrowing()
  return useMemo(
    () => ({
      key: [...api.reports.problemDebtors.key(), owner],
      load: ({ cursor, limit, filters }, signal) => {
        const risk = Risk.safeParse(filters['risk'])
        const remedy = Remedy.safeParse(filters['remedy'])
        return client.reports.problemDebtors(
          {
            ...owner,
            limit,
            ...(risk.success && { risk: risk.data }),
            ...(remedy.success && { remedy: remedy.data }),
            ...(cursor && { cursor }),
          },
          { signal },
        )
      },
    }),
    [owner],
  )
}

/** The class with its reasons on hover and focus. */
function RiskOf({ row }: Readonly<{ row: ProblemDebtor }>) {
  const reason = useReason()
  const t = useWords('figures')
  const reasons = row.risk.reasons.map(reason).join(' · ')
  return (
    <span title={reasons || t('no_reason')}>
      <RiskChip risk={row.risk.risk} />
    </span>
  )
}

function useColumns(): readonly Column<ProblemDebtor, Page>[] {
  const t = useWords('figures')
  return useMemo(
    () => [
      {
        id: 'customer',
        head: t('customer'),
        fixed: true,
        cell: (row) => <Bdi>{row.name}</Bdi>,
        foot: (first) => <Count value={first.total} />,
      },
      { id: 'risk', head: t('risk'), width: 150, cell: (row) => <RiskOf row={row} /> },
      { id: 'remedy', head: t('remedy'), width: 210, cell: (row) => t(`remedy_${row.remedy}`) },
      {
        id: 'usual',
        head: t('days_late'),
        num: true,
        width: 100,
        spare: true,
        cell: (row) =>
          row.usual === null ? (
            <span className="muted">—</span>
          ) : (
            <Count value={Math.round(row.usual)} />
          ),
      },
      {
        id: 'over90',
        head: t('over_90'),
        num: true,
        width: 140,
        spare: true,
        cell: (row) => <Money value={row.over90} dash />,
      },
      {
        id: 'overdue',
        head: t('overdue'),
        num: true,
        width: 150,
        cell: (row) => <Money value={row.overdue} strong />,
        foot: (first) => <Money value={first.sum} />,
      },
    ],
    [t],
  )
}

/** Who is late and at risk, or held up by something, each with what may help. */
export function DebtorsPage() {
  const t = useWords('figures')
  const filters = useMemo(
    () => [
      {
        kind: 'enum' as const,
        id: 'risk',
        label: t('risk'),
        options: Risk.options.map((value) => ({ value, label: t(`risk_${value}`) })),
      },
      {
        kind: 'enum' as const,
        id: 'remedy',
        label: t('remedy'),
        options: remedies.map((value) => ({ value, label: t(`remedy_${value}`) })),
      },
    ],
    [t],
  )
  return (
    <ListPageBox>
      <PageHead title={t('debtors')}>{t('debtors_hint')}</PageHead>
      <ReportTabs at="/reports/debtors" />
      <NarrowBar />
      <DataList
        name="problem-debtors"
        label={t('debtors')}
        source={useSource()}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => row.customerId}
        rowName={(row) => row.name}
        rowTo={(row) => `/customers/${row.customerId}`}
        phone={(row) => ({
          title: <Bdi>{row.name}</Bdi>,
          figure: <Money value={row.overdue} />,
          chip: <RiskOf row={row} />,
          sub: t(`remedy_${row.remedy}`),
        })}
        phoneFoot={(first) => <Money value={first.sum} />}
        empty={
          <Blank icon={<IconUserExclamation size={28} />} tone="brand" title={t('no_debtors')}>
            {t('no_debtors_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
