import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { PaymentTerms } from '#core/contacts/terms.ts'
import { isDay } from '#core/day.ts'
import { currencySymbol } from '#core/format.ts'
import type { Invoice } from '#core/invoicing/api.ts'
import { dueOn } from '#core/invoicing/terms.ts'
import { Currency } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useMay, useMe, useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useParam, useSearchText } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import {
  DateField,
  DecimalField,
  PickerField,
  SelectField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormPage, Pair } from '#web/ui/form/form-page.tsx'
import { type Form, useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../contacts/index.ts'
import { CreditRoom } from '../credit/index.ts'
import { BuyerCard, useBuyer } from './buyer-card.tsx'
import { emptyLine, inputOf, previewOf, TypedInvoice, typedOf } from './form-values.ts'
import css from './invoicing.module.css'
import { FigureList, LinesEditor } from './lines-editor.tsx'
import { TermsField } from './terms-field.tsx'

/** Writes an invoice; what is typed is kept, and the figures are there while one types. */
export function NewInvoicePage() {
  const [search] = useSearchText()
  const customerId = search['customer']
  const { data, isLoading } = useQuery(
    api.contacts.show.queryOptions({
      input: { id: customerId ?? '' },
      enabled: customerId !== undefined,
    }),
  )
  if (customerId !== undefined && isLoading) return <Bones />
  return <InvoiceForm {...(data && { customer: { id: data.id, name: data.name } })} />
}

/** Rewrites a draft. */
export function EditInvoicePage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    api.invoicing.show.queryOptions({ input: { id }, staleTime: 0, gcTime: 0 }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  return <InvoiceForm draft={data} customer={data.customer} />
}

type FormProps = Readonly<{
  draft?: Invoice
  customer?: { id: string; name: string }
}>

function useInvoiceForm({ draft, customer }: FormProps) {
  const t = useWords('invoicing')
  const go = useGo()
  const queries = useQueryClient()
  const today = useToday()
  const { company } = useMe()
  const [id] = useState(newId)
  const may = useMay()
  const posts = useRef(may('invoicing.post') !== undefined)
  const form = useForm({
    schema: TypedInvoice,
    initial: draft
      ? typedOf(draft)
      : {
          ...(customer && { customerId: customer.id }),
          currency: company.baseCurrency,
          issuedOn: today,
          lines: [emptyLine()],
        },
    ...(draft ? {} : { draft: 'invoice.new' }),
    save: async (typed) => {
      const input = inputOf(typed)
      const saved = draft
        ? await client.invoicing.changeDraft({
            ...input,
            id: draft.id,
            version: draft.version ?? 1,
          })
        : await client.invoicing.create({ ...input, id, post: false })
      await queries.invalidateQueries({ queryKey: api.invoicing.key() })
      if (!posts.current) toast.said(t('draft_saved'))
      go(`/invoices/${saved.id}${posts.current ? '?ask=post' : ''}`)
    },
  })
  return { form, posts }
}

function InvoiceForm(props: FormProps) {
  const t = useWords('invoicing')
  const go = useGo()
  const may = useMay()
  const format = useFormat()
  const { draft, customer } = props
  const { form, posts } = useInvoiceForm(props)
  const { company } = useMe()
  const currency = Currency.catch(company.baseCurrency).parse(form.get('currency'))
  const figures = previewOf(form.get('lines'), form.get('discount'), currency)
  const saveDraft = async () => {
    posts.current = false
    await form.submit()
    posts.current = may('invoicing.post') !== undefined
  }
  return (
    <FormPage
      form={form}
      title={draft ? t('edit_draft') : t('new_invoice')}
      submit={
        may('invoicing.post')
          ? t('go_to_post', { amount: format.money(figures.gross) })
          : t('save_draft')
      }
      more={
        may('invoicing.post') && (
          <Button variant="default" loading={form.busy} onClick={() => void saveDraft()}>
            {t('save_draft')}
          </Button>
        )
      }
      onCancel={() => go(draft ? `/invoices/${draft.id}` : '/invoices')}
      aside={<Aside form={form} figures={figures} />}
    >
      <Head form={form} currency={currency} customer={customer} />
      <LinesEditor currency={currency} figures={figures} />
      <Pair>
        <TextField path="discount" label={t('document_discount')} optional ltr placeholder="5%" />
        <TextField path="reference" label={t('reference')} optional ltr maxLength={80} />
      </Pair>
      <TextareaField path="notes" label={t('notes')} optional />
      <FigureList figures={figures} />
    </FormPage>
  )
}

function Aside({ form, figures }: { form: Form; figures: ReturnType<typeof previewOf> }) {
  const customerId = form.get('customerId')
  return (
    <>
      {typeof customerId === 'string' && <BuyerCard customerId={customerId} />}
      {typeof customerId === 'string' && (
        <CreditRoom customerId={customerId} sale={figures.gross} />
      )}
      <FigureList figures={figures} />
    </>
  )
}

function Head({
  form,
  currency,
  customer,
}: {
  form: Form
  currency: Currency
  customer: FormProps['customer']
}) {
  const t = useWords('invoicing')
  const { language } = usePreferences()
  const { company } = useMe()
  const options = Currency.options.map((value) => ({
    value,
    label: currencySymbol(value, language),
  }))
  return (
    <>
      <PickerField
        path="customerId"
        label={t('customer')}
        load={loadCustomers}
        {...(customer && { initialLabel: customer.name })}
      />
      <Pair>
        <DateField path="issuedOn" label={t('issued')} />
        <DateField path="suppliedOn" label={t('supplied')} optional />
      </Pair>
      <TermsField />
      <DuePreview form={form} />
      <Pair>
        <SelectField path="currency" label={t('currency')} options={options} />
        {currency !== company.baseCurrency && (
          <DecimalField
            path="rate"
            label={t('rate')}
            hint={t('rate_hint', {
              from: currencySymbol(currency, language),
              to: currencySymbol(company.baseCurrency, language),
            })}
          />
        )}
      </Pair>
    </>
  )
}

/** When it will be due, in both calendars, before it is saved. */
function DuePreview({ form }: { form: Form }) {
  const t = useWords('invoicing')
  const format = useFormat()
  const customerId = form.get('customerId')
  const buyer = useBuyer(typeof customerId === 'string' ? customerId : undefined)
  const issuedOn = form.get('issuedOn')
  if (typeof issuedOn !== 'string' || !isDay(issuedOn)) return null
  const own = PaymentTerms.safeParse(form.get('terms'))
  const terms = own.success ? own.data : (buyer.data?.terms ?? { kind: 'immediate' as const })
  const due = dueOn(terms, { invoicedOn: issuedOn })
  const waits = terms.kind === 'days_from_delivery' || terms.kind === 'days_from_receipt'
  const days = {
    day: format.day(due.dueOn, { weekday: true }),
    hijri: format.hijri(due.dueOn) ?? '',
  }
  return <p className={css['due']}>{waits ? t('due_waits', days) : t('due_preview', days)}</p>
}
