import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Currency, total } from '#core/money.ts'
import { Method, type PayableItem, RecordPayment } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMe, useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useSearchText } from '#web/place.ts'
import { Bones } from '#web/ui/blank.tsx'
import {
  CheckField,
  DateField,
  DecimalField,
  MoneyField,
  PickerField,
  SelectField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormPage, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { manyOf } from '#web/ui/list/filter.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../contacts/index.ts'
import { Allocation } from './allocation.tsx'
import { ChequeHint } from './cheque-hint.tsx'
import { AnsweredNotice } from './notices/answered-notice.tsx'

/** Writes down money that came in; beside it stands what it will settle. */
export function RecordPage() {
  const [{ customer, invoices }] = useSearchText()
  const known = useQuery({
    ...api.contacts.show.queryOptions({ input: { id: customer ?? '' } }),
    enabled: customer !== undefined,
  })
  const payable = useQuery({
    ...api.payments.payable.queryOptions({ input: { customerId: customer ?? '' } }),
    enabled: customer !== undefined && invoices !== undefined,
  })
  if (customer && known.isPending) return <Bones />
  if (customer && invoices && payable.isPending) return <Bones />
  const chosen = chosenOf(payable.data?.rows ?? [], manyOf(invoices))
  return (
    <RecordForm
      {...(known.data && { customer: { id: known.data.id, name: known.data.name } })}
      {...(chosen && { chosen })}
    />
  )
}

type Chosen = Pick<RecordPayment, 'amount' | 'shares'>

/** The whole of what the named invoices owe, each its own share; the first one says the currency. */
function chosenOf(rows: readonly PayableItem[], invoiceIds: readonly string[]): Chosen | undefined {
  const named = rows.filter(({ documentId }) => invoiceIds.includes(documentId))
  const currency = named[0]?.balance.currency
  const own = named.filter(({ balance }) => balance.currency === currency)
  if (!currency || own.length === 0) return undefined
  return {
    amount: total(
      own.map(({ balance }) => balance),
      currency,
    ),
    shares: own.map(({ id, balance }) => ({ itemId: id, amount: balance })),
  }
}

function RecordForm({
  customer,
  chosen,
}: {
  customer?: { id: string; name: string }
  chosen?: Chosen
}) {
  const t = useWords('payments')
  const go = useGo()
  const today = useToday()
  const { company } = useMe()
  const format = useFormat()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const form = useForm({
    schema: RecordPayment,
    initial: {
      id,
      ...(customer && { customerId: customer.id }),
      ...chosen,
      method: 'transfer',
      paidOn: today,
      sendReceipt: false,
    },
    save: async (values) => {
      const recorded = await client.payments.record(values)
      await queries.invalidateQueries()
      const placed = { ...recorded.amount, minor: recorded.amount.minor - recorded.unapplied.minor }
      const said = recorded.allocations.map(({ number }) => number).join('، ')
      toast.said(
        t('payment_recorded', { number: recorded.number }),
        said
          ? t('payment_placed', { amount: format.money(placed), numbers: said })
          : t('payment_kept'),
      )
      go(`/payments/${recorded.id}`)
    },
  })
  return (
    <FormPage
      form={form}
      title={t('record_payment')}
      submit={t('save_payment')}
      onCancel={() => go(customer ? `/customers/${customer.id}` : '/payments')}
      aside={<PreviewBeside form={form} />}
    >
      <PickerField
        path="customerId"
        label={t('customer')}
        load={loadCustomers}
        {...(customer && { initialLabel: customer.name })}
      />
      <AmountFields base={company.baseCurrency} />
      <Pair>
        <SelectField
          path="method"
          label={t('method')}
          options={Method.options.map((value) => ({ value, label: t(value) }))}
        />
        <DateField path="paidOn" label={t('paid_on')} />
      </Pair>
      <ChequeHint />
      <AnsweredNotice />
      <ReferenceField />
      <TextareaField path="note" label={t('note')} optional />
      <CheckField path="sendReceipt" label={t('send_receipt_now')} />
    </FormPage>
  )
}

/** The aside stands outside the form's fields, so it is given the form. */
function PreviewBeside({ form }: { form: ReturnType<typeof useForm> }) {
  return <Allocation form={form} />
}

function AmountFields({ base }: { base: Currency }) {
  const t = useWords('payments')
  const form = useFormAround()
  const customerId = form.get('customerId')
  const { data } = useQuery({
    ...api.payments.payable.queryOptions({
      input: { customerId: typeof customerId === 'string' ? customerId : '' },
    }),
    enabled: typeof customerId === 'string' && customerId !== '',
  })
  const [currency, setCurrency] = useState<Currency>(base)
  const others = new Set([base, currency, ...(data?.rows ?? []).map((row) => row.balance.currency)])
  const chosen = Currency.safeParse(form.get('currency')).data ?? currency
  if (chosen !== currency) setCurrency(chosen)
  return (
    <>
      <Pair>
        <MoneyField key={currency} path="amount" label={t('amount')} currency={currency} />
        {others.size > 1 && (
          <SelectField
            path="currency"
            label={t('currency')}
            options={[...others].map((code) => ({ value: code, label: code }))}
          />
        )}
      </Pair>
      {currency !== base && (
        <DecimalField path="rate" label={t('rate', { from: currency, to: base })} unit={base} />
      )}
    </>
  )
}

const references = {
  cash: 'reference',
  transfer: 'reference_transfer',
  card: 'reference_card',
  cheque: 'reference_cheque',
  wallet: 'reference_card',
} as const satisfies Record<Method, string>

/** What the number is called depends on how the money came. */
function ReferenceField() {
  const t = useWords('payments')
  const form = useFormAround()
  const method = Method.safeParse(form.get('method')).data ?? 'cash'
  return <TextField path="reference" label={t(references[method])} optional ltr />
}
