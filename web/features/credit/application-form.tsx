import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { daysOf, withDays } from '#core/contacts/terms.ts'
import {
  type CreditApplication,
  CreditCheck,
  checkKinds,
  FinancialFacts,
  TradeReference,
} from '#core/credit/application.ts'
import { Id } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useParam, useSearchText } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import {
  MoneyField,
  NumberField,
  PickerField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormPage, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { useWords } from '#web/words.ts'
import { loadCustomers } from '../contacts/index.ts'
import css from './credit.module.css'

const blank = ({ name }: { name?: unknown }) => typeof name !== 'string' || name.trim() === ''

/** An application as it is typed: a reference without a name, and a check not made, are not part of it. */
const Typed = z.object({
  customerId: Id,
  limit: Money.refine(({ minor }) => minor > 0),
  days: z.int().min(0).max(3650),
  note: z.string().trim().max(1000).optional(),
  facts: FinancialFacts,
  references: z.preprocess(
    (rows) => (Array.isArray(rows) ? rows.filter((row) => !blank(row ?? {})) : []),
    z.array(TradeReference).max(10),
  ),
  checks: z.preprocess(
    (rows) =>
      Array.isArray(rows)
        ? rows.flatMap((row, at) => (row?.outcome ? [{ ...row, kind: checkKinds[at] }] : []))
        : [],
    z.array(CreditCheck),
  ),
})

/** Records what a customer asks for. */
export function ApplyPage() {
  const [search] = useSearchText()
  const customerId = search['customer']
  const { data, isLoading } = useQuery(
    api.contacts.show.queryOptions({
      input: { id: customerId ?? '' },
      enabled: customerId !== undefined,
    }),
  )
  if (customerId !== undefined && isLoading) return <Bones />
  return <ApplicationForm {...(data && { customer: { id: data.id, name: data.name } })} />
}

/** Rewrites an application that waits. */
export function EditPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(
    api.credit.application.queryOptions({ input: { id }, staleTime: 0, gcTime: 0 }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <ApplicationForm known={data} /> : <Bones />
}

type Props = Readonly<{
  known?: CreditApplication
  customer?: { id: string; name: string }
}>

function initialOf({ known, customer }: Props) {
  if (!known)
    return {
      ...(customer && { customerId: customer.id }),
      ...{ days: 30, facts: {}, references: [{}], checks: checkKinds.map(() => ({})) },
    }
  const { customerId, limit, terms, note, facts, references, checks } = known
  return {
    ...{ customerId, limit, note, references: references.length > 0 ? references : [{}] },
    days: daysOf(terms),
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)),
    checks: checkKinds.map((kind) => checks.find((check) => check.kind === kind) ?? {}),
  }
}

function ApplicationForm(props: Props) {
  const t = useWords('credit')
  const go = useGo()
  const queries = useQueryClient()
  const { company } = useMe()
  const { known, customer } = props
  const [newOne] = useState(newId)
  const form = useForm({
    schema: Typed,
    initial: initialOf(props),
    ...(known ? {} : { draft: 'credit.new' }),
    save: async ({ customerId, days, note, ...rest }) => {
      const said = { ...rest, terms: withDays(known?.terms, days), note: note ?? '' }
      const saved = known
        ? await client.credit.changeApplication({ ...said, id: known.id })
        : await client.credit.apply({ ...said, id: newOne, customerId })
      await queries.invalidateQueries({ queryKey: api.credit.key() })
      go(`/credit-applications/${saved.id}`)
    },
  })
  const back = known?.customerId ?? customer?.id
  return (
    <FormPage
      form={form}
      title={t('apply_title')}
      submit={t(known ? 'apply_change' : 'apply_yes')}
      onCancel={() =>
        go(
          known
            ? `/credit-applications/${known.id}`
            : back
              ? `/customers/${back}/credit`
              : '/credit',
        )
      }
    >
      {!known && (
        <PickerField
          path="customerId"
          label={t('customer')}
          load={loadCustomers}
          {...(customer && { initialLabel: customer.name })}
        />
      )}
      <Pair>
        <MoneyField path="limit" label={t('asked_limit')} currency={company.baseCurrency} />
        <NumberField path="days" label={t('days')} hint={t('days_hint')} />
      </Pair>
      <h2 className={css['group']}>{t('facts')}</h2>
      <Pair>
        <NumberField path="facts.yearsInBusiness" label={t('years')} optional />
        <NumberField path="facts.employees" label={t('employees')} optional />
      </Pair>
      <Pair>
        <MoneyField
          path="facts.yearlySales"
          label={t('yearly_sales')}
          currency={company.baseCurrency}
          optional
        />
        <TextField path="facts.bank" label={t('bank')} optional maxLength={80} />
      </Pair>
      <h2 className={css['group']}>{t('references')}</h2>
      <References />
      <h2 className={css['group']}>{t('checks')}</h2>
      {checkKinds.map((kind, at) => (
        <Check key={kind} kind={kind} at={at} />
      ))}
      <TextareaField path="note" label={t('note')} optional rows={3} />
    </FormPage>
  )
}

const rowsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value : []

function References() {
  const t = useWords('credit')
  const form = useFormAround()
  const rows = rowsOf(form.get('references'))
  return (
    <>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a reference has no name of its own but its place.
        <div key={at} className={css['reference']}>
          <TextField
            path={`references.${at}.name`}
            label={t('reference_name')}
            optional
            maxLength={120}
          />
          <TextField path={`references.${at}.phone`} label={t('reference_phone')} ltr optional />
          <TextField path={`references.${at}.said`} label={t('reference_said')} optional />
          {rows.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('reference_remove', { name: String(row['name'] ?? '') })}
              onClick={() =>
                form.set(
                  'references',
                  rows.filter((_, place) => place !== at),
                )
              }
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {rows.length < 10 && (
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          onClick={() => form.set('references', [...rows, {}])}
        >
          {t('reference_add')}
        </Button>
      )}
    </>
  )
}

/** One thing that is looked into before credit is given, and what came of it. */
function Check({ kind, at }: { kind: (typeof checkKinds)[number]; at: number }) {
  const t = useWords('credit')
  const form = useFormAround()
  const outcome = form.get(`checks.${at}.outcome`)
  const note = form.get(`checks.${at}.note`)
  return (
    <div className={css['check']}>
      <span id={`check-${kind}`}>{t(`check_${kind}`)}</span>
      <Select
        aria-labelledby={`check-${kind}`}
        data={[
          { value: 'good', label: t('check_good') },
          { value: 'bad', label: t('check_bad') },
        ]}
        placeholder={t('check_none')}
        clearable
        value={typeof outcome === 'string' ? outcome : null}
        onChange={(next) => form.set(`checks.${at}.outcome`, next ?? undefined)}
      />
      <TextInput
        aria-label={`${t(`check_${kind}`)}: ${t('check_note')}`}
        placeholder={t('check_note')}
        maxLength={400}
        value={typeof note === 'string' ? note : ''}
        onChange={(event) => form.set(`checks.${at}.note`, event.currentTarget.value)}
      />
    </div>
  )
}
