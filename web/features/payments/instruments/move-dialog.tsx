import { Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Instrument, type InstrumentMove, MoveInstrument } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useMe, useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import {
  DateField,
  DecimalField,
  SelectField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'

type Props = Readonly<{ instrument: Instrument; move: InstrumentMove; onClose: () => void }>

/** Moves of which a reason is worth keeping. */
const reasoned: ReadonlySet<InstrumentMove> = new Set([
  'bounce',
  'give_back',
  'protest',
  'close',
  'call',
  'release',
  'cancel',
])

/** Says what became of it, with one sentence of what that brings about. */
export function MoveDialog(props: Props) {
  const t = useWords('instruments')
  const ui = useWords('ui')
  const { instrument, move, onClose } = props
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t(`ask_${move}`, { number: instrument.number })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <MoveForm {...props} />
    </Modal>
  )
}

function MoveForm({ instrument, move, onClose }: Props) {
  const t = useWords('instruments')
  const format = useFormat()
  const today = useToday()
  const queries = useQueryClient()
  const { company } = useMe()
  const [newPaymentId] = useState(newId)
  const { id, amount, payment } = instrument
  const form = useForm({
    schema: MoveInstrument,
    initial: { id, move, on: today, ...(move === 'clear' && { newPaymentId }) },
    save: async (values) => {
      await client.payments.moveInstrument(values)
      onClose()
      await queries.invalidateQueries()
      toast.said(t(`did_${move}`))
    },
  })
  const hint = move === 'bounce' && payment ? 'hint_bounce_booked' : (`hint_${move}` as const)
  return (
    <FormFields
      form={form}
      grave={['bounce', 'cancel'].includes(move)}
      submit={move === 'clear' ? t('clear_yes', { amount: format.money(amount) }) : t(`do_${move}`)}
      onCancel={onClose}
    >
      <p className="dim">{t(hint)}</p>
      {move === 'extend' ? (
        <DateField path="dueOn" label={t('new_end')} />
      ) : (
        <DateField path="on" label={t('happened_on')} />
      )}
      {move === 'deposit' && <AccountField currency={amount.currency} />}
      {move === 'execute' && (
        <TextField path="reference" label={t('execution_number')} optional ltr />
      )}
      {move === 'clear' && amount.currency !== company.baseCurrency && (
        <DecimalField path="rate" label={t('rate')} unit={company.baseCurrency} />
      )}
      {reasoned.has(move) && <TextareaField path="reason" label={t('reason')} optional />}
    </FormFields>
  )
}

/** Into which account, for those who may see the bank. */
function AccountField({ currency }: { currency: string }) {
  const t = useWords('instruments')
  const sees = useMay()('payments.see_bank') !== undefined
  const { data } = useQuery({
    ...api.payments.bankAccounts.queryOptions({ input: {} }),
    enabled: sees,
  })
  const accounts = (data?.rows ?? []).filter((row) => row.currency === currency)
  if (accounts.length === 0) return null
  return (
    <SelectField
      path="accountId"
      label={t('into_account')}
      optional
      options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
