import { Modal } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import {
  type Dispute,
  DisputeOutcome,
  disputeReasons,
  OpenDispute,
  PauseChase,
} from '#core/collections/api.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { DateField, SelectField, TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from './use-change.ts'

type Ends = Readonly<{ onClose: () => void }>
type Target = Readonly<{ customerId: string; invoiceId?: string | undefined }>

/** Asks how long and why; the customer as a whole, or one invoice. */
export function PauseDialog({ open, onClose, ...target }: Target & Ends & { open: boolean }) {
  const t = useWords('collections')
  const close = useWords('ui')('close')
  const title = target.invoiceId ? t('pause_invoice_ask') : t('pause_customer_ask')
  return (
    <Modal
      opened={open}
      onClose={onClose}
      size={460}
      title={title}
      closeButtonProps={{ 'aria-label': close }}
    >
      <PauseForm {...target} onClose={onClose} />
    </Modal>
  )
}

function PauseForm({ customerId, invoiceId, onClose }: Target & Ends) {
  const t = useWords('collections')
  const [id] = useState(newId)
  const pause = useChange(client.collections.pause, () => {
    toast.said(t('paused_said'))
    onClose()
  })
  const form = useForm({
    schema: PauseChase,
    initial: { id, customerId, ...(invoiceId && { invoiceId }), reason: '' },
    save: (values) => pause.mutateAsync(values),
  })
  return (
    <FormFields form={form} submit={t('pause_yes')} onCancel={onClose}>
      <TextareaField path="reason" label={t('reason')} rows={2} />
      <DateField path="until" label={t('until')} hint={t('until_hint')} optional />
    </FormFields>
  )
}

/** Notes what the customer objects to, so that the invoice is not asked for meanwhile. */
export function DisputeDialog({
  open,
  invoiceId,
  onClose,
}: Ends & { open: boolean; invoiceId: string }) {
  const t = useWords('collections')
  const close = useWords('ui')('close')
  return (
    <Modal
      opened={open}
      onClose={onClose}
      size={460}
      title={t('dispute_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <DisputeForm invoiceId={invoiceId} onClose={onClose} />
    </Modal>
  )
}

function DisputeForm({ invoiceId, onClose }: Ends & { invoiceId: string }) {
  const t = useWords('collections')
  const [id] = useState(newId)
  const note = useChange(client.collections.openDispute, () => {
    toast.said(t('dispute_said'))
    onClose()
  })
  const form = useForm({
    schema: OpenDispute,
    initial: { id, invoiceId },
    save: (values) => note.mutateAsync(values),
  })
  return (
    <FormFields form={form} submit={t('dispute_yes')} onCancel={onClose}>
      <SelectField
        path="reason"
        label={t('reason')}
        options={disputeReasons.map((value) => ({ value, label: t(`dispute_${value}`) }))}
      />
      <TextareaField path="note" label={t('dispute_note')} optional />
    </FormFields>
  )
}

const Closing = z.object({ outcome: DisputeOutcome, note: z.string().trim().max(1000).default('') })

/** Says how a dispute ended; what is left of the invoice may be asked for again. */
export function CloseDisputeDialog({ dispute, onClose }: Ends & { dispute: Dispute | null }) {
  const t = useWords('collections')
  const close = useWords('ui')('close')
  return (
    <Modal
      opened={dispute !== null}
      onClose={onClose}
      size={460}
      title={t('dispute_close_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      {dispute && <ClosingForm id={dispute.id} onClose={onClose} />}
    </Modal>
  )
}

function ClosingForm({ id, onClose }: Ends & { id: string }) {
  const t = useWords('collections')
  const close = useChange(client.collections.closeDispute, () => {
    toast.said(t('dispute_closed_said'))
    onClose()
  })
  const form = useForm({
    schema: Closing,
    initial: {},
    save: (values) => close.mutateAsync({ id, ...values }),
  })
  return (
    <FormFields form={form} submit={t('dispute_close')} onCancel={onClose}>
      <SelectField
        path="outcome"
        label={t('outcome')}
        options={DisputeOutcome.options.map((value) => ({ value, label: t(`outcome_${value}`) }))}
      />
      <TextareaField path="note" label={t('dispute_note')} optional />
    </FormFields>
  )
}
