import { Modal } from '@mantine/core'
import { useState } from 'react'
import { SkipDebtor } from '#core/collections/desk-api.ts'
import { addDays } from '#core/day.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { DateField, TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useDeskChange } from './use-desk.ts'

type Props = Readonly<{
  open: boolean
  customerId: string
  onClose: () => void
  onDone: () => void
}>

/** Passes a customer over, with the reason why and until when. */
export function SkipDialog({ open, onClose, ...rest }: Props) {
  const t = useWords('desk')
  const close = useWords('ui')('close')
  return (
    <Modal
      opened={open}
      onClose={onClose}
      size={460}
      title={t('skip_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <SkipForm {...rest} onClose={onClose} />
    </Modal>
  )
}

function SkipForm({ customerId, onClose, onDone }: Omit<Props, 'open'>) {
  const t = useWords('desk')
  const format = useFormat()
  const tomorrow = addDays(useToday(), 1)
  const [id] = useState(newId)
  const skip = useDeskChange(client.collections.skipDebtor, (_, { until }) => {
    toast.said(t('skipped', { day: format.day(until ?? tomorrow, { near: true, weekday: true }) }))
    onClose()
    onDone()
  })
  const form = useForm({
    schema: SkipDebtor,
    initial: { id, customerId, reason: '', until: tomorrow },
    save: (values) => skip.mutateAsync(values),
  })
  return (
    <FormFields form={form} submit={t('skip_yes')} onCancel={onClose}>
      <TextareaField path="reason" label={t('reason')} hint={t('skip_hint')} rows={2} />
      <DateField path="until" label={t('skip_until')} />
    </FormFields>
  )
}
