import { Modal, SegmentedControl } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { Invoice } from '#core/invoicing/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { emptyLine, linesOf, previewOf, TypedInvoice, typedLine } from './form-values.ts'
import css from './invoicing.module.css'
import { FigureList, LinesEditor } from './lines-editor.tsx'

type Props = Readonly<{ invoice: Invoice; kind: 'credit' | 'debit'; onClose: () => void }>

const Reason = z.string().trim().min(3).max(300)
const Whole = z.object({ reason: Reason })
const Parts = z.object({ reason: Reason, lines: TypedInvoice.shape.lines })

/** Lowers or raises an invoice: the question, the lines, and a button that says the amount. */
export function NoteDialog({ invoice, kind, onClose }: Props) {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const canWhole = kind === 'credit' && invoice.kind !== 'opening'
  const [how, setHow] = useState<'whole' | 'parts'>(canWhole ? 'whole' : 'parts')
  const number = invoice.number ?? ''
  return (
    <Modal
      opened
      onClose={onClose}
      size={how === 'whole' ? 460 : 640}
      title={t(kind === 'credit' ? 'credit_ask' : 'debit_ask', { number })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {canWhole && (
        <SegmentedControl
          fullWidth
          mb={14}
          value={how}
          onChange={(next) => setHow(next === 'parts' ? 'parts' : 'whole')}
          data={[
            { value: 'whole', label: t('credit_whole') },
            { value: 'parts', label: t('credit_parts') },
          ]}
        />
      )}
      {how === 'whole' ? (
        <WholeForm invoice={invoice} onClose={onClose} />
      ) : (
        <PartsForm invoice={invoice} kind={kind} onClose={onClose} />
      )}
    </Modal>
  )
}

function useDone(onClose: () => void) {
  const t = useWords('invoicing')
  const go = useGo()
  const queries = useQueryClient()
  return async (note: Invoice) => {
    await queries.invalidateQueries({ queryKey: api.invoicing.key() })
    await queries.invalidateQueries({ queryKey: api.ledger.key() })
    onClose()
    toast.said(t('note_said', { number: note.number ?? '' }), undefined, {
      label: t('open_note'),
      run: () => go(`/invoices/${note.id}`),
    })
  }
}

function WholeForm({ invoice, onClose }: Omit<Props, 'kind'>) {
  const t = useWords('invoicing')
  const format = useFormat()
  const [noteId] = useState(newId)
  const done = useDone(onClose)
  const amount = format.money(invoice.creditable)
  const whole = invoice.creditable.minor === invoice.gross.minor
  const form = useForm({
    schema: Whole,
    initial: { reason: '' },
    save: async ({ reason }) =>
      done(await client.invoicing.credit({ id: invoice.id, noteId, reason })),
  })
  return (
    <FormFields form={form} submit={t('credit_yes', { amount })} onCancel={onClose}>
      <p className={css['hint']}>
        {t(whole ? 'credit_whole_hint' : 'credit_rest_hint', { amount })}
      </p>
      <TextField path="reason" label={t('reason')} placeholder={t('reason_example')} autoFocus />
    </FormFields>
  )
}

function PartsForm({ invoice, kind, onClose }: Props) {
  const t = useWords('invoicing')
  const format = useFormat()
  const { currency } = invoice.gross
  const [noteId] = useState(newId)
  const done = useDone(onClose)
  const form = useForm({
    schema: Parts,
    initial: {
      reason: '',
      lines:
        kind === 'credit' && invoice.lines.length > 0
          ? invoice.lines.map((line) => typedLine(line, currency))
          : [emptyLine()],
    },
    save: async ({ reason, lines }) => {
      const note = { id: invoice.id, noteId, reason, lines: linesOf(lines, currency) }
      await done(
        kind === 'credit'
          ? await client.invoicing.credit(note)
          : await client.invoicing.debit(note),
      )
    },
  })
  const figures = previewOf(form.get('lines'), undefined, currency)
  const amount = format.money(figures.gross)
  return (
    <FormFields
      form={form}
      submit={t(kind === 'credit' ? 'credit_yes' : 'debit_yes', { amount })}
      onCancel={onClose}
    >
      <TextField path="reason" label={t('reason')} placeholder={t('reason_example')} />
      <LinesEditor currency={currency} figures={figures} />
      <FigureList figures={figures} />
      {kind === 'credit' && (
        <p className={css['hint']}>
          {t('credit_left', { amount: format.money(invoice.creditable) })}
        </p>
      )}
    </FormFields>
  )
}
