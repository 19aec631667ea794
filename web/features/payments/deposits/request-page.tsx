import { SegmentedControl } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays } from '#core/day.ts'
import { Money as Amount } from '#core/money.ts'
import { DepositKind, depositOf, RequestDeposit, restOf } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useMe, useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useSearchText } from '#web/place.ts'
import { Bones } from '#web/ui/blank.tsx'
import {
  DateField,
  MoneyField,
  NumberField,
  PickerField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormPage, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Facts, Why } from '#web/ui/page.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'

const firstPercent = 30
const daysToPay = 7

/** Asks for an advance or a security; what it comes to stands under what is typed. */
export function RequestPage() {
  const [{ kind, customer }] = useSearchText()
  const known = useQuery({
    ...api.contacts.show.queryOptions({ input: { id: customer ?? '' } }),
    enabled: customer !== undefined,
  })
  if (customer && known.isPending) return <Bones />
  const chosen = DepositKind.safeParse(kind).data ?? 'advance'
  return (
    <RequestForm
      key={chosen}
      kind={chosen}
      {...(known.data && { customer: { id: known.data.id, name: known.data.name } })}
    />
  )
}

type FormProps = Readonly<{
  kind: DepositKind
  customer?: { id: string; name: string }
}>

function RequestForm({ kind, customer }: FormProps) {
  const t = useWords('deposits')
  const go = useGo()
  const today = useToday()
  const { company } = useMe()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const [fixed, setFixed] = useState(kind === 'security')
  const form = useForm({
    schema: RequestDeposit,
    initial: {
      id,
      kind,
      dueOn: addDays(today, daysToPay),
      ...(customer && { customerId: customer.id }),
      ...(!fixed && { percent: firstPercent }),
    },
    save: async (values) => {
      const made = await client.payments.requestDeposit(values)
      await queries.invalidateQueries()
      toast.said(t('asked'))
      go(`/deposits/${made.id}`)
    },
  })
  /** What was typed of the other way is not asked for. */
  const change = () => {
    form.set('amount', undefined)
    form.set('percent', fixed ? firstPercent : undefined)
    setFixed(!fixed)
  }
  return (
    <FormPage
      form={form}
      title={t(`ask_${kind}`)}
      submit={t('ask_yes')}
      onCancel={() => go(customer ? `/customers/${customer.id}` : '/deposits')}
    >
      <Why>{t(kind === 'advance' ? 'vat_requested' : 'vat_security')}</Why>
      <PickerField
        path="customerId"
        label={t('customer')}
        load={loadCustomers}
        {...(customer && { initialLabel: customer.name })}
      />
      <TextField path="subject" label={t('subject')} hint={t('subject_hint')} />
      <SegmentedControl
        aria-label={t('amount')}
        value={fixed ? 'fixed' : 'percent'}
        onChange={change}
        data={[
          { value: 'percent', label: t('basis_percent') },
          { value: 'fixed', label: t('basis_fixed') },
        ]}
      />
      <Pair>
        <MoneyField
          path="expected"
          label={t('expected')}
          currency={company.baseCurrency}
          optional={fixed}
        />
        {fixed ? (
          <MoneyField path="amount" label={t('amount')} currency={company.baseCurrency} />
        ) : (
          <NumberField path="percent" label={t('percent')} unit="%" />
        )}
      </Pair>
      {!fixed && <ComesTo />}
      <DateField path="dueOn" label={t('due_on')} />
      <TextareaField path="note" label={t('note')} optional />
    </FormPage>
  )
}

/** What the part comes to, and what is due at the end, while it is typed. */
function ComesTo() {
  const t = useWords('deposits')
  const form = useFormAround()
  const expected = Amount.safeParse(form.get('expected'))
  const percent = form.get('percent')
  if (!expected.success || typeof percent !== 'number' || percent < 1 || percent > 100) return null
  const amount = depositOf(expected.data, percent)
  return (
    <Facts
      rows={[
        [t('comes_to'), <Money key="a" value={amount} strong />],
        [t('rest'), <Money key="r" value={restOf(expected.data, amount)} />],
      ]}
    />
  )
}
