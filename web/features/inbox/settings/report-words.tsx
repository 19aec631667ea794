import type { ReportLine } from '#core/inbox/report.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'

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
