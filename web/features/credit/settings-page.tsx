import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { daysOf, withDays } from '#core/contacts/terms.ts'
import type { CreditSettings } from '#core/credit/api.ts'
import { EarlyVat } from '#core/credit/early-vat.ts'
import { CreditPolicy } from '#core/credit/policy.ts'
import { Money } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMe } from '#web/me.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { MoneyField, NumberField, SelectField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { PageHead, Section, Sheet, Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './credit.module.css'
import { useChange } from './use-change.ts'

/** The company's credit policy: who, for how much, when it stops, and who decides. */
export function CreditSettingsPage() {
  const t = useWords('credit')
  const { data, error, refetch } = useQuery(api.credit.settings.queryOptions({ input: {} }))
  return (
    <Sheet label={t('settings')} narrow>
      <PageHead title={t('settings')}>{t('settings_hint')}</PageHead>
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Bones rows={8} />}
      {data && <PolicyForm saved={data} />}
    </Sheet>
  )
}

const { enforcement, graceDays, breachDays, reviewMonths, rewardAfter, earlyVat } =
  CreditPolicy.shape
const Amount = Money.refine(({ minor }) => minor >= 0)
const Typed = z.object({
  ...{ enforcement, graceDays, breachDays, reviewMonths, rewardAfter, earlyVat },
  newCustomerLimit: Amount,
  days: z.int().min(0).max(3650),
  overdueLimit: Amount.optional(),
  overdueDays: z.int().min(0).max(365).optional(),
  authorityLimit: Amount.optional(),
})

function PolicyForm({ saved }: { saved: CreditSettings }) {
  const t = useWords('credit')
  const { company } = useMe()
  const currency = company.baseCurrency
  const money = (minor: number | null) => (minor === null ? undefined : { minor, currency })
  const save = useChange(client.credit.changeSettings, () => toast.said(t('saved')))
  const { ruled, defaultTerms, ...policy } = saved
  const form = useForm({
    schema: Typed,
    initial: {
      ...policy,
      days: daysOf(defaultTerms),
      newCustomerLimit: money(policy.newCustomerLimit),
      overdueLimit: money(policy.overdueLimit),
      overdueDays: policy.overdueDays ?? undefined,
      authorityLimit: money(policy.authorityLimit),
    },
    save: ({ days, newCustomerLimit, overdueLimit, overdueDays, authorityLimit, ...rest }) =>
      save.mutateAsync({
        ...rest,
        newCustomerLimit: newCustomerLimit.minor,
        overdueLimit: overdueLimit?.minor ?? null,
        overdueDays: overdueDays ?? null,
        authorityLimit: authorityLimit?.minor ?? null,
        defaultTerms: withDays(defaultTerms, days),
      }),
  })
  return (
    <Section title={t('policy')}>
      {!ruled && <Why>{t('not_ruled')}</Why>}
      <FormFields form={form} submit={t('save')}>
        <SelectField
          path="enforcement"
          label={t('enforcement')}
          options={[
            { value: 'warn', label: t('enforce_warn') },
            { value: 'refuse', label: t('enforce_refuse') },
          ]}
        />
        <h2 className={css['group']}>{t('new_customers')}</h2>
        <Pair>
          <MoneyField
            path="newCustomerLimit"
            label={t('new_limit')}
            hint={t('new_limit_hint')}
            currency={currency}
          />
          <NumberField path="days" label={t('default_days')} hint={t('days_hint')} />
        </Pair>
        <h2 className={css['group']}>{t('stops')}</h2>
        <Pair>
          <NumberField path="graceDays" label={t('grace_days')} />
          <NumberField
            path="overdueDays"
            label={t('overdue_days')}
            hint={t('empty_never')}
            optional
          />
        </Pair>
        <Pair>
          <MoneyField
            path="overdueLimit"
            label={t('overdue_limit')}
            hint={t('empty_never')}
            currency={currency}
            optional
          />
          <NumberField path="breachDays" label={t('breach_days')} hint={t('breach_hint')} />
        </Pair>
        <h2 className={css['group']}>{t('deciding')}</h2>
        <MoneyField
          path="authorityLimit"
          label={t('authority_limit')}
          currency={currency}
          optional
        />
        <Pair>
          <NumberField path="reviewMonths" label={t('review_months')} />
          <NumberField path="rewardAfter" label={t('reward_after')} />
        </Pair>
        <h2 className={css['group']}>{t('early')}</h2>
        <SelectField
          path="earlyVat"
          label={t('early_vat')}
          hint={t('early_hint')}
          options={EarlyVat.options.map((value) => ({ value, label: t(`early_${value}`) }))}
        />
      </FormFields>
    </Section>
  )
}
