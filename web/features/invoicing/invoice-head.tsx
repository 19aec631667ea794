import { Button } from '@mantine/core'
import {
  IconAlertCircle,
  IconCalendar,
  IconCheck,
  IconDownload,
  IconFileMinus,
  IconFilePlus,
  IconHandStop,
  IconLink,
  IconPencil,
  IconSend,
  IconTrash,
  IconTruckDelivery,
  IconUser,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Invoice } from '#core/invoicing/api.ts'
import { client } from '#web/client.ts'
import { DisputeDialog, PromiseDialog } from '#web/customer-dialog.tsx'
import { CustomerMarks } from '#web/customer-marks.tsx'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Chip } from '#web/ui/chip.tsx'
import { Go } from '#web/ui/link.tsx'
import { Question } from '#web/ui/question.tsx'
import { RecordHeader } from '#web/ui/record/record.tsx'
import { type MenuItem, RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi, Day } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { OverrideField } from '../credit/index.ts'
import { DatesDialog } from './dates-dialog.tsx'
import { RowState } from './invoice-columns.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { SendDialog } from './send-dialog.tsx'
import { useChange } from './use-change.ts'

type Asked = 'post' | 'delete' | 'credit' | 'debit' | 'send' | 'dates' | 'promise' | 'dispute'
type Props = Readonly<{ invoice: Invoice; asking: boolean; onAsked: () => void }>

/** Which document it is, how it stands, and the one thing to do next. */
export function InvoiceHead({ invoice, asking, onAsked }: Props) {
  const t = useWords('invoicing')
  const [asked, setAsked] = useState<Asked>()
  const isDraft = invoice.state.document === 'draft'
  const open = asked ?? (asking && isDraft ? 'post' : undefined)
  const close = () => {
    setAsked(undefined)
    if (asking) onAsked()
  }
  return (
    <>
      <RecordHeader
        name={invoice.number ?? t('draft_of_invoice')}
        plain
        chips={
          <>
            <RowState row={invoice} />
            <CustomerMarks customerId={invoice.customer.id} />
            {invoice.kind !== 'invoice' && <Chip>{t(invoice.kind)}</Chip>}
            {!isDraft && invoice.kind === 'invoice' && !invoice.sentAt && (
              <Chip>{t('never_sent')}</Chip>
            )}
          </>
        }
        facts={
          <>
            <span>
              <IconUser size={15} aria-hidden="true" />
              <Go to={`/customers/${invoice.customer.id}`} className="link">
                <Bdi>{invoice.customer.name}</Bdi>
              </Go>
            </span>
            <span>
              <IconCalendar size={15} aria-hidden="true" />
              {isDraft ? t('issued') : t('issued_on')} <Day value={invoice.issuedOn} full />
            </span>
            {invoice.kind !== 'credit_note' && (
              <span>
                {isDraft ? t('due') : t('due_on')} <Day value={invoice.dueOn} full />
              </span>
            )}
          </>
        }
        actions={<Actions invoice={invoice} onAsk={setAsked} />}
      />
      <PostQuestion invoice={invoice} open={open === 'post'} onClose={close} />
      <DeleteQuestion invoice={invoice} open={open === 'delete'} onClose={close} />
      {(open === 'credit' || open === 'debit') && (
        <NoteDialog invoice={invoice} kind={open} onClose={close} />
      )}
      {open === 'send' && <SendDialog invoice={invoice} onClose={close} />}
      {open === 'dates' && <DatesDialog invoice={invoice} onClose={close} />}
      {open === 'promise' && (
        <PromiseDialog customerId={invoice.customer.id} invoiceId={invoice.id} onClose={close} />
      )}
      {open === 'dispute' && (
        <DisputeDialog customerId={invoice.customer.id} invoiceId={invoice.id} onClose={close} />
      )}
    </>
  )
}

const pdfAddress = (invoice: Invoice) => `/api/v1/invoices/${invoice.id}/pdf`

