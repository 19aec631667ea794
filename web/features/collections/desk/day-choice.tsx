import { DateInput } from '#web/ui/form/date-input.tsx'
import { useWords } from '#web/words.ts'
import { ChoiceRow } from './choice-row.tsx'
import type { OutcomePart } from './use-outcome.ts'

/** Days that are each another, the nearest first; of the names of one day, the first wins. */
function unlike(choices: readonly { value: string; label: string }[]) {
  return choices
    .filter(({ value }, at) => choices.findIndex((each) => each.value === value) === at)
    .toSorted((a, b) => (a.value < b.value ? -1 : 1))
}

export function Days({
  draft,
  set,
  label,
  choices,
}: Omit<OutcomePart, 'card'> & {
  label: string
  choices: readonly { value: string; label: string }[]
}) {
  const t = useWords('desk')
  return (
    <ChoiceRow
      label={label}
      value={draft.day}
      onChange={(day) => set({ day })}
      choices={[...unlike(choices), { value: 'other', label: t('day_other') }]}
    >
      {draft.day === 'other' && (
        <DateInput
          label={<span className="visually-hidden">{t('day_other')}</span>}
          value={draft.dayPicked}
          onChange={(dayPicked) => set({ dayPicked })}
          focused
        />
      )}
    </ChoiceRow>
  )
}
