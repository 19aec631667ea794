import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { minuteOf, timeOf } from '#web/clock.ts'

type Props = Readonly<{
  label: string
  /** Minutes since midnight. */
  minute: number
  onChange: (minute: number) => void
}>

/**
 * The field of a time of one's own. It has the focus at once: digits that are typed while it has not
 * are the keys of the outcomes.
 */
export function OwnTime({ label, minute, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  return (
    <TextInput
      ref={box}
      type="time"
      className="ltr-input"
      aria-label={label}
      defaultValue={timeOf(minute)}
      onChange={({ currentTarget: { value } }) => value && onChange(minuteOf(value))}
    />
  )
}
