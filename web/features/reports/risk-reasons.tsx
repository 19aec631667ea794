import type { RiskReason } from '#core/collections/risk.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'

/** Says why a customer is at risk, or is not. */
export function useReason(): (reason: RiskReason) => string {
  const t = useWords('figures')
  const format = useFormat()
  return ({ code, facts }) => {
    const count = (name: string) => facts[name] ?? 0
    switch (code) {
      case 'usually_late':
        return t('why_usually_late', { days: count('days') })
      case 'owes_over_90':
      case 'owes_over_30':
      case 'pays_on_time':
        return t(`why_${code}`, { percent: format.percent(count('percent') / 100) })
      case 'broken_promises':
        return t('why_broken_promises', {
          broken: format.count(count('broken')),
          of: format.count(count('of')),
        })
      case 'disputes':
        return t('why_disputes', { count: t('times', { count: count('count') }) })
      case 'not_reached':
        return t('why_not_reached', { times: t('tries', { count: count('times') }) })
      default:
        return t(`why_${code}`)
    }
  }
}
