import { useState } from 'react'
import type { ContactOutcome } from '#core/collections/desk/outcome.ts'
import { addDays } from '#core/day.ts'
import { timeOf } from '#web/clock.ts'
import { useFormat } from '#web/format.ts'
import { useToday } from '#web/me.tsx'
import { useWords } from '#web/words.ts'
import { ChoiceRow } from './choice-row.tsx'
import { Days } from './day-choice.tsx'
import { minutesOn } from './hours.ts'
import { OwnTime } from './own-time.tsx'
import { type Draft, dayOf, nextThursday, type OutcomePart, proposedFor } from './use-outcome.ts'

export function FollowUp({ card, draft, set, outcome }: OutcomePart & { outcome: ContactOutcome }) {
  const t = useWords('desk')
  const format = useFormat()
  const today = useToday()
  const [typed, setTyped] = useState(false)
  const proposed = proposedFor(card, outcome, draft)
  const near = (day: string) => ({
    value: day,
    label: format.day(day, { near: true, weekday: true }),
  })
  const own = (day: string | null) => (proposed && day === proposed.on ? proposed.minute : null)
  const picked = dayOf(draft)
  const now = { today, minute: card.minuteNow, calendar: card.calendar }
  const minutes = minutesOn(picked, own(picked), now)
  // Each day has its own hours: one that the new day does not offer gives way to its first.
  const onDay = (patch: Partial<Draft>) => {
    const day = dayOf({ ...draft, ...patch })
    const ahead = minutesOn(day, own(day), now)
    const minute = own(day) ?? (ahead.includes(draft.minute) ? draft.minute : ahead[0])
    // A time of one's own is for any day.
    set({ ...patch, ...(minute !== undefined && !typed && { minute }) })
  }
  return (
    <>
      <Days
        draft={draft}
        set={onDay}
        label={t('when_again')}
        choices={[
          ...(proposed ? [near(proposed.on)] : []),
          near(addDays(today, 1)),
          near(nextThursday(today)),
          { value: addDays(today, 7), label: t('day_week') },
        ]}
      />
      <ChoiceRow
        label={t('at')}
        value={typed ? 'other' : String(draft.minute)}
        onChange={(minute) => {
          setTyped(minute === 'other')
          if (minute !== 'other') set({ minute: Number(minute) })
        }}
        choices={[
          ...minutes.map((minute) => ({
            value: String(minute),
            label: <bdi dir="ltr">{timeOf(minute)}</bdi>,
          })),
          { value: 'other', label: t('at_other') },
        ]}
      >
        {typed && (
          <OwnTime
            label={t('at_other')}
            minute={draft.minute}
            onChange={(minute) => set({ minute })}
          />
        )}
      </ChoiceRow>
    </>
  )
}
