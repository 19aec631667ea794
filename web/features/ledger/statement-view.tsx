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
import { Chip, type Tone } from '#web/ui/chip.tsx'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Go } from '#web/ui/link.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code, Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { documentPath, useDocumentName } from './document-name.ts'
import css from './ledger.module.css'
import { SendStatement } from './send-statement.tsx'

type Movement = StatementSection['movements'][number]
type Item = StatementSection['openItems'][number]

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

function What({
  row,
}: {
  row: Pick<Movement, 'documentKind' | 'documentId' | 'number'> & {
    reversal?: boolean
    memo?: string | null
  }
}) {
  const nameOf = useDocumentName()
  const to = documentPath(row.documentKind, row.documentId)
  return (
    <span className={css['what']}>
      {nameOf(row.documentKind, row.reversal)}
      {to ? (
        <Go to={to} className="link">
          <Code>{row.number}</Code>
        </Go>
      ) : (
        <Code>{row.number}</Code>
      )}
      {row.memo && <span className="muted">{row.memo}</span>}
    </span>
  )
}

type Part = Readonly<{ section: StatementSection; unit: string; from: string }>

function ActivityTable({ section, unit, from }: Part) {
  const t = useWords('ledger')
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('posted_on')}</th>
            <th scope="col">{t('description')}</th>
            {(['debit', 'credit', 'balance'] as const).map((side) => (
              <th key={side} scope="col" className="num">
                {t(side)} ({unit})
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <Day value={from} />
            </td>
            <th scope="row">{t('opening')}</th>
            <td className="num muted">—</td>
            <td className="num muted">—</td>
            <td className="num">
              <Money value={section.opening} bare strong />
            </td>
          </tr>
          {section.movements.map((row) => (
            <tr key={row.lineId}>
              <td>
                <Day value={row.postedOn} />
              </td>
              <td>
                <What row={row} />
              </td>
              <td className="num">
                <Money value={row.debit} bare dash />
              </td>
              <td className="num">
                <Money value={row.credit} bare dash />
              </td>
              <td className="num">
                <Money value={row.balance} bare strong />
              </td>
            </tr>
          ))}
          {section.movements.length === 0 && (
            <tr>
              <td colSpan={5} className="muted">
                {t('no_movement')}
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={2}>{t('closing')}</td>
            <td className="num">
              <Money value={section.debit} bare />
            </td>
            <td className="num">
              <Money value={section.credit} bare />
            </td>
            <td className="num">
              <Money value={section.closing} bare />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function ActivityList({ section, from }: Part) {
  const t = useWords('ledger')
  return (
    <>
      <ul className={css['phone']}>
        <li>
          <b>{t('opening')}</b>
          <Money value={section.opening} strong />
          <small>
            <Day value={from} />
          </small>
        </li>
        {section.movements.map((row) => (
          <li key={row.lineId}>
            <What row={row} />
            <Money value={row.balance} bare strong />
            <small>
              <Day value={row.postedOn} />
            </small>
            <small>
              <Money value={{ ...row.debit, minor: row.debit.minor - row.credit.minor }} bare />
            </small>
          </li>
        ))}
      </ul>
      {section.movements.length === 0 && (
        <p className={`muted ${css['phoneFoot']}`}>{t('no_movement')}</p>
      )}
      <p className={css['phoneFoot']}>
        {t('closing')} <Money value={section.closing} />
      </p>
    </>
  )
}

const tones: readonly Tone[] = ['plain', 'late1', 'late2', 'late3', 'late4']
const places = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90'] as const

/** How late an open item is, in its bucket's colour. */
export function Lateness({ item }: { item: Pick<Item, 'daysLate' | 'bucket' | 'balance'> }) {
  const t = useWords('ledger')
  if (item.balance.minor < 0) return <Chip>{t('credit_balance')}</Chip>
  if (item.daysLate <= 0) return <Chip>{t('not_late')}</Chip>
  return (
    <Chip tone={tones[places.indexOf(item.bucket)] ?? 'plain'}>
      {t('late', { days: item.daysLate })}
    </Chip>
  )
}

function ItemTable({ section, unit }: Omit<Part, 'from'>) {
  const t = useWords('ledger')
  if (section.openItems.length === 0) return <p className={css['phoneFoot']}>{t('no_open')}</p>
  return (
    <div className={css['scroll']}>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('document')}</th>
            <th scope="col">{t('posted_on')}</th>
            <th scope="col">{t('due_on')}</th>
            <th scope="col" />
            <th scope="col" className="num">
              {t('amount')} ({unit})
            </th>
            <th scope="col" className="num">
              {t('left')} ({unit})
            </th>
          </tr>
        </thead>
        <tbody>
          {section.openItems.map((item) => (
            <tr key={item.id}>
              <td>
                <What row={item} />
              </td>
              <td>
                <Day value={item.postedOn} />
              </td>
              <td>
                <Day value={item.dueOn} />
              </td>
              <td>
                <Lateness item={item} />
              </td>
              <td className="num">
                <Money value={item.amount} bare />
              </td>
              <td className="num">
                <Money value={item.balance} bare strong />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={5}>{t('total')}</td>
            <td className="num">
              <Money value={section.aging.total} bare />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function ItemList({ section }: Omit<Part, 'from'>) {
  const t = useWords('ledger')
  if (section.openItems.length === 0) return <p className={css['phoneFoot']}>{t('no_open')}</p>
  return (
    <>
      <ul className={css['phone']}>
        {section.openItems.map((item) => (
          <li key={item.id}>
            <What row={item} />
            <Money value={item.balance} bare strong />
            <small>
              <Day value={item.dueOn} />
            </small>
            <Lateness item={item} />
          </li>
        ))}
      </ul>
      <p className={css['phoneFoot']}>
        {t('total')} <Money value={section.aging.total} />
      </p>
    </>
  )
}
