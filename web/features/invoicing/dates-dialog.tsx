import { Modal } from '@mantine/core'
import { z } from 'zod'
import { Day } from '#core/day.ts'
import type { Invoice } from '#core/invoicing/api.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { DateField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './invoicing.module.css'
import { useChange } from './use-change.ts'

const Dates = z.object({ deliveredOn: Day.optional(), receivedOn: Day.optional() })

/** Notes the delivery and the receipt; terms that wait for them say what will move. */
export function DatesDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useWords('invoicing')
  const ui = useWords('ui')
  const format = useFormat()
  const save = useChange(
    (days: z.infer<typeof Dates>) => client.invoicing.setDates({ id: invoice.id, ...days }),
    (changed) => {
      onClose()
      toast.said(
        t('dates_said'),
        changed.dueOn === invoice.dueOn
          ? undefined
          : t('due_moved_said', { day: format.day(changed.dueOn, { weekday: true }) }),
      )
    },
  )
  const form = useForm({
    schema: Dates,
    initial: {
      ...(invoice.deliveredOn && { deliveredOn: invoice.deliveredOn }),
      ...(invoice.receivedOn && { receivedOn: invoice.receivedOn }),
    },
    save: (days) => save.mutateAsync(days),
  })
  const { kind } = invoice.terms
  const waits =
    invoice.dueBasis === 'invoiced' &&
    (kind === 'days_from_delivery' || kind === 'days_from_receipt')
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('dates_ask')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <FormFields form={form} submit={t('dates_yes')} onCancel={onClose}>
        <p className={css['hint']}>{t(waits ? 'dates_move' : 'dates_stay')}</p>
        <DateField
          path="deliveredOn"
          label={t('delivered')}
          optional
          disabled={invoice.deliveredOn !== null}
        />
        <DateField
          path="receivedOn"
          label={t('received')}
          optional
          disabled={invoice.receivedOn !== null}
        />
      </FormFields>
    </Modal>
  )
}
