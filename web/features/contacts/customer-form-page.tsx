import { Alert, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Customer } from '#core/contacts/customer.ts'
import { api, client } from '#web/client.ts'
import { useMay, useMe } from '#web/me.tsx'
import { useGo, useParam } from '#web/place.ts'
import { refusalOf } from '#web/refusal.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { FormPage } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { CustomerFields } from './customer-fields.tsx'
import { CustomerForm, initialOf, newIds, toAdd, toChange } from './customer-form.ts'
import { DuplicatesAside } from './duplicates-aside.tsx'

/** Adds a customer, with those it may already be beside the form. */
export function NewCustomerPage() {
  const t = useWords('contacts')
  const go = useGo()
  const queries = useQueryClient()
  const { userId } = useMe()
  const own = useMay()('contacts.change') === 'own'
  const [ids] = useState(newIds)
  const form = useForm({
    schema: CustomerForm,
    initial: initialOf(null, own ? userId : null),
    draft: 'customer.new',
    save: async (values) => {
      await client.contacts.add(toAdd(values, ids))
      await queries.invalidateQueries({ queryKey: api.contacts.key() })
      toast.said(t('added', { name: values.name }))
      go(`/customers/${ids.id}`)
    },
  })
  return (
    <FormPage
      form={form}
      title={t('new_customer')}
      hint={t('new_hint')}
      submit={t('save_customer')}
      onCancel={() => go('/customers')}
      aside={<DuplicatesAside form={form} />}
    >
      <CustomerFields isNew />
    </FormPage>
  )
}

/** Changes what is said of a customer. */
export function EditCustomerPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.contacts.show.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  return <EditForm key={data.id} customer={data} />
}

function EditForm({ customer: read }: { customer: Customer }) {
  const t = useWords('contacts')
  const go = useGo()
  const queries = useQueryClient()
  // Someone else's change must not move the ground under what is being typed.
  const [customer] = useState(read)
  const version = useRef(customer.version)
  const [stale, setStale] = useState<{ by: string; version: number } | null>(null)
  const to = `/customers/${customer.id}`
  const form = useForm({
    schema: CustomerForm,
    initial: initialOf(customer, null),
    save: async (values) => {
      try {
        await client.contacts.change(toChange(values, customer, version.current))
      } catch (error) {
        const { code, facts } = refusalOf(error)
        if (code === 'request.stale')
          setStale({ by: String(facts['changedBy']), version: Number(facts['version']) })
        throw error
      }
      await queries.invalidateQueries({ queryKey: api.contacts.key() })
      toast.said(t('saved', { name: values.name }))
      go(to)
    },
  })
  const keepMine = () => {
    if (stale) version.current = stale.version
    setStale(null)
    void form.submit()
  }
  return (
    <FormPage
      form={form}
      title={t('edit_customer', { name: `\u2068${customer.name}\u2069` })}
      submit={t('save_customer')}
      onCancel={() => go(to)}
      aside={<DuplicatesAside form={form} exceptId={customer.id} />}
    >
      {stale && (
        <Alert color="blue" title={t('stale', { name: stale.by })}>
          <Button
            size="compact-sm"
            variant="default"
            component="a"
            href={to}
            target="_blank"
            me={8}
          >
            {t('stale_show')}
          </Button>
          <Button size="compact-sm" onClick={keepMine}>
            {t('stale_keep')}
          </Button>
        </Alert>
      )}
      <CustomerFields isNew={false} />
    </FormPage>
  )
}
