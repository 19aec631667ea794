import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Payment, RefundPayment, ReversePayment } from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import {
  DateField,
  MoneyField,
  SelectField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormFields, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

type Props = Readonly<{ payment: Payment; open: boolean; onClose: () => void }>

/** A modal whose title is a question and whose buttons are verbs with the amount in them. */
function Ask({
  open,
  onClose,
  title,
  children,
}: Omit<Props, 'payment'> & { title: string; children: React.ReactNode }) {
  const ui = useWords('ui')
  return (
    <Modal
      opened={open}
      onClose={onClose}
      size={460}
      title={title}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {children}
    </Modal>
  )
}

/** Says that a payment was none: a cheque that came back, or a mistake. */
export function ReverseQuestion(props: Props) {
  const t = useWords('payments')
  return (
    <Ask {...props} title={t('reverse_ask', { number: props.payment.number })}>
      <ReverseForm {...props} />
    </Ask>
  )
}

function ReverseForm({ payment, onClose }: Props) {
  const t = useWords('payments')
  const format = useFormat()
  const { today } = useMe()
  const queries = useQueryClient()
  const form = useForm({
    schema: ReversePayment,
    initial: {
      id: payment.id,
      reason: payment.method === 'cheque' ? 'bounced' : 'mistake',
      on: today,
    },
    save: async (values) => {
      await client.payments.reverse(values)
      onClose()
      await queries.invalidateQueries()
      toast.said(t('reverse_done', { number: payment.number }))
    },
  })
  return (
    <FormFields
      form={form}
      grave
      submit={t('reverse_yes', { amount: format.money(payment.amount) })}
      onCancel={onClose}
    >
      <p className="dim">
        {t('reverse_hint')} <Bdi>{payment.customerName}</Bdi>.
      </p>
      <SelectField
        path="reason"
        label={t('reason')}
        options={(['bounced', 'mistake'] as const).map((value) => ({
          value,
          label: t(`reason_${value}`),
        }))}
      />
      <DateField path="on" label={t('reversed_on')} />
      <TextareaField path="note" label={t('note')} optional />
    </FormFields>
  )
}

/** Gives back what lies on the customer's account. */
export function RefundQuestion(props: Props) {
  const t = useWords('payments')
  return (
    <Ask {...props} title={t('refund_ask')}>
      <RefundForm {...props} />
    </Ask>
  )
}

function RefundForm({ payment, onClose }: Props) {
  const t = useWords('payments')
  const queries = useQueryClient()
  const [id] = useState(newId)
  const ways =
    payment.source === 'gateway'
      ? (['gateway', 'transfer', 'cash'] as const)
      : (['transfer', 'cash'] as const)
  const form = useForm({
    schema: RefundPayment,
    initial: { id, paymentId: payment.id, amount: payment.unapplied, way: ways[0] },
    save: async (values) => {
      await client.payments.refund(values)
      onClose()
      await queries.invalidateQueries()
      toast.said(t(values.way === 'gateway' ? 'refund_sending_said' : 'refund_said'))
    },
  })
  return (
    <FormFields
      form={form}
      submit={<RefundVerb form={form} payment={payment} />}
      onCancel={onClose}
    >
      <p className="dim">
        {t('refund_hint')} <Bdi>{payment.customerName}</Bdi>
        {t('refund_hint_rest')} <Money value={payment.unapplied} strong />.
      </p>
      <Pair>
        <MoneyField path="amount" label={t('amount')} currency={payment.amount.currency} />
        <SelectField
          path="way"
          label={t('way')}
          options={ways.map((value) => ({ value, label: t(`way_${value}`) }))}
        />
      </Pair>
      <RefundReference />
      <TextareaField path="note" label={t('note')} optional />
    </FormFields>
  )
}

function RefundVerb({ form, payment }: { form: ReturnType<typeof useForm>; payment: Payment }) {
  const t = useWords('payments')
  const format = useFormat()
  const wanted = RefundPayment.shape.amount.safeParse(form.get('amount'))
  return t('refund_yes', { amount: format.money(wanted.success ? wanted.data : payment.unapplied) })
}

function RefundReference() {
  const t = useWords('payments')
  const form = useFormAround()
  if (form.get('way') !== 'transfer') return null
  return <TextField path="reference" label={t('reference_transfer')} optional ltr />
}
