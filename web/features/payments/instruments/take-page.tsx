import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { guaranteeKinds, InstrumentKind, TakeInstrument } from '#core/payments/api.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useSearchText } from '#web/place.ts'
import { Bones } from '#web/ui/blank.tsx'
import { DateField, MoneyField, PickerField, SelectField, TextField } from '#web/ui/form/fields.tsx'
import { FormPage, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../../contacts/index.ts'
import { Allocation } from '../allocation.tsx'
import { PaperFields } from './mend-dialog.tsx'

/** Takes in a cheque, a note or a guarantee; beside it stands what it is for. */
export function TakePage() {
  const [{ kind, customer, replaces }] = useSearchText()
  const known = useQuery({
    ...api.contacts.show.queryOptions({ input: { id: customer ?? '' } }),
    enabled: customer !== undefined,
  })
  const old = useQuery({
    ...api.payments.instrument.queryOptions({ input: { id: replaces ?? '' } }),
    enabled: replaces !== undefined,
  })
  if ((customer && known.isPending) || (replaces && old.isPending)) return <Bones />
  const chosen = InstrumentKind.safeParse(kind).data ?? 'cheque'
  return (
    <TakeForm
      key={chosen}
      kind={chosen}
      {...(known.data && { customer: { id: known.data.id, name: known.data.name } })}
      {...(old.data && { replaces: old.data })}
    />
  )
}

type FormProps = Readonly<{
  kind: InstrumentKind
  customer?: { id: string; name: string }
  replaces?: Pick<TakeInstrument, 'id' | 'amount' | 'number'>
}>

function TakeForm({ kind, customer, replaces }: FormProps) {
  const t = useWords('instruments')
  const go = useGo()
  const { company } = useMe()
  const queries = useQueryClient()
  const [id] = useState(newId)
  const form = useForm({
    schema: TakeInstrument,
    initial: {
      id,
      kind,
      ...(customer && { customerId: customer.id }),
      ...(replaces && { replaces: replaces.id, amount: replaces.amount }),
      ...(kind === 'guarantee' && { guaranteeKind: 'bank' }),
    },
    save: async (values) => {
      const taken = await client.payments.takeInstrument(values)
      await queries.invalidateQueries()
      toast.said(t('did_take'), t(`stands_${kind}`))
      go(`/instruments/${taken.id}`)
    },
  })
  return (
    <FormPage
      form={form}
      title={t(`take_${kind}`)}
      submit={t('take_yes')}
      onCancel={() => go(customer ? `/customers/${customer.id}` : '/instruments')}
      aside={
        kind === 'guarantee' || replaces ? undefined : (
          <Allocation form={form} title={t('is_for')} promised={false} />
        )
      }
    >
      {replaces && <Why>{t('replaces', { number: replaces.number })}</Why>}
      <PickerField
        path="customerId"
        label={t('customer')}
        load={loadCustomers}
        {...(customer && { initialLabel: customer.name })}
      />
      {kind === 'guarantee' && (
        <SelectField
          path="guaranteeKind"
          label={t('guarantee_kind')}
          options={guaranteeKinds.map((value) => ({ value, label: t(`guarantee_${value}`) }))}
        />
      )}
      <Pair>
        <TextField path="number" label={t(`number_${kind}`)} ltr />
        <MoneyField path="amount" label={t('amount')} currency={company.baseCurrency} />
      </Pair>
      <DateField path="dueOn" label={t(`day_${kind}`)} optional={kind === 'guarantee'} />
      <PaperFields kind={kind} />
    </FormPage>
  )
}
