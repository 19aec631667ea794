import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'

type Props = Readonly<{
  label: string
  value: string
  onChange: (value: string) => void
  wrong?: boolean
}>

/** The box of an amount of one's own: it appears to be written in, so it has the focus at once. */
export function OwnAmount({ label, value, onChange, wrong = false }: Props) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  return (
    <TextInput
      ref={box}
      aria-label={label}
      inputMode="decimal"
      dir="ltr"
      w={140}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={wrong}
    />
  )
}
