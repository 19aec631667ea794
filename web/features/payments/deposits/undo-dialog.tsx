import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type Deposit, type DepositStep, UndoDeposit } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { TextareaField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

type Props = Readonly<{ deposit: Deposit; step: DepositStep; onClose: () => void }>

const hints = { receive: 'hint_undo_receive', refund: 'hint_undo_refund' } as const

/** Takes back a step of a security that was a mistake, with one sentence of what that brings about. */
export function UndoDialog({ deposit, step, onClose }: Props) {
  const t = useWords('deposits')
  const ui = useWords('ui')
  const format = useFormat()
  const queries = useQueryClient()
  const form = useForm({
    schema: UndoDeposit,
    initial: { id: deposit.id, step: step.step },
    save: async (values) => {
      await client.payments.undoDeposit(values)
      onClose()
      await queries.invalidateQueries()
      toast.said(t('did_undo'))
    },
  })
  const hint =
    step.move === 'receive' || step.move === 'refund' ? hints[step.move] : 'hint_undo_apply'
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('ask_undo', { number: step.number ?? '' })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <FormFields form={form} grave submit={t('undo_yes')} onCancel={onClose}>
        <p className="dim">{t(hint, { amount: step.amount ? format.money(step.amount) : '' })}</p>
        <TextareaField path="reason" label={t('reason')} />
      </FormFields>
    </Modal>
  )
}
