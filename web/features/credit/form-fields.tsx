import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { z } from 'zod'
import { ApplyOnForm, type CreditFormPage } from '#core/credit/form.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { usePreferences } from '#web/preferences.tsx'
import {
  CheckField,
  MoneyField,
  NumberField,
  TextareaField,
  TextField,
} from '#web/ui/form/fields.tsx'
import { FormFields, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { useWords } from '#web/words.ts'
import css from './form.module.css'

const { references } = ApplyOnForm.shape
const blank = (row: unknown) =>
  typeof row !== 'object' || row === null || !('name' in row) || String(row.name).trim() === ''

/** The form as it is typed: a supplier without a name is no part of it. */
const Typed = ApplyOnForm.omit({ token: true, requestId: true, language: true }).extend({
  references: z.preprocess(
    (rows) => (Array.isArray(rows) ? rows.filter((row) => !blank(row)) : []),
    references,
  ),
  consent: z.literal(true),
})

type Props = Readonly<{
  token: string
  page: CreditFormPage
  papers: ReactNode
  onSent: () => Promise<void>
}>

/** What somebody says who asks for credit: who they are, what they want, who knows them. */
export function ApplyForm({ token, page, papers, onSent }: Props) {
  const t = useWords('creditForms')
  const { language } = usePreferences()
  const [requestId, setRequestId] = useState(newId)
  const form = useForm({
    schema: Typed,
    initial: { company: {}, facts: {}, references: [{}], days: 30, consent: false },
    draft: `credit.form.${token.slice(0, 8)}`,
    save: async ({ consent: _, ...said }) => {
      try {
        await client.credit.applyOnForm({ ...said, token, requestId, language })
      } catch (error) {
        setRequestId(newId())
        throw error
      }
      await onSent()
    },
  })
  return (
    <section className={css['card']}>
      <p className={css['lead']}>{t('page_lead')}</p>
      <FormFields form={form} submit={t('send')}>
        <Company />
        <h2 className={css['group']}>{t('asked')}</h2>
        <Pair>
          <MoneyField path="limit" label={t('limit')} currency={page.currency} />
          <NumberField path="days" label={t('pay_days')} />
        </Pair>
        <h2 className={css['group']}>{t('work')}</h2>
        <Pair>
          <NumberField path="facts.yearsInBusiness" label={t('years')} optional />
          <NumberField path="facts.employees" label={t('employees')} optional />
        </Pair>
        <Pair>
          <MoneyField
            path="facts.yearlySales"
            label={t('yearly_sales')}
            currency={page.currency}
            optional
          />
          <TextField path="facts.bank" label={t('bank')} optional maxLength={80} />
        </Pair>
        <h2 className={css['group']}>{t('references')}</h2>
        <References />
        <TextareaField path="note" label={t('note')} optional rows={3} />
        <h2 className={css['group']}>{t('papers')}</h2>
        <p className={css['hint']}>{t('papers_hint')}</p>
        {papers}
        <CheckField path="consent" label={t('consent')} wrong={() => t('consent_needed')} />
      </FormFields>
    </section>
  )
}

function Company() {
  const t = useWords('creditForms')
  return (
    <>
      <h2 className={css['group']}>{t('company')}</h2>
      <TextField path="company.name" label={t('company_name')} maxLength={200} />
      <Pair>
        <TextField path="company.registration" label={t('registration')} ltr optional />
        <TextField path="company.vatNumber" label={t('vat_number')} ltr optional />
      </Pair>
      <TextField path="company.city" label={t('city')} optional maxLength={80} />
      <TextField path="company.contactName" label={t('contact_name')} maxLength={120} />
      <Pair>
        <TextField path="company.phone" label={t('phone')} ltr maxLength={40} />
        <TextField path="company.email" label={t('email')} ltr optional />
      </Pair>
    </>
  )
}

const most = 5

function References() {
  const t = useWords('creditForms')
  const form = useFormAround()
  const value = form.get('references')
  const rows: readonly Readonly<Record<string, unknown>>[] = Array.isArray(value) ? value : []
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
          {rows.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              aria-label={t('reference_remove', { name: String(row['name'] ?? '') })}
              onClick={() =>
                form.set(
                  'references',
                  rows.filter((_, place) => place !== at),
                )
              }
            >
              <IconX size={18} />
            </ActionIcon>
          )}
        </div>
      ))}
      {rows.length < most && (
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
