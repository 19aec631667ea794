import { Modal } from '@mantine/core'
import { useState } from 'react'
import { PauseChase } from '#core/collections/api.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { DateField, TextareaField } from '#web/ui/form/fields.tsx'
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
