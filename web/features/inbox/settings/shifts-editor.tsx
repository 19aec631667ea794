import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { latinDigits } from '#core/arabic/digits.ts'
import { weekdays } from '#core/format.ts'
import type { Shifts } from '#core/hours.ts'
import { timeOf } from '#web/clock.ts'
import { usePreferences } from '#web/preferences.tsx'
import { useWords } from '#web/words.ts'
import css from './settings.module.css'

type Shift = Shifts[number][number]
const midnight = 24 * 60
const usual: Shift = { from: 9 * 60, until: 17 * 60 }

/** «8»، «830» and «08:30» are all understood, in the digits of either language; nothing else is. */
function minuteOf(typed: string): number | undefined {
  const found = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(latinDigits(typed.trim()))
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2] ?? 0)]
  if (!found || hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return undefined
  return (hours % 24) * 60 + minutes
}

/** A shift that begins when the last of the day has ended, as far as the day goes. */
function following(day: readonly Shift[]): Shift {
  const last = day.at(-1)
  if (!last) return usual
  const from = Math.min(last.until + 60, midnight - 60)
  return { from, until: Math.min(from + 4 * 60, midnight) }
}

/** The shifts of a week, several a day where work is divided; a day without any is a day off. */
export function ShiftsEditor({
  value,
  onChange,
}: Readonly<{ value: Shifts; onChange: (next: Shifts) => void }>) {
  const t = useWords('inboxSettings')
  const { language } = usePreferences()
  const setDay = (day: number, next: readonly Shift[]) =>
    onChange(value.map((old, at) => (at === day ? [...next] : old)))
  const spread = (day: number) =>
    onChange(value.map((old) => (old.length > 0 ? [...(value[day] ?? [])] : old)))
  const minutes = value.flat().reduce((sum, { from, until }) => sum + Math.max(0, until - from), 0)
  return (
    <div className={css['week']}>
      {weekdays[language].map((name, day) => (
        <DayLine
          key={name}
          name={name}
          shifts={value[day] ?? []}
          onChange={(next) => setDay(day, next)}
          onSpread={() => spread(day)}
        />
      ))}
      <p className="muted">{t('hours_sum', { count: Math.round(minutes / 60) })}</p>
    </div>
  )
}

function DayLine({
  name,
  shifts,
  onChange,
  onSpread,
}: Readonly<{
  name: string
  shifts: readonly Shift[]
  onChange: (next: readonly Shift[]) => void
  onSpread: () => void
}>) {
  const t = useWords('inboxSettings')
  return (
    <div className={css['day']}>
      <Checkbox
        size="sm"
        label={name}
        aria-label={t('works_on', { day: name })}
        checked={shifts.length > 0}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? [usual] : [])}
      />
      <div className={css['shifts']}>
        {shifts.length === 0 && <span className="muted">{t('day_off')}</span>}
        {shifts.map((shift, at) => (
          <ShiftFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a shift is known by its place in the day.
            key={at}
            day={name}
            shift={shift}
            onChange={(next) => onChange(shifts.with(at, next))}
            {...(at === shifts.length - 1 && at < 7 && shift.until < midnight
              ? { onAdd: () => onChange([...shifts, following(shifts)]) }
              : {})}
            {...(shifts.length > 1
              ? { onRemove: () => onChange(shifts.filter((_, other) => other !== at)) }
              : {})}
          />
        ))}
      </div>
      {shifts.length > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('copy_day', { day: name })}
          onClick={onSpread}
        >
          {t('copy_short')}
        </Button>
      )}
    </div>
  )
}

function ShiftFields({
  day,
  shift,
  onChange,
  onAdd,
  onRemove,
}: Readonly<{
  day: string
  shift: Shift
  onChange: (next: Shift) => void
  onAdd?: () => void
  onRemove?: () => void
}>) {
  const t = useWords('inboxSettings')
  const wrong = shift.from >= shift.until
  return (
    <span className={css['shift']}>
      <span aria-hidden="true">{t('from')}</span>
      <ClockInput
        label={t('shift_from', { day })}
        minute={shift.from}
        onChange={(from) => onChange({ ...shift, from })}
      />
      <span aria-hidden="true">{t('until')}</span>
      <ClockInput
        label={t('shift_until', { day })}
        minute={shift.until}
        wrong={wrong}
        onChange={(until) => onChange({ ...shift, until: until || midnight })}
      />
      {onRemove && (
        <ActionIcon
          aria-label={t('remove_shift', {
            shift: `${timeOf(shift.from)} ${t('until')} ${timeOf(shift.until)}`,
            day,
          })}
          onClick={onRemove}
        >
          <IconX size={16} />
        </ActionIcon>
      )}
      {onAdd && (
        <ActionIcon
          aria-label={t('add_shift', { day })}
          title={t('add_shift', { day })}
          onClick={onAdd}
        >
          <IconPlus size={16} />
        </ActionIcon>
      )}
      {wrong && (
        <small className={css['wrong']} role="alert">
          {t('shift_wrong')}
        </small>
      )}
    </span>
  )
}

/** A time of day on a clock of twenty-four hours, whatever the browser's own clock looks like. */
function ClockInput({
  label,
  minute,
  wrong = false,
  onChange,
}: Readonly<{
  label: string
  minute: number
  wrong?: boolean
  onChange: (minute: number) => void
}>) {
  const [typed, setTyped] = useState<string | null>(null)
  const leave = () => {
    const next = typed === null ? undefined : minuteOf(typed)
    setTyped(null)
    if (next !== undefined) onChange(next)
  }
  return (
    <TextInput
      aria-label={label}
      inputMode="numeric"
      maxLength={5}
      error={wrong}
      value={typed ?? timeOf(minute)}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={leave}
      onKeyDown={({ key }) => {
        if (key === 'Enter') leave()
      }}
    />
  )
}
