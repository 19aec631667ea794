import type { PageSettlement } from '#core/collections/settlement-api.ts'
import { formatDay } from '#core/format.ts'
import { type Money as Amount, total } from '#core/money.ts'
import type { PayPage } from '#core/payments/api.ts'
import { usePreferences } from '#web/preferences.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { useWords } from '#web/words.ts'
import { askedOf } from './invoice-choice.tsx'
import css from './pay.module.css'

type Props = Readonly<{ page: PayPage; amount: Amount; settlement: PageSettlement }>

/** The amount of the settlement that was agreed to, until when, and what is owed beside it. */
export function SettlementHero({ page, amount, settlement }: Props) {
  const t = useWords('settlements')
  const { language: lang, digits } = usePreferences()
  const beside = total(
    page.invoices.filter(({ id }) => !settlement.invoiceIds.includes(id)).map(askedOf),
    page.currency,
  )
  const day = formatDay(settlement.payBy, { lang, digits, today: page.today, weekday: true })
  return (
    <section className={`${css['card']} ${css['hero']}`}>
      <p>{t(amount.minor < settlement.pay.minor ? 'page_head_rest' : 'page_head')}</p>
      <Money value={amount} size="hero" />
      <p>{t('page_until', { day })}</p>
      {beside.minor > 0 && (
        <p>
          {t('page_beside')} <Money value={beside} />
        </p>
      )}
    </section>
  )
}
