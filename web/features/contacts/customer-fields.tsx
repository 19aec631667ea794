import { TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { latinDigits } from '#core/arabic/digits.ts'
import { reachChannels } from '#core/contacts/customer.ts'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import {
  NumberField,
  SelectField,
  TextareaField,
  TextField,
  useField,
} from '#web/ui/form/fields.tsx'
import { Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useWords } from '#web/words.ts'
import css from './contacts.module.css'
import { EarlyFields } from './early-fields.tsx'
import { useOwners } from './owners.ts'

/** The fields of a customer, new or known; identities are typed here only for a new one. */
export function CustomerFields({ isNew }: { isNew: boolean }) {
  const t = useWords('contacts')
  const may = useMay()
  return (
    <>
      <NameFields />
      {isNew && may('contacts.see_identities') && <ReachFields />}
      <h2 className={css['group']}>{t('deal_section')}</h2>
      <DealFields />
      {may('contacts.see_tax_numbers') && (
        <>
          <h2 className={css['group']}>{t('legal_section')}</h2>
          <TaxFields />
        </>
      )}
      <h2 className={css['group']}>{t('address_section')}</h2>
      <AddressFields />
      <TextareaField path="notes" label={t('notes')} hint={t('notes_hint')} optional rows={3} />
    </>
  )
}

function NameFields() {
  const t = useWords('contacts')
  return (
    <>
      <TextField path="name" label={t('name')} autoFocus maxLength={200} />
      <TextField path="nameEn" label={t('name_en')} optional ltr maxLength={200} />
      <Pair>
        <SelectField
          path="kind"
          label={t('kind')}
          options={[
            { value: 'company', label: t('company') },
            { value: 'person', label: t('person') },
          ]}
        />
        <SelectField
          path="language"
          label={t('language')}
          options={[
            { value: 'ar', label: t('arabic') },
            { value: 'en', label: t('english') },
          ]}
        />
      </Pair>
    </>
  )
}

function ReachFields() {
  const t = useWords('contacts')
  return (
    <>
      <h2 className={css['group']}>{t('identity_section')}</h2>
      <Pair>
        <TextField
          path="phone"
          label={t('phone')}
          optional
          ltr
          type="tel"
          wrong={() => t('phone_wrong')}
        />
        <TextField path="email" label={t('email')} optional ltr type="email" />
      </Pair>
      <Pair>
        <TextField path="contactName" label={t('contact_name')} optional />
        <TextField path="contactTitle" label={t('contact_title')} optional />
      </Pair>
    </>
  )
}

function DealFields() {
  const t = useWords('contacts')
  const say = useWords('messaging')
  const { options } = useOwners()
  return (
    <>
      <Pair>
        <SelectField
          path="stage"
          label={t('stage')}
          options={[
            { value: 'prospect', label: t('prospect') },
            { value: 'customer', label: t('customer_stage') },
          ]}
        />
        <SelectField path="ownerId" label={t('owner')} optional clearable options={options} />
      </Pair>
      <SelectField
        path="preferredChannel"
        label={t('preferred_channel')}
        optional
        clearable
        options={reachChannels.map((value) => ({ value, label: say(`channel_${value}`) }))}
      />
      <TermsFields />
      <TagsField />
    </>
  )
}

const termKinds = [
  'immediate',
  'days_from_invoice',
  'days_from_delivery',
  'days_from_receipt',
  'end_of_month',
  'day_of_month',
] as const

function TermsFields() {
  const t = useWords('contacts')
  const form = useFormAround()
  const kind = form.get('terms.kind')
  const counted = typeof kind === 'string' && kind !== 'immediate' && kind !== 'day_of_month'
  const onTerms = typeof kind === 'string' && kind !== 'immediate'
  return (
    <>
      <Pair>
        <SelectField
          path="terms.kind"
          label={t('terms')}
          optional
          clearable
          options={termKinds.map((value) => ({ value, label: t(`terms_${value}`) }))}
        />
        {counted && <NumberField path="terms.days" label={t('terms_days')} />}
        {kind === 'day_of_month' && (
          <Pair>
            <NumberField path="terms.day" label={t('terms_day')} />
            <SelectField
              path="terms.month"
              label={t('terms_month')}
              options={[
                { value: 'this', label: t('this_month') },
                { value: 'next', label: t('next_month') },
              ]}
            />
          </Pair>
        )}
      </Pair>
      {onTerms && <EarlyFields path="terms.early" />}
    </>
  )
}

function TagsField() {
  const t = useWords('contacts')
  const { value, set, props } = useField({
    ...{ path: 'tags', label: t('tags'), hint: t('tags_hint'), optional: true },
  })
  const { data } = useQuery(api.contacts.facets.queryOptions({ input: {} }))
  return (
    <TagsInput
      {...props}
      data={data?.tags.map((tag) => tag.value) ?? []}
      value={Array.isArray(value) ? value.filter((tag) => typeof tag === 'string') : []}
      onChange={set}
      maxTags={30}
    />
  )
}

function TaxFields() {
  const t = useWords('contacts')
  const say = useWords('fields')
  const digits = (value: unknown) =>
    typeof value === 'string' ? latinDigits(value).replace(/[^0-9]/g, '').length : 0
  return (
    <Pair>
      <TextField
        path="vatNumber"
        label={t('vat_number')}
        optional
        ltr
        inputMode="numeric"
        wrong={(value) => say('vat_number', { length: digits(value) })}
      />
      <TextField
        path="registration"
        label={t('registration')}
        optional
        ltr
        inputMode="numeric"
        wrong={() => t('registration_wrong')}
      />
    </Pair>
  )
}

function AddressFields() {
  const t = useWords('contacts')
  return (
    <>
      <Pair>
        <TextField path="address.city" label={t('city')} optional />
        <TextField path="address.district" label={t('district')} optional />
      </Pair>
      <Pair>
        <TextField path="address.street" label={t('street')} optional />
        <TextField path="address.building" label={t('building')} optional ltr />
      </Pair>
      <Pair>
        <TextField path="address.postalCode" label={t('postal_code')} optional ltr />
        <TextField path="address.shortCode" label={t('short_code')} optional ltr />
      </Pair>
    </>
  )
}
