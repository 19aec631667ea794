import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { minus } from '#core/money.ts'
import {
  ApplyDeposit,
  CancelDeposit,
  type Deposit,
  Method,
  PayDeposit,
  RefundDeposit,
  type WholeMove,
} from '#core/payments/api.ts'
import { client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMe, useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import {
  DateField,
  DecimalField,
  MoneyField,
  SelectField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

type Props = Readonly<{ deposit: Deposit; move: WholeMove; onClose: () => void }>

/** Says what became of the money, with one sentence of what that brings about. */
export function MoveDialog(props: Props) {
  const t = useWords('deposits')
  const ui = useWords('ui')
  const { deposit, move, onClose } = props
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t(`ask_${move}`, { number: deposit.number })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {(move === 'pay' || move === 'receive') && <PayForm {...props} />}
      {move === 'refund' && <RefundForm {...props} />}
      {move === 'apply' && <ApplyForm {...props} />}
      {move === 'cancel' && <CancelForm {...props} />}
    </Modal>
  )
}

/** Closes the dialog, reads everything about money again, and says what was done. */
function useDone({ move, onClose }: Props) {
  const t = useWords('deposits')
  const queries = useQueryClient()
  return async () => {
    onClose()
    await queries.invalidateQueries()
    toast.said(t(`did_${move}`))
  }
}

function PayForm(props: Props) {
  const t = useWords('deposits')
  const format = useFormat()
  const today = useToday()
  const { company } = useMe()
  const done = useDone(props)
  const [newPaymentId] = useState(newId)
  const { deposit, move, onClose } = props
  const { id } = deposit
  const amount = minus(deposit.amount, deposit.paid)
  const form = useForm({
    schema: PayDeposit,
    initial: { id, newPaymentId, method: 'transfer', paidOn: today, amount },
    save: async (values) => {
      await client.payments.payDeposit(values)
      await done()
    },
  })
  return (
    <FormFields
      form={form}
      submit={move === 'pay' ? t('pay_part') : t('pay_yes', { amount: format.money(amount) })}
      onCancel={onClose}
    >
      <p className="dim">{t(move === 'receive' ? 'hint_receive' : 'hint_pay')}</p>
      {move === 'pay' && (
        <MoneyField path="amount" label={t('amount')} currency={amount.currency} />
      )}
      <Pair>
        <SelectField
          path="method"
          label={t('method')}
          options={Method.options.map((value) => ({ value, label: t(`method_${value}`) }))}
        />
        <DateField path="paidOn" label={t('paid_on')} />
      </Pair>
      <TextField path="reference" label={t('reference')} optional ltr />
      {amount.currency !== company.baseCurrency && (
        <DecimalField path="rate" label={t('rate')} unit={company.baseCurrency} />
      )}
    </FormFields>
  )
}

const ways = ['transfer', 'cash'] as const

function RefundForm(props: Props) {
  const t = useWords('deposits')
  const done = useDone(props)
  const [requestId] = useState(newId)
  const { deposit, onClose } = props
  const { id, held } = deposit
  const form = useForm({
    schema: RefundDeposit,
    initial: { id, requestId, amount: held, way: 'transfer' },
    save: async (values) => {
      await client.payments.refundDeposit(values)
      await done()
    },
  })
  return (
    <FormFields form={form} submit={t('refund_yes')} onCancel={onClose}>
      <p className="dim">{t('hint_refund')}</p>
      <Pair>
        <MoneyField path="amount" label={t('amount')} currency={held.currency} />
        <SelectField
          path="way"
          label={t('way')}
          options={ways.map((value) => ({ value, label: t(`way_${value}`) }))}
        />
      </Pair>
      <TextField path="reference" label={t('reference')} optional ltr />
      <TextareaField path="reason" label={t('reason')} optional />
    </FormFields>
  )
}

function ApplyForm(props: Props) {
  const t = useWords('deposits')
  const done = useDone(props)
  const [requestId] = useState(newId)
  const { deposit, onClose } = props
  const { id, held } = deposit
  const form = useForm({
    schema: ApplyDeposit,
    initial: { id, requestId, amount: held },
    save: async (values) => {
      await client.payments.applyDeposit(values)
      await done()
    },
  })
  return (
    <FormFields form={form} grave submit={t('apply_yes')} onCancel={onClose}>
      <p className="dim">{t('hint_apply')}</p>
      <MoneyField path="amount" label={t('amount')} currency={held.currency} />
      <TextareaField path="reason" label={t('reason')} />
    </FormFields>
  )
}

function CancelForm(props: Props) {
  const t = useWords('deposits')
  const done = useDone(props)
  const { deposit, onClose } = props
  const form = useForm({
    schema: CancelDeposit,
    initial: { id: deposit.id },
    save: async (values) => {
      await client.payments.cancelDeposit(values)
      await done()
    },
  })
  return (
    <FormFields form={form} grave submit={t('cancel_yes')} onCancel={onClose}>
      <p className="dim">{t('hint_cancel')}</p>
      <TextareaField path="reason" label={t('reason')} optional />
    </FormFields>
  )
}
