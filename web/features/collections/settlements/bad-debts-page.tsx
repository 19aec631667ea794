import { IconCheck, IconHelp, IconMinus, IconReceiptTax, IconX } from '@tabler/icons-react'
import {
  type BadDebtCondition,
  badDebtConditions,
  badDebtStandings,
} from '#core/collections/bad-debt.ts'
import type { BadDebtRow } from '#core/collections/bad-debt-api.ts'
import type { Money as Amount } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { stringifySearch } from '#web/place.ts'
import { Blank } from '#web/ui/blank.tsx'
import { Chip, type Tone } from '#web/ui/chip.tsx'
import type { Column } from '#web/ui/list/column.ts'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import { manyOf } from '#web/ui/list/filter.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import { type Ask, type ListPage, type ListSource, useAsk } from '#web/ui/list/source.ts'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { Download } from '../agencies/parts.tsx'
import css from './bad-debts.module.css'

type Page = ListPage<BadDebtRow> & { vat: Amount; ready: Amount }

function filterOf({ filters }: Pick<Ask, 'filters'>) {
  const chosen = manyOf(filters['standing'])
  const standing = badDebtStandings.filter((each) => chosen.includes(each))
  return {
    ...(standing.length > 0 && { standing }),
    ...(filters['customer'] && { customerId: filters['customer'] }),
  }
}

const source: ListSource<BadDebtRow, Page> = {
  key: api.collections.badDebts.key(),
  load: ({ cursor, limit, ...ask }, signal) =>
    client.collections.badDebts(
      { ...filterOf(ask), limit, ...(cursor ? { cursor } : {}) },
      { signal },
    ),
}

/** The file of what the list shows: the same filters, as an address. */
function addressOf(ask: Ask): string {
  const { standing = [], customerId } = filterOf(ask)
  return `/api/v1/bad-debts/file${stringifySearch({
    customerId,
    ...Object.fromEntries(standing.map((each, place) => [`standing[${place}]`, each])),
  })}`
}

const tones: Readonly<Record<BadDebtRow['standing'], Tone>> = {
  ready: 'good',
  check: 'info',
  lacks: 'plain',
}
/** As wide as what it may say: the day on which a debt is a year old names its year. */
const widths = { reported: 96, age: 162, written_off: 106, told: 104, legal: 98 }
const icons = { holds: IconCheck, lacks: IconX, check: IconHelp, not_needed: IconMinus }

/** Whether a condition holds, in a mark and a word: since when, or from when on. */
function Condition({ of: { answer, on, code } }: { of: BadDebtCondition }) {
  const t = useWords('settlements')
  const format = useFormat()
  const Icon = icons[answer]
  const day = on === null ? null : format.day(on)
  const said = () => {
    if (answer === 'holds') return day ?? t('answer_holds')
    if (answer === 'lacks' && day !== null && code !== 'told') return t('answer_from', { day })
    return t(`answer_${answer}`)
  }
  return (
    <span className={css['condition']} data-answer={answer}>
      <Icon size={15} aria-label={t(`answer_${answer}`)} />
      {said()}
    </span>
  )
}

const Standing = ({ row }: { row: BadDebtRow }) => {
  const t = useWords('settlements')
  return <Chip tone={tones[row.standing]}>{t(`standing_${row.standing}`)}</Chip>
}

function useColumns(): Column<BadDebtRow, Page>[] {
  const t = useWords('settlements')
  return [
    {
      id: 'customer',
      head: t('customer'),
      fixed: true,
      cell: (row) => <Bdi>{row.customerName}</Bdi>,
    },
    { id: 'number', head: t('number'), width: 140, cell: (row) => <Code>{row.number}</Code> },
    {
      id: 'standing',
      head: t('standing'),
      width: 92,
      cell: (row) => <Standing row={row} />,
    },
    ...badDebtConditions.map((code) => ({
      id: code,
      head: t(`condition_${code}`),
      width: widths[code],
      ...(code === 'reported' && { spare: true }),
      cell: ({ conditions }: BadDebtRow) => {
        const found = conditions.find((each) => each.code === code)
        return found ? <Condition of={found} /> : null
      },
    })),
    {
      id: 'unpaid',
      head: t('unpaid'),
      width: 112,
      num: true,
      cell: (row) => <Money value={row.unpaid} />,
    },
    {
      id: 'vat',
      head: t('its_vat'),
      width: 114,
      num: true,
      cell: (row) => <Money value={row.vat} strong />,
      foot: ({ vat }) => <Money value={vat} strong />,
    },
  ]
}

/** What lacks for the tax of a debt, in words: all that a phone has room for. */
function Lacking({ row }: { row: BadDebtRow }) {
  const t = useWords('settlements')
  const lacks = row.conditions.filter(({ answer }) => answer === 'lacks')
  if (lacks.length === 0) return <Code>{row.number}</Code>
  const list = lacks.map(({ code }) => t(`condition_${code}`)).join(t('comma'))
  return <>{t('lacking', { list })}</>
}

/** The debts whose VAT may be taken off a return, and what each still lacks. */
export function BadDebtsPage() {
  const t = useWords('settlements')
  const { ask } = useAsk(['standing', 'customer'])
  return (
    <ListPageBox>
      <PageHead
        title={t('bad_debts')}
        actions={<Download to={addressOf(ask)}>{t('csv')}</Download>}
      >
        {t('bad_debts_hint')}
      </PageHead>
      <SavedViews
        list="bad-debts"
        path="/settlements/bad-debts"
        views={[
          { id: 'all', label: t('view_all'), search: {} },
          { id: 'ready', label: t('standing_ready'), search: { standing: 'ready' } },
          { id: 'check', label: t('standing_check'), search: { standing: 'check' } },
          { id: 'lacks', label: t('standing_lacks'), search: { standing: 'lacks' } },
        ]}
      />
      <DataList
        name="bad-debts"
        label={t('bad_debts')}
        source={source}
        columns={useColumns()}
        rowKey={(row) => row.invoiceId}
        rowName={(row) => row.number}
        rowTo={(row) => `/invoices/${row.invoiceId}`}
        filters={[
          {
            kind: 'enum',
            id: 'standing',
            label: t('standing'),
            many: true,
            options: badDebtStandings.map((value) => ({
              value,
              label: t(`standing_${value}`),
            })),
          },
          { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
        ]}
        phone={(row) => ({
          title: <Bdi>{row.customerName}</Bdi>,
          figure: <Money value={row.vat} />,
          chip: <Standing row={row} />,
          sub: <Lacking row={row} />,
        })}
        empty={
          <Blank icon={<IconReceiptTax size={30} />} title={t('bad_debts_none')}>
            {t('bad_debts_none_hint')}
          </Blank>
        }
      />
    </ListPageBox>
  )
}
