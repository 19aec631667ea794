import { weekdays } from '#core/format.ts'
import type { StatementPlanRow } from '#core/payments/api.ts'
import { usePreferences } from '#web/preferences.tsx'
import { useWords } from '#web/words.ts'

/** How often a plan goes, in words. */
export function useRhythm() {
  const t = useWords('statements')
  const { language } = usePreferences()
  return ({ every, day }: Pick<StatementPlanRow, 'every' | 'day'>): string =>
    t(`on_${every}`, { day, weekday: weekdays[language][day] ?? '' })
}

/** To whom a plan goes, in words. */
export function useWhom() {
  const t = useWords('statements')
  return ({ whom, tag, customers }: Pick<StatementPlanRow, 'whom' | 'tag' | 'customers'>): string =>
    t(`to_${whom}`, { tag, count: customers.length })
}
