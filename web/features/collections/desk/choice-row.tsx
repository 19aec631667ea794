import { type ReactNode, useId } from 'react'
import css from './outcome.module.css'

export type Choice = Readonly<{ value: string; label: ReactNode }>

type Props = Readonly<{
  label: string
  choices: readonly Choice[]
  value: string | null
  onChange: (value: string) => void
  /** What a choice of one's own opens. */
  children?: ReactNode
}>

/** A word that stands alone begins as a sentence does. */
const begun = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1)

/** One line of a form whose answers stand beside each other. */
export function ChoiceRow({ label, choices, value, onChange, children }: Props) {
  const name = useId()
  return (
    <fieldset className={css['choiceRow']}>
      <legend>{label}</legend>
      <div>
        {choices.map((choice) => (
          <label key={choice.value} data-checked={choice.value === value || undefined}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {typeof choice.label === 'string' ? begun(choice.label) : choice.label}
          </label>
        ))}
        {children}
      </div>
    </fieldset>
  )
}
