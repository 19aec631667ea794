import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { Day } from '#core/day.ts'
import { currencySymbol } from '#core/format.ts'
import { Id, NewId } from '#core/list.ts'
import { Money as Amount, Currency, Rate } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMe, useToday } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import {
  DateField,
  DecimalField,
  MoneyField,
  SelectField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormPage, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Money } from '#web/ui/text/money.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useAccountName } from './entry-page.tsx'
import css from './ledger.module.css'

/** An entry as it is typed: each line has a debit or a credit, not a sign. */
const TypedEntry = z.object({
  id: NewId,
  postedOn: Day,
  currency: Currency,
  rate: Rate.optional(),
  memo: z.string().trim().min(1).max(300),
  lines: z
    .array(
      z.object({
        key: z.string(),
        accountId: Id,
        debit: Amount.optional(),
        credit: Amount.optional(),
      }),
    )
    .min(2),
})

const emptyLine = () => ({ key: newId() })

/** Writes an entry by hand; what is off is said while one types. */
export function NewEntryPage() {
  const { data, error, refetch } = useQuery(api.ledger.accounts.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <EntryForm accounts={data.rows} /> : <Bones />
}

type Accounts = Awaited<ReturnType<typeof client.ledger.accounts>>['rows']

function EntryForm({ accounts }: Readonly<{ accounts: Accounts }>) {
  const t = useWords('ledger')
  const go = useGo()
  const queries = useQueryClient()
  const today = useToday()
  const { language } = usePreferences()
  const { currency: base } = { currency: useMe().company.baseCurrency }
  const [id] = useState(newId)
  const form = useForm({
    schema: TypedEntry,
    initial: { id, postedOn: today, currency: base, memo: '', lines: [emptyLine(), emptyLine()] },
    draft: 'journal.new',
    save: async ({ lines, ...entry }) => {
      const made = await client.ledger.writeEntry({
        ...entry,
        lines: lines.flatMap(({ accountId, debit, credit }) => {
          const amount = (debit?.minor ?? 0) - (credit?.minor ?? 0)
          return amount === 0 ? [] : [{ accountId, amount }]
        }),
      })
      await queries.invalidateQueries({ queryKey: api.ledger.key() })
      toast.said(t('posted', { number: made.number }))
      go(`/books/entries/${made.id}`)
    },
  })
  const currency = Currency.catch(base).parse(form.get('currency'))
  const options = Currency.options.map((value) => ({
    value,
    label: currencySymbol(value, language),
  }))
  return (
    <FormPage
      form={form}
      title={t('new_entry')}
      submit={t('post_entry')}
      onCancel={() => go('/books')}
    >
      <p className="muted">{t('new_entry_hint')}</p>
      <Pair>
        <DateField path="postedOn" label={t('posted_on')} />
        <SelectField path="currency" label={t('currency')} options={options} />
      </Pair>
      {currency !== base && <DecimalField path="rate" label={t('rate')} optional />}
      <TextField path="memo" label={t('memo')} maxLength={300} />
      <fieldset className={css['lines']}>
        <legend>{t('lines')}</legend>
        <Lines accounts={accounts} currency={currency} />
      </fieldset>
    </FormPage>
  )
}

const Keyed = z.array(z.looseObject({ key: z.string() })).catch([])
const Sides = z
  .array(
    z.looseObject({
      debit: Amount.optional().catch(undefined),
      credit: Amount.optional().catch(undefined),
    }),
  )
  .catch([])

function Lines({ accounts, currency }: Readonly<{ accounts: Accounts; currency: Currency }>) {
  const t = useWords('ledger')
  const form = useFormAround()
  const nameOf = useAccountName()
  const lines = Keyed.parse(form.get('lines'))
  const options = accounts
    .filter(({ archived, key }) => !archived && key !== 'receivable')
    .map((account) => ({ value: account.id, label: `${account.code} ${nameOf(account)}` }))
  return (
    <>
      {lines.map((line, at) => (
        <div key={line.key} className={css['line']}>
          <SelectField path={`lines.${at}.accountId`} label={t('account')} options={options} />
          <MoneyField path={`lines.${at}.debit`} label={t('debit')} currency={currency} />
          <MoneyField path={`lines.${at}.credit`} label={t('credit')} currency={currency} />
          <div className={css['lineTools']}>
            {lines.length > 2 && (
              <ActionIcon
                aria-label={t('remove_line', { at: at + 1 })}
                onClick={() => form.set('lines', lines.toSpliced(at, 1))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </div>
        </div>
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} />}
        onClick={() => form.set('lines', [...lines, emptyLine()])}
      >
        {t('add_line')}
      </Button>
      <Balance currency={currency} />
    </>
  )
}

function Balance({ currency }: Readonly<{ currency: Currency }>) {
  const t = useWords('ledger')
  const sides = Sides.parse(useFormAround().get('lines'))
  const sum = (side: 'debit' | 'credit') =>
    sides.reduce((all, line) => all + (line[side]?.minor ?? 0), 0)
  const [debit, credit] = [sum('debit'), sum('credit')]
  const off = debit !== credit
  if (debit === 0 && credit === 0) return null
  const amount = { minor: off ? Math.abs(debit - credit) : debit, currency }
  const [before, after] = t(off ? 'off_by' : 'balanced', { amount: '\u0000' }).split('\u0000')
  return (
    <p className={css['sum']} data-off={off || undefined} role="status">
      {before}
      <Money value={amount} strong />
      {after}
    </p>
  )
}
