import { Button } from '@mantine/core'
import {
  IconCashBanknote,
  IconCheck,
  IconFileImport,
  IconFileInvoice,
  IconPlayerPause,
  IconPlus,
  IconSend,
  IconUserCheck,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { currencySymbol } from '#core/format.ts'
import { type InvoiceRow, InvoiceView } from '#core/invoicing/api.ts'
import { Currency } from '#core/money.ts'
import { api } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useMe } from '#web/me.tsx'
import { stringifySearch, useGo, useSearchText } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Blank } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { DataList, ListPageBox } from '#web/ui/list/data-list.tsx'
import type { FilterDef } from '#web/ui/list/filter.ts'
import type { BulkAction, Selection } from '#web/ui/list/model.ts'
import { SavedViews } from '#web/ui/list/saved-views.tsx'
import { PageHead } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers, useOwners } from '../contacts/index.ts'
import { BulkPost, BulkSend } from './bulk.tsx'
import { BulkOwner, BulkPause } from './bulk-chase.tsx'
import { InvoiceNumber, RowState, useInvoiceColumns } from './invoice-columns.tsx'
import { exportAddress, sourceOf, viewOf } from './invoices-source.ts'

type Picked = Selection<InvoiceRow>
const dialogs = { send: BulkSend, post: BulkPost, pause: BulkPause, owner: BulkOwner } as const
type Verb = keyof typeof dialogs

/** Who owes what, since when: the list of all documents. */
export function InvoicesPage() {
  const t = useWords('invoicing')
  const may = useMay()
  const [search] = useSearchText()
  const view = viewOf(search)
  const source = useMemo(() => sourceOf(view), [view])
  const columns = useInvoiceColumns()
  const filters = useInvoiceFilters()
  const [bulk, setBulk] = useState<{ verb: Verb; of: Picked }>()
  const actions = useBulkActions(view, setBulk)
  const Dialog = bulk && dialogs[bulk.verb]
  const money = useFormat()
  return (
    <ListPageBox>
      <PageHead title={t('invoices')} actions={<HeadActions />} />
      <InvoiceViews />
      <DataList
        name="invoices"
        label={t('invoices')}
        source={source}
        columns={columns}
        rowKey={(row) => row.id}
        rowName={(row) => row.number ?? row.customer.name}
        rowTo={(row) => `/invoices/${row.id}`}
        searchLabel={t('find')}
        firstSort={view === 'paid' || view === 'all' || view === 'drafts' ? '-issued' : 'due'}
        filters={filters}
        phone={(row) => ({
          title: <Bdi>{row.customer.name}</Bdi>,
          figure: <Money value={row.state.document === 'draft' ? row.gross : row.balance} bare />,
          chip: <RowState row={row} />,
          sub: <InvoiceNumber row={row} />,
        })}
        phoneFoot={(page) => (
          <>
            <span>{t('count', { count: page.total })}</span>
            {page.sums.map(({ balance }) => (
              <span key={balance.currency}>
                {t('balance')} <Money value={balance} strong />
              </span>
            ))}
          </>
        )}
        {...(actions.length > 0 && { bulk: actions })}
        bulkSummary={(rows) =>
          totalsOf(rows)
            .map((sum) => money.money(sum))
            .join('، ')
        }
        {...(may('invoicing.export') && { exportTo: (ask) => exportAddress(view, ask) })}
        empty={<NoInvoices view={view} />}
      />
      {bulk && Dialog && <Dialog view={view} of={bulk.of} onClose={() => setBulk(undefined)} />}
    </ListPageBox>
  )
}

/** Where one payment for these invoices is written; nowhere when they are not one customer's. */
function paymentOf({ all, rows }: Picked): string | undefined {
  const open = rows.filter(({ balance, state }) => balance.minor > 0 && state.document === 'posted')
  const [first] = open
  const one = open.every(
    ({ customer, balance }) =>
      customer.id === first?.customer.id && balance.currency === first.balance.currency,
  )
  if (all || !first || !one) return undefined
  const invoices = open.map(({ id }) => id).join(',')
  return `/payments/new${stringifySearch({ customer: first.customer.id, invoices })}`
}

/** What is ticked, added up by currency. */
function totalsOf(rows: readonly InvoiceRow[]) {
  const sums = new Map<Currency, number>()
  for (const { balance, gross, state } of rows) {
    const { minor, currency } = state.document === 'draft' ? gross : balance
    sums.set(currency, (sums.get(currency) ?? 0) + minor)
  }
  return [...sums].map(([currency, minor]) => ({ minor, currency }))
}

