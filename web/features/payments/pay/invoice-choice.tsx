import { Checkbox, TextInput } from '@mantine/core'
import { daysBetween } from '#core/day.ts'
import { currencySymbol, formatDay, formatMoney } from '#core/format.ts'
import type { Money as Amount } from '#core/money.ts'
import type { PayableInvoice, PayPage } from '#core/payments/api.ts'
import type { EarlyOffer } from '#core/payments/early-api.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Code } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './pay.module.css'

/** What an invoice asks of who pays now: less what is saved by paying early. */
export const askedOf = ({ early, balance }: PayableInvoice): Amount => early?.toPay ?? balance

type InvoicesProps = Readonly<{
  page: PayPage
  chosen: readonly string[]
  onChosen: (ids: readonly string[]) => void
}>

export function Invoices({ page, chosen, onChosen }: InvoicesProps) {
  const t = useWords('payments')
  return (
    <ul className={css['invoices']}>
      {page.invoices.map((invoice) => (
        <li key={invoice.id}>
          <label className={css['invoice']} htmlFor={`pay-${invoice.id}`}>
            <Checkbox
              id={`pay-${invoice.id}`}
              size="md"
              checked={chosen.includes(invoice.id)}
              onChange={({ currentTarget: { checked } }) =>
                onChosen(
                  checked ? [...chosen, invoice.id] : chosen.filter((id) => id !== invoice.id),
                )
              }
            />
            <span className={css['what']}>
              <b>
                <Code>{invoice.number}</Code>
                {invoice.balance.minor < invoice.gross.minor && t('pay_left_of_it')}
              </b>
              <small>
                <Due invoice={invoice} today={page.today} />
              </small>
              {invoice.early && <Early early={invoice.early} today={page.today} />}
            </span>
            <Money value={askedOf(invoice)} bare strong />
          </label>
        </li>
      ))}
    </ul>
  )
}

/** A fact, and no reproach: «استحقت قبل 11 يومًا». */
function Due({ invoice, today }: { invoice: PayableInvoice; today: string }) {
  const t = useWords('payments')
  const { language: lang, digits } = usePreferences()
  const days = daysBetween(today, invoice.dueOn)
  const day = formatDay(invoice.dueOn, { lang, digits, today })
  if (days === 0) return t('pay_due_today')
  return days < 0 ? t('pay_due_ago', { days: -days, day }) : t('pay_due_in', { days, day })
}

/** «ادفع حتى … ووفّر …» */
function Early({ early, today }: { early: EarlyOffer; today: string }) {
  const t = useWords('payments')
  const { language: lang, digits } = usePreferences()
  const day = formatDay(early.until, { lang, digits, today })
  const amount = formatMoney(early.discount, { lang, digits, isolate: true })
  return <small>{t('pay_early', { day, amount })}</small>
}

export function OtherAmount(props: {
  page: PayPage
  text: string
  wrong: boolean
  sum: Amount
  onText: (text: string) => void
}) {
  const { page, text, wrong, sum, onText } = props
  const t = useWords('payments')
  const { language: lang, digits } = usePreferences()
  const say = (amount: Amount) => formatMoney(amount, { lang, digits, isolate: true })
  return (
    <TextInput
      className={`ltr-input ${css['other']}`}
      label={t('pay_other_label')}
      description={t('pay_other_hint')}
      size="md"
      inputMode="decimal"
      value={text}
      rightSection={<span className="muted">{currencySymbol(page.currency, lang)}</span>}
      rightSectionWidth={52}
      error={wrong && t('pay_between', { least: say(page.least), most: say(sum) })}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  )
}
