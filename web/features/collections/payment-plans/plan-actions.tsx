import { Button, Modal } from '@mantine/core'
import { IconCheck, IconDownload, IconRefresh, IconSend, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import { AcceptPlan, type PaymentPlanRecord } from '#core/collections/plan-api.ts'
import { client } from '#web/client.ts'
import { PlanDialog } from '#web/customer-dialog.tsx'
import { useFormat } from '#web/format.ts'
import { useMay } from '#web/me.tsx'
import { TextareaField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useChange } from '../use-change.ts'
import { SendPlan } from './send-plan.tsx'

type Of = Readonly<{ plan: PaymentPlanRecord }>
type Asking = 'send' | 'accept' | 'cancel' | 'change'

/** What can be done with a plan: sent, printed, agreed to, changed, ended. */
export function Actions({ plan }: Of) {
  const t = useWords('plans')
  const may = useMay()
  const [asking, setAsking] = useState<Asking | null>(null)
  const onClose = () => setAsking(null)
  const { id, state } = plan
  const live = state === 'proposed' || state === 'active'
  const mayPlan = may('collections.payment_plan') !== undefined
  return (
    <>
      {mayPlan && live && (
        <Button leftSection={<IconSend size={16} />} onClick={() => setAsking('send')}>
          {t('send')}
        </Button>
      )}
      <Button
        component="a"
        variant="default"
        href={`/api/v1/payment-plans/${id}/file`}
        download
        leftSection={<IconDownload size={16} />}
      >
        {t('print')}
      </Button>
      {mayPlan && (
        <RowMenu
          name={t('plan')}
          items={[
            ...(state === 'proposed'
              ? [{ label: t('accept'), icon: IconCheck, run: () => setAsking('accept') }]
              : []),
            { label: t('change'), icon: IconRefresh, run: () => setAsking('change') },
            ...(live
              ? [
                  {
                    label: state === 'proposed' ? t('cancel_offer') : t('cancel'),
                    icon: IconX,
                    grave: true,
                    run: () => setAsking('cancel'),
                  },
                ]
              : []),
          ]}
        />
      )}
      {asking === 'send' && <SendPlan id={id} onClose={onClose} />}
      {asking === 'accept' && <Accept plan={plan} onClose={onClose} />}
      {asking === 'cancel' && <Cancel plan={plan} onClose={onClose} />}
      {asking === 'change' && <PlanDialog customerId={plan.customerId} onClose={onClose} />}
    </>
  )
}

type Ends = Of & Readonly<{ onClose: () => void }>

const Agreement = AcceptPlan.omit({ id: true })

function Accept({ plan: { id }, onClose }: Ends) {
  const t = useWords('plans')
  const close = useWords('ui')('close')
  const accept = useChange(client.collections.acceptPaymentPlan, () => {
    toast.said(t('accept_said'))
    onClose()
  })
  const form = useForm({
    schema: Agreement,
    initial: { by: '', note: '' },
    save: (values) => accept.mutateAsync({ id, ...values }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('accept_ask')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <FormFields form={form} submit={t('accept')} onCancel={onClose}>
        <TextField path="by" label={t('accept_by')} />
        <TextareaField path="note" label={t('accept_note')} rows={2} />
      </FormFields>
    </Modal>
  )
}

const Reason = z.object({ reason: z.string().trim().min(1).max(400) })

function Cancel({ plan: { id, amount, state }, onClose }: Ends) {
  const t = useWords('plans')
  const format = useFormat()
  const close = useWords('ui')('close')
  const cancel = useChange(client.collections.cancelPaymentPlan, () => {
    toast.said(t('cancel_said'))
    onClose()
  })
  const form = useForm({
    schema: Reason,
    initial: { reason: '' },
    save: ({ reason }) => cancel.mutateAsync({ id, reason }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('cancel_ask', { amount: format.money(amount) })}
      closeButtonProps={{ 'aria-label': close }}
    >
      <p className="dim">{t('cancel_hint')}</p>
      <FormFields
        form={form}
        submit={state === 'proposed' ? t('cancel_offer') : t('cancel')}
        onCancel={onClose}
      >
        <TextareaField path="reason" label={t('cancel_reason')} rows={2} />
      </FormFields>
    </Modal>
  )
}
