import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconClockHour4 } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { isDay } from '#core/day.ts'
import { endOfDay } from '#web/instant.ts'
import { useToday, useZone } from '#web/me.tsx'
import { useSearchText } from '#web/place.ts'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Day } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './ledger.module.css'

/** The day the books are asked about and the last day whose records count, from the address. */
export function useViewpoint() {
  const [search] = useSearchText()
  const asOf = search['asOf']
  const knownDay = search['known']
  const zone = useZone()
  return useMemo(
    () => ({
      asOf,
      knownDay,
      input: {
        ...(asOf ? { asOf } : {}),
        ...(knownDay && isDay(knownDay) ? { knownOn: endOfDay(knownDay, zone) } : {}),
      },
    }),
    [asOf, knownDay, zone],
  )
}

/** Chooses the viewpoint; an empty day means now. */
export function ViewpointBar({ children }: Readonly<{ children?: ReactNode }>) {
  const t = useWords('ledger')
  const today = useToday()
  const [, change] = useSearchText()
  const { asOf, knownDay } = useViewpoint()
  const past = asOf !== undefined || knownDay !== undefined
  const narrow = useMediaQuery('(max-width: 768px)', false, { getInitialValueInEffect: false })
  const [wanted, setWanted] = useState(false)
  if (narrow && !past && !wanted)
    return (
      <div className={css['bar']}>
        <Button
          variant="default"
          leftSection={<IconClockHour4 size={16} />}
          onClick={() => setWanted(true)}
        >
          {t('as_of_other')}
        </Button>
        {children}
      </div>
    )
  return (
    <>
      <div className={css['bar']}>
        <div className={css['day']}>
          <DateInput
            label={t('as_of')}
            value={asOf ?? today}
            onChange={(day) => change({ asOf: day === today ? null : day })}
          />
        </div>
        <div className={css['day']}>
          <DateInput
            label={t('known_on')}
            value={knownDay ?? today}
            onChange={(day) => change({ known: day === today ? null : day })}
          />
        </div>
        {past && (
          <Button variant="default" onClick={() => change({ asOf: null, known: null })}>
            {t('back_to_now')}
          </Button>
        )}
        {children && <div className={css['end']}>{children}</div>}
      </div>
      {past && (
        <p className={css['note']} role="status">
          <IconClockHour4 size={16} />
          <span>
            {asOf && <Note text={t('as_of_note', { day: '\u0000' })} day={asOf} />}{' '}
            {knownDay && <Note text={t('known_note', { day: '\u0000' })} day={knownDay} />}
          </span>
        </p>
      )}
    </>
  )
}

/** A sentence with a day in the place that the words leave for it. */
function Note({ text, day }: Readonly<{ text: string; day: string }>) {
  const [before, after] = text.split('\u0000')
  return (
    <>
      {before}
      <Day value={day} full />
      {after}
    </>
  )
}
