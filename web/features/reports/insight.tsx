import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ContactChannel } from '#core/collections/desk/outcome.ts'
import type { Insight } from '#core/reports/insight-api.ts'
import { api } from '#web/client.ts'
import type { OfCustomer } from '#web/customer-slots.ts'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { RiskChip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Facts } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Percent } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { ExpectedDay } from './expected-day.tsx'
import css from './figures.module.css'
import { useReason } from './risk-reasons.tsx'

/** Days late in words: after the due day, before it, or on it. */
function useLate(): (days: number) => string {
  const t = useWords('figures')
  return (days) => {
    const count = Math.round(days)
    if (count === 0) return t('usual_on_time')
    return t(count > 0 ? 'usual_late' : 'usual_early', { days: Math.abs(count) })
  }
}

function Usual({ insight }: Readonly<{ insight: Insight }>) {
  const t = useWords('figures')
  const late = useLate()
  const { usual, invoices, companyMean } = insight
  if (usual === null || invoices === 0) return <span className="muted">{t('usual_none')}</span>
  return (
    <>
      {late(usual)}
      {companyMean !== null && (
        <small>{t('from_invoices', { invoices, company: late(companyMean) })}</small>
      )}
    </>
  )
}

function Trend({ insight: { trend, before, recent } }: Readonly<{ insight: Insight }>) {
  const t = useWords('figures')
  const late = useLate()
  if (trend === null) return null
  if (trend === 'steady') return <>{t('trend_steady')}</>
  return <>{t(`trend_${trend}`, { before: late(before ?? 0), recent: late(recent ?? 0) })}</>
}

function Best({ insight: { best } }: Readonly<{ insight: Insight }>) {
  const t = useWords('figures')
  const channel = ContactChannel.safeParse(best.channel?.key)
  if (!channel.success && !best.hours) return <span className="muted">{t('best_none')}</span>
  const from = Number(best.hours?.key ?? 0)
  const clock = (hour: number) => `\u2066${String(hour).padStart(2, '0')}:00\u2069`
  return (
    <>
      {channel.success && t(`channel_${channel.data}`)}{' '}
      {best.hours && t('best_hours', { from: clock(from), to: clock(from + 2) })}
    </>
  )
}

function useRows(
  insight: Insight,
  openPromises: number,
): readonly (readonly [string, ReactNode])[] {
  const t = useWords('figures')
  const format = useFormat()
  const { keep, disputes, onTime, trend } = insight
  return [
    [t('usual'), <Usual key="usual" insight={insight} />],
    ...(trend ? [[t('trend'), <Trend key="trend" insight={insight} />] as const] : []),
    ...(onTime === null
      ? []
      : [[t('on_time_share'), <Percent key="time" value={onTime} />] as const]),
    [
      t('word_kept'),
      keep.of === 0
        ? t('word_open', { count: openPromises })
        : t('keep_of', { kept: format.count(keep.kept), of: format.count(keep.of) }),
    ],
    [t('best_way'), <Best key="best" insight={insight} />],
    ...(disputes.inYear === 0
      ? []
      : [
          [
            t('disputes'),
            t('disputes_open', {
              all: format.count(disputes.inYear),
              open: format.count(disputes.open),
            }),
          ] as const,
        ]),
  ]
}

const mostShown = 5

/** How the customer pays, how far they are to be trusted and why, and when their invoices are expected. */
export function CustomerInsight({ customerId }: OfCustomer) {
  const { data } = useQuery(api.reports.insight.queryOptions({ input: { id: customerId } }))
  // One that is still to come has been neither kept nor broken.
  const may = useMay()
  const { data: open } = useQuery({
    ...api.collections.promises.queryOptions({
      input: { customerId, state: ['open'], sort: 'due_on', direction: 'asc', limit: 5 },
    }),
    enabled: may('collections.read') !== undefined,
  })
  if (!data || (data.invoices === 0 && data.items.length === 0)) return null
  return <InsightCard insight={data} openPromises={open?.total ?? 0} />
}

type CardProps = Readonly<{ insight: Insight; openPromises: number }>

function InsightCard({ insight, openPromises }: CardProps) {
  const t = useWords('figures')
  const reason = useReason()
  const rows = useRows(insight, openPromises)
  const { risk, remedy, items } = insight
  return (
    <section className={css['insight']}>
      <h2>{t('insight')}</h2>
      <div className={css['risk']}>
        <RiskChip risk={risk.risk} />
      </div>
      <ul className={css['why']}>
        {risk.reasons.map((each) => (
          <li key={each.code}>{reason(each)}</li>
        ))}
        {risk.reasons.length === 0 && <li>{t('no_reason')}</li>}
        {remedy && risk.risk !== 'low' && (
          <li>
            {t('remedy')}: {t(`remedy_${remedy}`)}
          </li>
        )}
      </ul>
      <Facts rows={rows} />
      {items.length > 0 && (
        <>
          <h2>{t('expected_invoices')}</h2>
          <ul className={css['days']}>
            {items.slice(0, mostShown).map(({ itemId, invoiceId, number, balance, day, why }) => (
              <li key={itemId}>
                {invoiceId ? (
                  <Go to={`/invoices/${invoiceId}`} className="link">
                    <Code>{number}</Code>
                  </Go>
                ) : (
                  <Code>{number}</Code>
                )}
                <ExpectedDay day={day} />
                <small>
                  <Money value={balance} /> · {t(`why_${why}`)}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
