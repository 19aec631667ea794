import { NumberInput, Select, TextInput } from '@mantine/core'
import type { ImportView } from '#core/importing/api.ts'
import { Currency as Currencies, type Currency, Rate } from '#core/money.ts'
import { useMe } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import css from './importing.module.css'
import type { Answer } from './use-import.ts'

const orders = ['auto', 'day_first', 'month_first'] as const

/** How the whole file is read: the order of dates, and what holds where nothing is written. */
export function Reading({ view, answer }: { view: ImportView; answer: Answer }) {
  const t = useWords('importing')
  const { options } = view
  const has = (field: string) =>
    view.sheets.some(({ columns }) => columns.some((column) => column.field === field))
  if (!view.sheets.some(({ kind }) => kind)) return null
  return (
    <div className={css['part']}>
      <h2>{t('more_questions')}</h2>
      <div className={css['questions']}>
        <Select
          label={t('date_order')}
          value={options.dateOrder}
          data={orders.map((value) => ({ value, label: t(`order_${value}`) }))}
          onChange={(value) => answer({ options: { dateOrder: value as (typeof orders)[number] } })}
        />
        <Select
          label={t('currency')}
          value={options.currency}
          data={Currencies.options}
          onChange={(value) => answer({ options: { currency: value as Currency } })}
        />
        {!has('dueOn') && (
          <NumberInput
            label={t('terms_days')}
            min={0}
            max={3650}
            defaultValue={options.termsDays}
            key={`terms ${options.termsDays}`}
            onBlur={(event) => {
              const termsDays = Number(event.currentTarget.value.replace(/\D/g, ''))
              if (termsDays !== options.termsDays) answer({ options: { termsDays } })
            }}
          />
        )}
        {view.summary?.foreign.map((currency) => (
          <RateField key={currency} view={view} currency={currency} answer={answer} />
        ))}
      </div>
    </div>
  )
}

type RateProps = Readonly<{ view: ImportView; currency: Currency; answer: Answer }>

function RateField({ view, currency, answer }: RateProps) {
  const t = useWords('importing')
  const { company } = useMe()
  const rate = view.options.rates[currency] ?? ''
  return (
    <TextInput
      label={t('rate', { currency })}
      description={t('rate_hint', { base: company.baseCurrency })}
      inputWrapperOrder={['label', 'input', 'description']}
      dir="ltr"
      inputMode="decimal"
      defaultValue={rate}
      key={`${currency} ${rate}`}
      onBlur={(event) => {
        const value = event.currentTarget.value.trim()
        if (value === rate || !Rate.safeParse(value).success) return
        answer({ options: { rates: { ...view.options.rates, [currency]: value } } })
      }}
    />
  )
}
