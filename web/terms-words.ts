import type { PaymentTerms } from '#core/contacts/terms.ts'
import { useFormat } from './format.ts'
import { useWords } from './words.ts'

/** Payment terms in words. */
export function useTermsWords(): (terms: PaymentTerms | null) => string {
  const t = useWords('contacts')
  const format = useFormat()
  const plain = (terms: PaymentTerms): string => {
    switch (terms.kind) {
      case 'immediate':
        return t('said_immediate')
      case 'days_from_invoice':
        return t('said_days', { days: terms.days })
      case 'days_from_delivery':
        return t('said_delivery', { days: terms.days })
      case 'days_from_receipt':
        return t('said_receipt', { days: terms.days })
      case 'end_of_month':
        return t('said_month_end', { days: terms.days })
      case 'day_of_month':
        return t(terms.month === 'this' ? 'said_day_this' : 'said_day_next', { day: terms.day })
    }
  }
  return (terms) => {
    if (!terms) return t('terms_none')
    if (terms.kind === 'immediate' || !terms.early) return plain(terms)
    const { basisPoints, days } = terms.early
    const percent = format.percent(basisPoints / 10_000)
    return t('said_early', { terms: plain(terms), percent, days })
  }
}
