import { Button, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconDownload, IconTable } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { addDays, isDay } from '#core/day.ts'
import { currencySymbol } from '#core/format.ts'
import type { Bucket } from '#core/ledger/aging.ts'
import type { Statement, StatementKind, StatementSection } from '#core/ledger/api.ts'
import { api } from '#web/client.ts'
import { BesideBalance } from '#web/customer-marks.tsx'
import { useToday } from '#web/me.tsx'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { AgingLegend, AgingStrip } from '#web/ui/aging-strip.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { useWords } from '#web/words.ts'
import css from './ledger.module.css'
import { SendStatement } from './send-statement.tsx'
import { ActivityList, ActivityTable } from './statement-activity.tsx'
import { ItemList, ItemTable } from './statement-items.tsx'

/** A customer's statement: its period, its kind, its sections, and both files of it. */
export function StatementView({
  customerId,
  alone = false,
}: Readonly<{ customerId: string; alone?: boolean }>) {
  const t = useWords('ledger')
  const today = useToday()
  const [search, change] = useSearchText()
  const kind: StatementKind = search['kind'] === 'open' ? 'open' : 'activity'
  const to = isDay(search['to'] ?? '') ? (search['to'] ?? today) : today
  const from = isDay(search['from'] ?? '') ? (search['from'] ?? today) : addDays(to, -180)
  const input = { id: customerId, from: from < to ? from : to, to, kind }
  const { data, error, refetch } = useQuery({
    ...api.ledger.statement.queryOptions({ input }),
    placeholderData: keepPreviousData,
  })
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  const file = (ending: string) =>
    `/api/v1/customers/${customerId}/statement.${ending}${stringifySearch({ from: input.from, to, kind })}`
  return (
    <div>
      <div className={css['bar']}>
        <SegmentedControl
          aria-label={t('statement_kind')}
          value={kind}
          onChange={(next) => change({ kind: next === 'open' ? next : null })}
          data={[
            { value: 'activity', label: t('activity') },
            { value: 'open', label: t('open_items') },
          ]}
        />
        {kind === 'activity' && (
          <div className={css['day']}>
            <DateInput label={t('from')} value={from} onChange={(day) => change({ from: day })} />
          </div>
        )}
        <div className={css['day']}>
          <DateInput
            label={kind === 'open' ? t('as_of') : t('to')}
            value={to}
            onChange={(day) => change({ to: day })}
          />
        </div>
        <div className={css['end']}>
          <SendStatement which={{ customerId, from: input.from, to, kind }} />
          <Button
            component="a"
            href={file('pdf')}
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t('pdf')}
          </Button>
          <Button
            component="a"
            href={file('xlsx')}
            download
            variant="default"
            leftSection={<IconTable size={16} />}
          >
            {t('sheet')}
          </Button>
        </div>
      </div>
      {to === today && (
        <div className={css['beside']}>
          <BesideBalance customerId={customerId} />
        </div>
      )}
      {data ? (
        data.sections.map((section) => (
          <Section
            key={section.currency}
            section={section}
            statement={data}
            id={customerId}
            // The record's own band shows the aging of today.
            strip={kind === 'open' && (alone || to !== today)}
          />
        ))
      ) : (
        <Bones rows={8} />
      )}
    </div>
  )
}

type SectionProps = Readonly<{
  section: StatementSection
  statement: Statement
  id: string
  strip: boolean
}>

function Section({ section, statement, id, strip }: SectionProps) {
  const { language } = usePreferences()
  const narrow = useMediaQuery('(max-width: 768px)', false, { getInitialValueInEffect: false })
  const { aging, currency } = section
  const to = (bucket: Bucket) =>
    `/aging/items${stringifySearch({ customer: id, bucket, currency })}`
  const open = statement.kind === 'open'
  const Activity = narrow ? ActivityList : ActivityTable
  const Items = narrow ? ItemList : ItemTable
  const unit = currencySymbol(currency, language)
  return (
    <section aria-label={unit}>
      {aging.total.minor !== 0 && strip && (
        <div className={css['band']}>
          <AgingStrip buckets={aging.buckets} to={to} />
          <AgingLegend buckets={aging.buckets} to={to} />
        </div>
      )}
      {open ? (
        <Items section={section} unit={unit} />
      ) : (
        <Activity section={section} unit={unit} from={statement.from} />
      )}
    </section>
  )
}
