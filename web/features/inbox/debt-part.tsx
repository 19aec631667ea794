import { Button, Checkbox } from '@mantine/core'
import { IconCashBanknote, IconFileInvoice, IconFileText, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import type { InvoiceRow } from '#core/invoicing/api.ts'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { AgingLegend, AgingStrip } from '#web/ui/aging-strip.tsx'
import { Bones } from '#web/ui/blank.tsx'
import { Go } from '#web/ui/link.tsx'
import { StateChip } from '#web/ui/state-chip.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './inbox.module.css'
import { type Papers, PapersDialog } from './papers-dialog.tsx'
import type { SendView } from './use-send.ts'

type Props = Readonly<{ customerId: string; detail: ConversationDetail; sending: SendView }>

/** What they owe by lateness, the open invoices, and what can be sent about them on this thread. */
export function DebtPart({ customerId, detail, sending }: Props) {
  const may = useMay()
  return (
    <>
      <Balance customerId={customerId} />
      {may('invoicing.read') && (
        <OpenInvoices customerId={customerId} detail={detail} sending={sending} />
      )}
    </>
  )
}

function Balance({ customerId }: { customerId: string }) {
  const t = useWords('inbox')
  const { data } = useQuery(api.ledger.customerAging.queryOptions({ input: { id: customerId } }))
  const to = () => `/customers/${customerId}/statement?kind=open`
  if (!data) return <Bones rows={2} />
  if (data.rows.length === 0) return <section className={css['card']}>{t('no_debt')}</section>
  return data.rows.map(({ currency, buckets, total }) => (
    <section key={currency} className={css['card']}>
      <small>{t('balance')}</small>
      <Money value={total} size="title" strong />
      <AgingStrip buckets={buckets} to={to} />
      <AgingLegend buckets={buckets} to={to} compact />
    </section>
  ))
}

const shownFirst = 6

function OpenInvoices({ customerId, detail, sending }: Props) {
  const t = useWords('inbox')
  const [all, setAll] = useState(false)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [papers, setPapers] = useState<Papers | null>(null)
  const { data } = useQuery(
    api.invoicing.rows.queryOptions({
      input: { view: 'open', customerId, sort: 'due', direction: 'asc', limit: 50 },
    }),
  )
  if (!data) return <Bones rows={3} />
  const shown = all ? data.rows : data.rows.slice(0, shownFirst)
  const ticked = shown.filter(({ id }) => chosen.includes(id))
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  return (
    <section>
      <h3>{t('open_invoices')}</h3>
      {data.rows.length === 0 && <p className={css['hint']}>{t('no_open')}</p>}
      <ul className={css['pick']}>
        {shown.map((row) => (
          <Line
            key={row.id}
            row={row}
            ticked={ticked.includes(row)}
            onTick={() => toggle(row.id)}
          />
        ))}
      </ul>
      {!all && data.rows.length > shownFirst && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {t('show_more', { count: data.rows.length - shownFirst })}
        </Button>
      )}
      <Verbs
        customerId={customerId}
        ticked={ticked}
        mayAnswer={detail.mayAnswer}
        onPapers={setPapers}
      />
      {papers && (
        <PapersDialog
          papers={papers}
          customerId={customerId}
          detail={detail}
          sending={sending}
          onClose={() => setPapers(null)}
        />
      )}
    </section>
  )
}

type LineProps = Readonly<{ row: InvoiceRow; ticked: boolean; onTick: () => void }>
const Line = ({ row, ticked, onTick }: LineProps) => (
  <li>
    <Checkbox size="sm" checked={ticked} onChange={onTick} aria-label={row.number ?? row.id} />
    <Go to={`/invoices/${row.id}`} className="figure-link">
      {row.number && <Code>{row.number}</Code>}
    </Go>
    <Go to={`/invoices/${row.id}`} className="figure-link">
      <Money value={row.balance} bare strong />
    </Go>
    <span>
      <StateChip state={row.state} />
    </span>
  </li>
)

type VerbsProps = Readonly<{
  customerId: string
  ticked: readonly InvoiceRow[]
  mayAnswer: boolean
  onPapers: (papers: Papers) => void
}>

function Verbs({ customerId, ticked, mayAnswer, onPapers }: VerbsProps) {
  const t = useWords('inbox')
  const may = useMay()
  const none = ticked.length === 0
  return (
    <div className={css['acts']}>
      {mayAnswer && may('payments.link') && (
        <Button
          className={css['wide'] ?? ''}
          leftSection={<IconLink size={16} />}
          disabled={none}
          title={none ? t('tick_first') : undefined}
          onClick={() => onPapers({ kind: 'link', invoices: ticked })}
        >
          {t('send_link', { count: ticked.length })}
        </Button>
      )}
      {mayAnswer && (
        <Button
          variant="default"
          px={8}
          leftSection={<IconFileInvoice size={16} />}
          disabled={none}
          title={none ? t('tick_first') : undefined}
          onClick={() => onPapers({ kind: 'invoice', invoices: ticked })}
        >
          {t('send_invoice', { count: ticked.length })}
        </Button>
      )}
      {mayAnswer && (
        <Button
          variant="default"
          px={8}
          leftSection={<IconFileText size={16} />}
          onClick={() => onPapers({ kind: 'statement', invoices: [] })}
        >
          {t('send_statement')}
        </Button>
      )}
      {may('payments.record') && (
        <Button
          component={Go}
          to={`/payments/new?customer=${customerId}`}
          variant="default"
          px={8}
          leftSection={<IconCashBanknote size={16} />}
        >
          {t('record_payment')}
        </Button>
      )}
    </div>
  )
}
