import { useEffect, useState } from 'react'
import { daysBetween, weekdayOf } from '#core/day.ts'
import { weekdays } from '#core/format.ts'
import { stretchOf } from '#core/inbox/stretch.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { usePreferences } from '#web/preferences.tsx'
import { useWords } from '#web/words.ts'

/** How long a sound is, or where in it one stands: «1:05». */
export const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

/** This moment in milliseconds, again and again. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** When something was said, as short as a row needs it: the hour, «أمس», the weekday, the day. */
export function useWhen() {
  const format = useFormat()
  const today = useToday()
  const { language } = usePreferences()
  return (instant: string): string => {
    const day = format.dayOf(instant)
    const ago = daysBetween(day, today)
    if (ago <= 0) return format.clock(instant)
    if (ago === 1) return format.day(day, { near: true })
    return ago < 7 ? (weekdays[language][weekdayOf(day)] ?? '') : format.day(day)
  }
}

/** A moment to come: the hour of today, else the day and the hour: «غدًا 10:00». */
export function useMoment() {
  const format = useFormat()
  const today = useToday()
  return (instant: string): string => {
    const day = format.dayOf(instant)
    const clock = `\u2066${format.clock(instant)}\u2069`
    return day === today ? clock : `${format.day(day, { near: true })} ${clock}`
  }
}

/** A stretch of time in its two largest units, for a sentence: «23 ساعة و34 دقيقة». */
export function useStretch() {
  const t = useWords('inbox')
  return (ms: number): string => {
    const { days, hours, minutes } = stretchOf(Math.max(1, ms / 60_000))
    const parts = [
      ...(days > 0 ? [t('days', { count: days })] : []),
      ...(hours > 0 ? [t('hours', { count: hours })] : []),
      ...(days === 0 && minutes > 0 ? [t('minutes', { count: minutes })] : []),
    ]
    return parts.reduce((a, b) => t('and', { a, b }))
  }
}

/** The same shortly, for a figure in a table: «3 س 12 د». */
export function useDuration(): (minutes: number | null) => string {
  const t = useWords('inboxSettings')
  return (wanted) => {
    if (wanted === null) return '—'
    if (wanted < 1) return t('under_minute')
    const { days, hours, minutes } = stretchOf(wanted)
    if (days > 0) return t('days_hours', { days, hours })
    if (hours === 0) return t('minutes_short', { count: minutes })
    return minutes === 0
      ? t('hours_short', { count: hours })
      : t('hours_minutes', { hours, minutes })
  }
}

/** The same in one unit and one letter, for a chip: «18 د». */
export function useShortStretch() {
  const t = useWords('inbox')
  return (ms: number): string => {
    const minutes = Math.max(1, Math.round(ms / 60_000))
    if (minutes < 60) return t('minutes_short', { count: minutes })
    if (minutes < 48 * 60) return t('hours_short', { count: Math.round(minutes / 60) })
    return t('days_short', { count: Math.round(minutes / 1440) })
  }
}
