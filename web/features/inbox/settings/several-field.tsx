import { MultiSelect } from '@mantine/core'
import { useField } from '#web/ui/form/fields.tsx'
import type { Choice } from './choices.ts'

/** The texts among what a field of a form holds. */
export const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

/** What names nothing asks for nothing. */
export const named = (values: readonly string[]) => (values.length > 0 ? values : undefined)

type Props = Readonly<{
  path: string
  label: string
  data: readonly Choice[]
  /** Says what none stands for, and none is kept as such; else a field without any is left out. */
  none?: string
}>

/** Several of a list in one field of a form. */
export function Several({ path, label, data, none }: Props) {
  const { value, set, props } = useField({ path, label, optional: true })
  const chosen = texts(value)
  return (
    <MultiSelect
      {...props}
      data={[...data]}
      value={chosen}
      onChange={(next) => set(none === undefined ? named(next) : next)}
      {...(none !== undefined && chosen.length === 0 ? { placeholder: none } : {})}
    />
  )
}
