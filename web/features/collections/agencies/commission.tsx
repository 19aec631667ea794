import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Commission, Month } from '#core/collections/agency-money-api.ts'
import type { api } from '#web/client.ts'
import { useToday } from '#web/me.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { Section } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './agencies.module.css'
import { Download } from './parts.tsx'

type Props = Readonly<{
  load: (
    month: string,
  ) => ReturnType<
    | typeof api.collections.commission.queryOptions
    | typeof api.collections.ownCommission.queryOptions
  >
  fileOf?: (month: string, format: 'csv' | 'pdf') => string
  /** Each line opens its payment. */
  linked?: boolean
}>

/** What an agency earned in a month (كشف العمولة). */
export function CommissionPart({ load, fileOf, linked = false }: Props) {
  const t = useWords('agencies')
  const [month, setMonth] = useState(useToday().slice(0, 7))
  const { data, error, refetch } = useQuery<Commission>({
    queryKey: load(month).queryKey,
    queryFn: load(month).queryFn as () => Promise<Commission>,
  })
  return (
    <Section
      title={t('commission')}
      actions={
        <div className={css['acts']}>
          <TextInput
            type="month"
            aria-label={t('month')}
            value={month}
            onChange={({ currentTarget: { value } }) =>
              Month.safeParse(value).success && setMonth(value)
            }
          />
          {fileOf && <Download to={fileOf(month, 'csv')}>{t('csv')}</Download>}
          {fileOf && <Download to={fileOf(month, 'pdf')}>{t('pdf')}</Download>}
        </div>
      }
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={3} />}
      {data?.sections.length === 0 && <p className="muted">{t('commission_none')}</p>}
      {data?.sections.map((section) => (
        <Lines key={section.currency} section={section} linked={linked} />
      ))}
    </Section>
  )
}

function Lines({ section, linked }: { section: Commission['sections'][number]; linked: boolean }) {
  const t = useWords('agencies')
  const sums = [
    ['received', section.received],
    ['earned', section.commission],
    ['vat_sum', section.vat],
    ['due_agency', section.total],
  ] as const
  return (
    <>
      <ul className={css['lines']}>
        {section.rows.map((row) => (
          <li key={`${row.paymentId}${row.referralId}`} className={css['line']}>
            <div>
              {linked ? (
                <Go to={`/payments/${row.paymentId}`}>
                  <Code>{row.number}</Code>
                </Go>
              ) : (
                <Code>{row.number}</Code>
              )}
              <small>
                <Bdi>{row.customerName}</Bdi> · <Day value={row.paidOn} /> · {t(`place_${row.to}`)}
              </small>
            </div>
            <Money value={row.amount} />
            <Money value={row.commission} strong />
          </li>
        ))}
      </ul>
      <div className={css['sums']}>
        {sums.map(([key, money]) => (
          <div key={key}>
            <span>{t(key)}</span>
            <Money value={money} strong />
          </div>
        ))}
      </div>
    </>
  )
}
