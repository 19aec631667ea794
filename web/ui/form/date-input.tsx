import { Input, Skeleton } from '@mantine/core'
import { lazy, Suspense, useId } from 'react'
import type { DateInputProps } from './date-picker.tsx'

const Picker = lazy(() =>
  import('./date-picker.tsx').then(({ DayPicker }) => ({ default: DayPicker })),
)

/** A day by segments or a calendar, Gregorian or Hijri; the calendar's code loads when the first is drawn. */
export function DateInput(props: DateInputProps) {
  const own = useId()
  const id = props.id ?? own
  return (
    <Input.Wrapper
      id={id}
      label={props.label}
      description={props.hint}
      error={props.error}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
    >
      <Suspense fallback={<Skeleton height={36} radius={8} />}>
        <Picker {...props} id={id} />
      </Suspense>
    </Input.Wrapper>
  )
}
