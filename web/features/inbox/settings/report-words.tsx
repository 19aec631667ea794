import type { ReportLine } from '#core/inbox/report.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'

/** Says how long, in the two largest units that matter. */
export function useDuration(): (minutes: number | null) => string {
  const t = useWords('inboxSettings')
  return (minutes) => {
    if (minutes === null) return '—'
    if (minutes < 1) return t('under_minute')
    const whole = Math.round(minutes)
    if (whole < 60) return t('minutes_short', { count: whole })
    const hours = Math.floor(whole / 60)
    if (hours >= 24) return t('days_hours', { days: Math.floor(hours / 24), hours: hours % 24 })
    const rest = whole % 60
    return rest === 0
      ? t('hours_short', { count: hours })
      : t('hours_minutes', { hours, minutes: rest })
  }
}

/** What a line of the report is called: a day, a channel, a type, a colleague, or nobody. */
export function useLineName(
  groupBy: 'day' | 'channel' | 'type' | 'agent',
): (line: Pick<ReportLine, 'key' | 'name'>) => string {
  const t = useWords('inboxSettings')
  const format = useFormat()
  return ({ key, name }) => {
    if (groupBy === 'day') return format.day(key)
    if (groupBy === 'channel') {
      const channel = MessageChannel.safeParse(key)
      return channel.success ? t(`channel_${channel.data}`) : key
    }
    return name ?? t(groupBy === 'type' ? 'no_type' : 'no_one')
  }
}
