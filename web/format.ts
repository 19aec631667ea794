import { useMemo } from 'react'
import { formatCount, formatDay, formatHijri, formatMoney, formatPercent } from '#core/format.ts'
import type { Money } from '#core/money.ts'
import { clockOf, dayOf } from './instant.ts'
import { useToday, useZone } from './me.tsx'
import { usePreferences } from './preferences.tsx'

type DayHow = Readonly<{ weekday?: boolean; full?: boolean; near?: boolean }>

/** Figures and dates as text, the way this reader chose to see them; on the page use Money, Day and Count. */
export function useFormat() {
  const { language: lang, digits } = usePreferences()
  const zone = useZone()
  const today = useToday()
  return useMemo(() => {
    const reader = { lang, digits }
    return {
      /** The figure alone. */
      figure: (amount: Money, whole = false) =>
        formatMoney(amount, { ...reader, whole, currency: false }),
      /** With its currency, for sentences. */
      money: (amount: Money, whole = false) =>
        formatMoney(amount, { ...reader, whole, isolate: true }),
      count: (count: number) => formatCount(count, reader),
      percent: (share: number) => formatPercent(Math.round(share * 100) * 100, reader),
      day: (day: string, how: DayHow = {}) => formatDay(day, { ...reader, today, ...how }),
      hijri: (day: string) => formatHijri(day, reader),
      clock: (instant: string) => clockOf(instant, zone, digits),
      dayOf: (instant: string) => dayOf(instant, zone),
    }
  }, [lang, digits, zone, today])
}