function Actions({ invoice, onAsk }: { invoice: Invoice; onAsk: (asked: Asked) => void }) {
  const t = useWords('invoicing')
  const may = useMay()
  const go = useGo()
  const { document } = invoice.state
  const items = useMenu(invoice, onAsk)
  const icon = (node: ReactNode) => ({ leftSection: node })
  if (document === 'draft')
    return (
      <>
        {may('invoicing.post') && (
          <Button {...icon(<IconCheck size={16} />)} onClick={() => onAsk('post')}>
            {t('post')}
          </Button>
        )}
        {may('invoicing.draft') && (
          <Button
            variant="default"
            {...icon(<IconPencil size={16} />)}
            onClick={() => go(`/invoices/${invoice.id}/edit`)}
          >
            {t('edit')}
          </Button>
        )}
        <RowMenu name={t('draft_of_invoice')} items={items} />
      </>
    )
  return (
    <>
      {may('invoicing.send') && document === 'posted' && (
        <Button {...icon(<IconSend size={16} className="mirror" />)} onClick={() => onAsk('send')}>
          {t('send')}
        </Button>
      )}
      {invoice.seller && (
        <Button
          component="a"
          href={pdfAddress(invoice)}
          target="_blank"
          rel="noreferrer"
          variant="default"
          {...icon(<IconDownload size={16} />)}
        >
          {t('pdf')}
        </Button>
      )}
      <RowMenu name={invoice.number ?? ''} items={items} />
    </>
  )
}

function useMenu(invoice: Invoice, onAsk: (asked: Asked) => void): MenuItem[] {
  const t = useWords('invoicing')
  const may = useMay()
  const copy = useChange(
    () => client.invoicing.payLink({ id: invoice.id }),
    ({ url }) => {
      void navigator.clipboard.writeText(url)
      toast.said(t('link_copied'), url)
    },
  )
  const { document } = invoice.state
  if (document === 'draft')
    return may('invoicing.draft')
      ? [{ label: t('delete_draft'), icon: IconTrash, grave: true, run: () => onAsk('delete') }]
      : []
  const items: MenuItem[] = []
  const owed = document === 'posted' && invoice.kind !== 'credit_note'
  if (may('invoicing.send') && owed && invoice.balance.minor > 0)
    items.push({ label: t('copy_pay_link'), icon: IconLink, run: () => copy.mutate(undefined) })
  if (may('collections.promise') && owed && invoice.balance.minor > 0)
    items.push({ label: t('note_promise'), icon: IconHandStop, run: () => onAsk('promise') })
  if (may('collections.dispute') && owed && invoice.balance.minor > 0)
    items.push({ label: t('note_dispute'), icon: IconAlertCircle, run: () => onAsk('dispute') })
  if (may('invoicing.post') && owed && invoice.kind !== 'opening')
    items.push({ label: t('note_dates'), icon: IconTruckDelivery, run: () => onAsk('dates') })
  if (may('invoicing.credit') && invoice.kind !== 'credit_note') {
    const none = invoice.creditable.minor <= 0
    items.push({
      label: t('credit'),
      icon: IconFileMinus,
      run: () => onAsk('credit'),
      ...(none && { because: t('credit_none_left') }),
    })
    if (owed && invoice.kind !== 'opening')
      items.push({ label: t('debit'), icon: IconFilePlus, run: () => onAsk('debit') })
  }
  return items
}

type AskProps = Readonly<{ invoice: Invoice; open: boolean; onClose: () => void }>

function PostQuestion({ invoice, open, onClose }: AskProps) {
  const t = useWords('invoicing')
  const format = useFormat()
  const [override, setOverride] = useState('')
  const post = useChange(
    () =>
      client.invoicing.post({
        id: invoice.id,
        version: invoice.version ?? 1,
        ...(override.trim() && { creditOverride: override }),
      }),
    (posted) => {
      onClose()
      toast.said(t('posted_said', { number: posted.number ?? '' }))
    },
  )
  return (
    <Question
      open={open}
      onClose={onClose}
      title={t('post_ask')}
      yes={t('post_yes', { amount: format.money(invoice.gross) })}
      no={t('post_no')}
      busy={post.isPending}
      onYes={() => post.mutate(undefined)}
    >
      <p>
        {t('post_effect', {
          amount: format.money(invoice.gross),
          customer: invoice.customer.name,
          day: format.day(invoice.dueOn, { weekday: true }),
        })}
      </p>
      <p className="dim">{t('post_hint')}</p>
      {open && invoice.terms.kind !== 'immediate' && (
        <OverrideField
          customerId={invoice.customer.id}
          sale={invoice.gross}
          value={override}
          onChange={setOverride}
        />
      )}
    </Question>
  )
}

function DeleteQuestion({ invoice, open, onClose }: AskProps) {
  const t = useWords('invoicing')
  const go = useGo()
  const remove = useChange(
    () => client.invoicing.deleteDraft({ id: invoice.id }),
    () => {
      toast.said(t('draft_deleted'))
      go('/invoices?view=drafts&in=drafts')
    },
  )
  return (
    <Question
      open={open}
      onClose={onClose}
      title={t('delete_ask')}
      yes={t('delete_draft')}
      no={t('delete_no')}
      grave
      busy={remove.isPending}
      onYes={() => remove.mutate(undefined)}
    >
      <p>{t('delete_hint')}</p>
    </Question>
  )
}
