import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'
import { Blank } from '../blank.tsx'
import type { Tone } from '../chip.tsx'
import { Day, Ltr } from '../text/text.tsx'
import css from './record-header.module.css'

/** Something that happened: one sentence with its figure in it, details under it. */
export type TimelineEvent = Readonly<{
  id: string
  at: string
  icon: ReactNode
  tone?: Tone
  title: ReactNode
  details?: ReactNode
}>

type Told = Readonly<{ actor: string; facts: Readonly<Record<string, unknown>> }>

/** Who did it: what left by itself at last was sent by whoever pressed the button. */
export const actorOf = ({ actor, facts }: Told): string => {
  const by = facts['by']
  return typeof by === 'string' ? by : actor
}

type Props = Readonly<{
  /** Newest first. */
  events: readonly TimelineEvent[]
  onMore?: (() => void) | undefined
  empty?: ReactNode
}>

/** Everything that happened, by day, newest first. */
export function Timeline({ events, onMore, empty }: Props) {
  const t = useWords('ui')
  const format = useFormat()
  if (events.length === 0)
    return (
      empty ?? (
        <Blank icon={<IconHistory size={28} />} tone="plain" title={t('nothing_yet')}>
          {t('timeline')}
        </Blank>
      )
    )
  const days = byDay(events, format.dayOf)
  return (
    <>
      <ol className={css['days']}>
        {[...days].map(([day, ofDay]) => (
          <li key={day}>
            <h2 className={css['dayName']}>
              <Day value={day} near weekday />
            </h2>
            <ol className={css['events']}>
              {ofDay.map(({ id, at, icon, tone, title, details }) => (
                <li key={id} className={css['event']}>
                  <span className={css['mark']} data-tone={tone} aria-hidden="true">
                    {icon}
                  </span>
                  <div>
                    <p>{title}</p>
                    {details && <div className={css['details']}>{details}</div>}
                  </div>
                  <time dateTime={at} className={css['clock']}>
                    <Ltr>{format.clock(at)}</Ltr>
                  </time>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {onMore && (
        <Button variant="default" onClick={onMore}>
          {t('load_more')}
        </Button>
      )}
    </>
  )
}

/** The events of each day, in the order they came. */
function byDay(events: readonly TimelineEvent[], dayOf: (at: string) => string) {
  const days = new Map<string, TimelineEvent[]>()
  for (const event of events) {
    const day = dayOf(event.at)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return days
}
