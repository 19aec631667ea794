import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { AgencyDebtDetail } from '#core/collections/agency-desk-api.ts'
import {
  needsAmount,
  needsNote,
  type UpdateCode,
  updateCodes,
} from '#core/collections/agency-referral.ts'
import { currencySymbol } from '#core/format.ts'
import type { Money as Amount } from '#core/money.ts'
import type { NoticeFile } from '#core/payments/notice.ts'
import { client } from '#web/client.ts'
import { useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import { minorOf } from '#web/ui/form/amount.ts'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import css from './agencies.module.css'
import { FilePick } from './parts.tsx'

type Props = Readonly<{ debt: AgencyDebtDetail; onClose: () => void }>

type AskProps = Readonly<{
  title: string
  busy: boolean
  complete: boolean
  onSend: () => void
  onClose: () => void
  children: ReactNode
}>

function Ask({ title, busy, complete, onSend, onClose, children }: AskProps) {
  const t = useWords('agencies')
  const ui = useWords('ui')
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={title}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form
        className={css['ask']}
        onSubmit={(event) => {
          event.preventDefault()
          if (complete && !busy) onSend()
        }}
      >
        {children}
        <div className="form-acts">
          <Button type="submit" disabled={!complete} loading={busy}>
            {t('send')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

type AmountProps = Readonly<{
  currency: Amount['currency']
  onChange: (amount: Amount | null) => void
}>

function AmountInput({ currency, onChange }: AmountProps) {
  const t = useWords('agencies')
  const { language } = usePreferences()
  const [text, setText] = useState('')
  return (
    <TextInput
      label={t('amount')}
      className="ltr-input"
      inputMode="decimal"
      rightSection={<span className="muted">{currencySymbol(currency, language)}</span>}
      rightSectionWidth={48}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value)
        const minor = minorOf(value, currency)
        onChange(minor === undefined || minor <= 0 ? null : { minor, currency })
      }}
    />
  )
}

function Paper({
  file,
  onFile,
}: {
  file: NoticeFile | undefined
  onFile: (f: NoticeFile) => void
}) {
  const t = useWords('disputes')
  return (
    <div className={css['acts']}>
      <FilePick label={t(file ? 'attach_change' : 'attach')} onFile={onFile} />
      {file && <bdi dir="ltr">{file.name}</bdi>}
    </div>
  )
}

/** What happened with a debt, in a code and a few words. */
export function UpdateDialog({ debt, onClose }: Props) {
  const t = useWords('agencies')
  const [updateId] = useState(newId)
  const [code, setCode] = useState<UpdateCode>('contacted')
  const [note, setNote] = useState('')
  const [amount, setAmount] = useState<Amount | null>(null)
  const [dueOn, setDueOn] = useState<string | null>(null)
  const [file, setFile] = useState<NoticeFile>()
  const send = useChange(client.collections.addAgencyUpdate, () => {
    toast.said(t('update_said'))
    onClose()
  })
  const figures = needsAmount(code)
  const complete =
    (!needsNote(code) || note.trim() !== '') && (!figures || (amount !== null && dueOn !== null))
  return (
    <Ask
      title={t('add_update')}
      busy={send.isPending}
      complete={complete}
      onClose={onClose}
      onSend={() =>
        send.mutate({
          ...{ id: debt.id, updateId, code, note },
          ...(figures && amount && { amount }),
          ...(figures && dueOn && { dueOn }),
          ...(file && { file }),
        })
      }
    >
      <Select
        label={t('code')}
        data={updateCodes.map((value) => ({ value, label: t(`code_${value}`) }))}
        value={code}
        allowDeselect={false}
        onChange={(value) => setCode(updateCodes.find((each) => each === value) ?? 'other')}
      />
      {figures && <AmountInput currency={debt.left.currency} onChange={setAmount} />}
      {figures && <DateInput label={t('due_on')} value={dueOn} onChange={setDueOn} />}
      <Textarea
        label={t('note')}
        dir="auto"
        maxLength={1000}
        autosize
        minRows={2}
        value={note}
        onChange={({ currentTarget: { value } }) => setNote(value)}
      />
      <Paper file={file} onFile={setFile} />
    </Ask>
  )
}

/** Money that came, with its receipt; the company confirms it. */
export function PaymentDialog({ debt, onClose }: Props) {
  const t = useWords('agencies')
  const today = useToday()
  const [newPaymentId] = useState(newId)
  const [amount, setAmount] = useState<Amount | null>(null)
  const [paidOn, setPaidOn] = useState<string | null>(today)
  const [to, setTo] = useState<'us' | 'agency'>('us')
  const [reference, setReference] = useState('')
  const [file, setFile] = useState<NoticeFile>()
  const send = useChange(client.collections.reportAgencyPayment, () => {
    toast.said(t('report_said'))
    onClose()
  })
  return (
    <Ask
      title={t('report_payment')}
      busy={send.isPending}
      complete={amount !== null && paidOn !== null}
      onClose={onClose}
      onSend={() => {
        if (amount && paidOn)
          send.mutate({
            ...{ id: debt.id, newPaymentId, amount, paidOn, to, reference },
            ...(file && { file }),
          })
      }}
    >
      <AmountInput currency={debt.left.currency} onChange={setAmount} />
      <DateInput label={t('paid_on')} value={paidOn} onChange={setPaidOn} />
      <Select
        label={t('paid_where')}
        data={(['us', 'agency'] as const).map((value) => ({ value, label: t(`place_${value}`) }))}
        value={to}
        allowDeselect={false}
        onChange={(value) => setTo(value === 'agency' ? 'agency' : 'us')}
      />
      <TextInput
        label={t('reference')}
        className="ltr-input"
        maxLength={80}
        value={reference}
        onChange={({ currentTarget: { value } }) => setReference(value)}
      />
      <Paper file={file} onFile={setFile} />
    </Ask>
  )
}