function useBulkActions(
  view: InvoiceView,
  setBulk: (bulk: { verb: Verb; of: Picked }) => void,
): BulkAction<InvoiceRow>[] {
  const t = useWords('invoicing')
  const may = useMay()
  const go = useGo()
  const post: BulkAction<InvoiceRow> = {
    id: 'post',
    label: t('post'),
    icon: <IconCheck size={16} />,
    run: (of) => setBulk({ verb: 'post', of }),
  }
  const send: BulkAction<InvoiceRow> = {
    id: 'send',
    label: t('preview_sending'),
    icon: <IconSend size={16} className="mirror" />,
    run: (of) => setBulk({ verb: 'send', of }),
  }
  const pay: BulkAction<InvoiceRow> = {
    id: 'pay',
    label: t('pay_many'),
    icon: <IconCashBanknote size={16} />,
    run: (of) => {
      const to = paymentOf(of)
      if (to) go(to)
      else toast.failed(t('one_customer'))
    },
  }
  const pause: BulkAction<InvoiceRow> = {
    id: 'pause',
    label: t('pause_many'),
    icon: <IconPlayerPause size={16} />,
    run: (of) => setBulk({ verb: 'pause', of }),
  }
  const owner: BulkAction<InvoiceRow> = {
    id: 'owner',
    label: t('owner_many'),
    icon: <IconUserCheck size={16} />,
    run: (of) => setBulk({ verb: 'owner', of }),
  }
  const drafts = view === 'drafts'
  const able = (allowed: unknown, action: BulkAction<InvoiceRow>) => (allowed ? [action] : [])
  // Four at most: with all documents in view, who looks after them is the one left out.
  return [
    ...able(may('invoicing.post') && (drafts || view === 'all'), post),
    ...able(may('invoicing.send') && !drafts, send),
    ...able(may('payments.record') && !drafts && view !== 'paid', pay),
    ...able(may('collections.pause') && !drafts && view !== 'paid', pause),
    ...able(may('contacts.change') && view !== 'all', owner),
  ]
}

function HeadActions() {
  const t = useWords('invoicing')
  const may = useMay()
  return (
    <>
      {may('importing.run') && (
        <Button
          component={Go}
          to="/import"
          variant="default"
          leftSection={<IconFileImport size={16} />}
          visibleFrom="sm"
        >
          {t('import')}
        </Button>
      )}
      {may('invoicing.draft') && (
        <Button component={Go} to="/invoices/new" leftSection={<IconPlus size={16} />}>
          {t('new_invoice')}
        </Button>
      )}
    </>
  )
}

function InvoiceViews() {
  const t = useWords('invoicing')
  const { data } = useQuery(api.invoicing.counts.queryOptions({ input: {} }))
  return (
    <SavedViews
      list="invoices"
      path="/invoices"
      views={InvoiceView.options.map((id) => ({
        id,
        label: t(`view_${id}`),
        search: { in: id },
        ...(data && { count: data.counts[id] ?? 0 }),
      }))}
    />
  )
}

function NoInvoices({ view }: { view: InvoiceView }) {
  const t = useWords('invoicing')
  const go = useGo()
  const may = useMay()
  const { data } = useQuery(api.invoicing.counts.queryOptions({ input: {} }))
  const some = data !== undefined && (data.counts.all ?? 0) > 0
  if (some)
    return (
      <Blank icon={<IconCheck size={30} />} title={t(`none_${view}`)}>
        {t('none_hint')}
      </Blank>
    )
  return (
    <Blank
      icon={<IconFileInvoice size={30} />}
      title={t('empty')}
      actions={
        may('invoicing.draft') && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => go('/invoices/new')}>
            {t('new_invoice')}
          </Button>
        )
      }
    >
      {t('empty_hint')}
    </Blank>
  )
}

function useInvoiceFilters(): FilterDef[] {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const { language } = usePreferences()
  const { company } = useMe()
  const { options } = useOwners()
  return useMemo(() => {
    const some = (values: readonly (readonly [string, string])[]) =>
      values.map(([value, label]) => ({ value, label }))
    return [
      { kind: 'pick', id: 'customer', label: t('customer'), load: loadCustomers },
      {
        ...{ kind: 'enum', id: 'settlement', label: t('settlement') },
        options: some([
          ['unpaid', ui('unpaid')],
          ['partly', ui('partly')],
          ['paid', ui('paid')],
        ]),
      },
      {
        ...{ kind: 'enum', id: 'timing', label: t('timing') },
        options: some([
          ['not_due', t('not_due')],
          ['due_today', ui('due_today')],
          ['overdue', t('late')],
        ]),
      },
      {
        ...{ kind: 'enum', id: 'bucket', label: t('bucket') },
        options: some([
          ['not_due', ui('bucket_0')],
          ['days_1_30', ui('bucket_1')],
          ['days_31_60', ui('bucket_2')],
          ['days_61_90', ui('bucket_3')],
          ['days_over_90', ui('bucket_4')],
        ]),
      },
      {
        ...{ kind: 'enum', id: 'document', label: t('document') },
        options: some([
          ['draft', ui('draft')],
          ['posted', t('posted')],
          ['void', ui('void')],
        ]),
      },
      {
        ...{ kind: 'enum', id: 'kind', label: t('kind') },
        options: some([
          ['invoice', t('invoice')],
          ['credit_note', t('credit_note')],
          ['debit_note', t('debit_note')],
          ['opening', t('opening')],
        ]),
      },
      { kind: 'days', id: 'issued', label: t('issued') },
      { kind: 'days', id: 'due', label: t('due') },
      { kind: 'money', id: 'amount', label: t('total'), currency: company.baseCurrency },
      { kind: 'enum', id: 'owner', label: t('owner'), options },
      {
        ...{ kind: 'enum', id: 'currency', label: t('currency') },
        options: Currency.options.map((value) => ({
          value,
          label: currencySymbol(value, language),
        })),
      },
    ]
  }, [t, ui, language, company.baseCurrency, options])
}
