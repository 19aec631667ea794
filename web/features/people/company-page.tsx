import { useQuery, useQueryClient } from '@tanstack/react-query'
import { currencySymbol } from '#core/format.ts'
import { Currency } from '#core/money.ts'
import { CompanyProfile } from '#core/people/identity.ts'
import { api, client } from '#web/client.ts'
import { useGo } from '#web/place.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { SelectField, TextField } from '#web/ui/form/fields.tsx'
import { FormPage, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { LogoSection } from './logo-section.tsx'
import { VatField } from './vat-field.tsx'

const zones = [
  'Asia/Riyadh',
  'Asia/Dubai',
  'Asia/Kuwait',
  'Asia/Bahrain',
  'Asia/Qatar',
  'Asia/Muscat',
  'Asia/Amman',
  'Africa/Cairo',
].map((zone) => ({ value: zone, label: zone }))

/** What is printed on documents and said to customers about the company. */
export function CompanyPage() {
  const { data, error, refetch } = useQuery(api.people.company.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <CompanyForm company={data} /> : <Bones />
}

function CompanyForm({ company }: { company: CompanyProfile }) {
  const t = useWords('people')
  const ui = useWords('ui')
  const queries = useQueryClient()
  const go = useGo()
  const { language } = usePreferences()
  const currencies = Currency.options.map((value) => ({
    value,
    label: currencySymbol(value, language),
  }))
  const form = useForm({
    schema: CompanyProfile,
    initial: company,
    draft: 'company',
    save: async (profile) => {
      await client.people.changeCompany(profile)
      await queries.invalidateQueries({ queryKey: api.people.key() })
      toast.said(t('company_saved'))
    },
  })
  return (
    <FormPage
      form={form}
      title={t('company')}
      hint={t('company_hint')}
      submit={ui('save')}
      onCancel={() => go('/settings')}
    >
      <LogoSection name={company.name} />
      <TextField path="name" label={t('company_name')} />
      <TextField path="nameEn" label={t('company_name_en')} optional ltr />
      <Pair>
        <VatField path="vatNumber" />
        <TextField path="registration" label={t('registration')} optional ltr inputMode="numeric" />
        <SelectField path="baseCurrency" label={t('currency')} options={currencies} />
        <SelectField path="zone" label={t('zone')} options={zones} />
        <TextField path="phone" label={t('phone')} optional ltr type="tel" />
        <TextField path="email" label={t('email')} optional ltr type="email" />
      </Pair>
      <h2 className="section-title">{t('national_address')}</h2>
      <Pair>
        <TextField path="address.building" label={t('building')} optional ltr />
        <TextField path="address.street" label={t('street')} optional />
        <TextField path="address.district" label={t('district')} optional />
        <TextField path="address.city" label={t('city')} optional />
        <TextField path="address.postalCode" label={t('postal_code')} optional ltr />
      </Pair>
      <h2 className="section-title">{t('bank')}</h2>
      <Pair>
        <TextField path="iban" label={t('iban')} optional ltr />
        <TextField path="bankName" label={t('bank_name')} optional />
      </Pair>
    </FormPage>
  )
}
