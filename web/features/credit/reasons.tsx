import type { PaymentTerms } from '#core/contacts/terms.ts'
import type { CreditReason, CreditStanding } from '#core/credit/api.ts'
import { useFormat } from '#web/format.ts'
import { useTermsWords } from '#web/terms-words.ts'
import { Chip } from '#web/ui/chip.tsx'
import { useWords } from '#web/words.ts'
import css from './credit.module.css'

type Reasons = Pick<CreditStanding, 'reasons' | 'hold'>

/** Why a customer does not buy on credit, a sentence each. */
export function ReasonLines({ reasons, hold }: Reasons) {
  const t = useWords('credit')
  const format = useFormat()
  const said = ({ code, amount, days, on }: CreditReason) =>
    t(`said_${code}`, {
      amount: amount ? format.money(amount) : '',
      days: days ?? 0,
      day: on ? format.day(on, { weekday: true }) : '',
      by: `\u2068${hold?.by ?? ''}\u2069`,
      reason: `\u2068${hold?.reason ?? ''}\u2069`,
    })
  return (
    <ul className={css['reasons']}>
      {reasons.map((reason) => (
        <li key={reason.code}>{said(reason)}</li>
      ))}
    </ul>
  )
}

/** Over the limit is a figure; what a person or the customer's own conduct stopped is a state. */
export function ReasonChip({ code }: { code: CreditReason['code'] }) {
  const t = useWords('credit')
  const late = code === 'overdue_amount' || code === 'overdue_age'
  return <Chip tone={late ? 'late2' : code === 'cash_only' ? 'plain' : 'info'}>{t(code)}</Chip>
}

/** Terms as they are said beside a limit. */
export function useShortTerms(): (terms: PaymentTerms) => string {
  const t = useWords('credit')
  const say = useTermsWords()
  return (terms) => {
    if (terms.kind === 'immediate') return t('days_to_pay', { days: 0 })
    return terms.kind === 'days_from_invoice' ? t('days_to_pay', { days: terms.days }) : say(terms)
  }
}
