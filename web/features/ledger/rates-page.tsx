import { useQuery } from '@tanstack/react-query'
import { currencySymbol } from '#core/format.ts'
import { SaveRate } from '#core/ledger/api.ts'
import { Currency } from '#core/money.ts'
import { api, client } from '#web/client.ts'
import { useMay, useToday } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { DateField, DecimalField, SelectField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { Bdi, Day, Ltr } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { BooksTabs } from './books-tabs.tsx'
import css from './ledger.module.css'
import { useChange } from './use-change.ts'

/** The rates that were entered by hand, the newest first. */
export function RatesPage() {
  const t = useWords('ledger')
  const writes = useMay()('ledger.journal') !== undefined
  const { data, error, refetch } = useQuery(api.ledger.rates.queryOptions({ input: {} }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={6} />
  return (
    <Sheet label={t('rates')}>
      <PageHead title={t('rates')}>{t('rates_hint')}</PageHead>
      <BooksTabs />
      {writes && (
        <Section title={t('save_rate')}>
          <RateForm key={data.rows.length} base={data.baseCurrency} />
        </Section>
      )}
      {data.rows.length === 0 ? (
        <p className={`muted ${css['phoneFoot']}`}>{t('rates_none')}</p>
      ) : (
        <div className={css['scroll']}>
          <table className={css['table']}>
            <thead>
              <tr>
                <th scope="col">{t('day')}</th>
                <th scope="col">{t('currency')}</th>
                <th scope="col" className="num">
                  {t('rate')}
                </th>
                <th scope="col">{t('by')}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={`${row.currency} ${row.day}`}>
                  <td>
                    <Day value={row.day} full />
                  </td>
                  <td>{row.currency}</td>
                  <td className="num">
                    <Ltr>{row.rate}</Ltr>
                  </td>
                  <td>
                    <Bdi>{row.by}</Bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Sheet>
  )
}

function RateForm({ base }: Readonly<{ base: Currency }>) {
  const t = useWords('ledger')
  const today = useToday()
  const { language } = usePreferences()
  const save = useChange((rate: SaveRate) => client.ledger.saveRate(rate))
  const form = useForm({
    schema: SaveRate,
    initial: { day: today },
    save: async (rate) => {
      await save.mutateAsync(rate)
      toast.said(t('rate_saved', { currency: currencySymbol(rate.currency, language) }))
    },
  })
  const options = Currency.options
    .filter((value) => value !== base)
    .map((value) => ({ value, label: currencySymbol(value, language) }))
  return (
    <FormFields form={form} submit={t('save_rate')}>
      <Pair>
        <SelectField path="currency" label={t('currency')} options={options} />
        <DateField path="day" label={t('day')} />
      </Pair>
      <DecimalField path="rate" label={t('rate')} unit={currencySymbol(base, language)} />
    </FormFields>
  )
}
