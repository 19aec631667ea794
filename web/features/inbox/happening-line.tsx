import {
  IconAlarm,
  IconCheck,
  IconFlag3,
  IconLink,
  IconMessageCircle,
  IconRobot,
  IconStar,
  IconTag,
  IconUserShare,
  IconZzz,
} from '@tabler/icons-react'
import type { Happening, TimelineItem } from '#core/inbox/conversation.ts'
import { useFormat } from '#web/format.ts'
import { Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './notes.module.css'
import { useReasons } from './why.tsx'

type Item = Extract<TimelineItem, { kind: 'happening' }>

const icons: Partial<Record<Happening, typeof IconCheck>> = {
  closed: IconCheck,
  snoozed: IconZzz,
  woken: IconAlarm,
  assigned: IconUserShare,
  unassigned: IconUserShare,
  department: IconUserShare,
  typed: IconTag,
  labelled: IconTag,
  priority: IconFlag3,
  linked: IconLink,
  unlinked: IconLink,
  joined: IconLink,
  auto_replied: IconRobot,
  asked_satisfaction: IconStar,
  rated: IconStar,
}

/** What happened to the conversation, as one thin line. */
export function HappeningLine({ item }: { item: Item }) {
  const format = useFormat()
  const said = useHappeningWords()
  const reasons = useReasons()
  const ui = useWords('ui')
  const Icon = icons[item.what] ?? IconMessageCircle
  const why = item.reasons.flatMap((each) => reasons(each)?.replace(/\.$/u, '') ?? [])
  return (
    <p className={css['event']}>
      <Icon size={14} aria-hidden="true" />
      <span>
        <bdi>{said(item)}</bdi>
        {why.length > 0 && <> ({why.join(ui('comma'))})</>}{' '}
        <time dateTime={item.at}>
          <Ltr>{format.clock(item.at)}</Ltr>
        </time>
      </span>
    </p>
  )
}

function useHappeningWords() {
  const t = useWords('inbox')
  const format = useFormat()
  return ({ what, by, facts }: Item): string => {
    const fact = (name: string) => String(facts[name] ?? '')
    const who = by.human ? by.name : t('by_machine')
    const until = fact('until')
    const values = {
      by: who,
      to: fact('to') || fact('after'),
      before: fact('before'),
      score: Number(facts['score'] ?? 0),
      until:
        until && !Number.isNaN(Date.parse(until))
          ? `${format.day(format.dayOf(until), { near: true })} ${format.clock(until)}`
          : until,
    }
    if (what === 'priority')
      return t('happened_priority', { ...values, to: priorityOf(values.to, t) })
    if (what === 'typed' && values.to === '') return t('happened_untyped', values)
    return t(`happened_${what}`, values)
  }
}

const priorities = ['urgent', 'high', 'normal', 'low'] as const
const priorityOf = (value: string, t: ReturnType<typeof useWords<'inbox'>>): string => {
  const known = priorities.find((each) => each === value)
  return known ? t(`priority_${known}`) : value
}
