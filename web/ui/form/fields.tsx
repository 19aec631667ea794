import {
  Checkbox,
  PasswordInput,
  Select,
  Textarea,
  type TextareaProps,
  TextInput,
  type TextInputProps,
} from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { currencySymbol } from '#core/format.ts'
import { type Currency, Money } from '#core/money.ts'
import { usePreferences } from '#web/preferences.tsx'
import { useWords } from '#web/words.ts'
import { minorOf, plainFigure, plainOf } from './amount.ts'
import { DateInput } from './date-input.tsx'
import css from './form.module.css'
import { useFormAround } from './form-page.tsx'
import { PickerInput } from './picker-input.tsx'
import { useProblemWords } from './problems.ts'

/** What every field takes: where its value lies in the form's values, and its label. */
export type FieldProps = Readonly<{
  path: string
  label: ReactNode
  /** Says «(اختياري)» beside the label. */
  optional?: boolean
  hint?: ReactNode
  disabled?: boolean
  /** Says what is wrong better than the schema can; undefined leaves it to the schema's words. */
  wrong?: (value: unknown) => string | undefined
}>

/** What a field of the form around needs: its value, its problem in words, its label. */
export function useField({ path, label, optional, hint, disabled, wrong }: FieldProps) {
  const form = useFormAround()
  const t = useWords('ui')
  const say = useProblemWords()
  const problem = form.problemOf(path)
  useEffect(() => {
    if (wrong) form.wrongs.set(path, wrong)
    return () => void form.wrongs.delete(path)
  }, [form.wrongs, path, wrong])
  return {
    value: form.get(path),
    set: (value: unknown) => form.set(path, value),
    props: {
      id: form.fieldId(path),
      label: optional ? (
        <>
          {label} <span className={css['optional']}>({t('optional')})</span>
        </>
      ) : (
        label
      ),
      description: hint,
      inputWrapperOrder: ['label', 'input', 'error', 'description'] as (
        | 'label'
        | 'input'
        | 'error'
        | 'description'
      )[],
      error: problem && (wrong?.(form.get(path)) ?? say(problem)),
      disabled: disabled ?? false,
      onBlur: () => form.check(path),
    },
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

type TextProps = FieldProps &
  Readonly<{
    /** Phone, VAT, IBAN, e-mail, link: typed left to right. */
    ltr?: boolean
    type?: 'text' | 'email' | 'tel' | 'url'
    autoComplete?: string
    inputMode?: TextInputProps['inputMode']
    placeholder?: string
    maxLength?: number
    autoFocus?: boolean
  }>

/** One line of text. */
export function TextField(props: TextProps) {
  const { value, set, props: field } = useField(props)
  const { ltr, type = 'text', autoComplete, inputMode, placeholder, maxLength, autoFocus } = props
  return (
    <TextInput
      {...field}
      type={type}
      className={ltr ? 'ltr-input' : ''}
      value={textOf(value)}
      onChange={(event) => set(event.currentTarget.value)}
      autoComplete={autoComplete ?? 'off'}
      {...(inputMode ? { inputMode } : {})}
      {...(placeholder ? { placeholder } : {})}
      {...(maxLength ? { maxLength } : {})}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
    />
  )
}

/** A secret; never kept as a draft. */
export function PasswordField(
  props: FieldProps & { autoComplete: 'current-password' | 'new-password' },
) {
  const t = useWords('ui')
  const { value, set, props: field } = useField(props)
  return (
    <PasswordInput
      {...field}
      value={textOf(value)}
      onChange={(event) => set(event.currentTarget.value)}
      autoComplete={props.autoComplete}
      visibilityToggleButtonProps={{ 'aria-label': t('show_password') }}
    />
  )
}

/** Several lines of text. */
export function TextareaField(
  props: FieldProps & {
    rows?: TextareaProps['minRows']
    /** Where the language is known: a box that begins filled is not read for its direction. */
    dir?: 'rtl' | 'ltr'
  },
) {
  const { value, set, props: field } = useField(props)
  return (
    <Textarea
      {...field}
      minRows={props.rows ?? 2}
      dir={props.dir ?? 'auto'}
      value={textOf(value)}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
}

/** A figure in plain text: quantity, price, rate. Arabic digits are understood; its value is text such as `12.5`. */
export function DecimalField(props: FieldProps & { unit?: ReactNode }) {
  const say = useWords('fields')
  const wrong = (typed: unknown) => (textOf(typed) === '' ? undefined : say('decimal'))
  const { value, set, props: field } = useField({ wrong, ...props })
  return (
    <TextInput
      {...field}
      inputMode="decimal"
      className="ltr-input"
      rightSection={props.unit}
      value={textOf(value)}
      onChange={(event) => set(plainFigure(event.currentTarget.value))}
    />
  )
}

/** A whole number, such as days; its value is a number. */
export function NumberField(props: FieldProps & { unit?: ReactNode }) {
  const { value, set, props: field } = useField(props)
  return (
    <TextInput
      {...field}
      inputMode="numeric"
      className="ltr-input"
      rightSection={props.unit}
      value={typeof value === 'number' ? String(value) : textOf(value)}
      onChange={(event) => {
        const plain = plainFigure(event.currentTarget.value)
        set(/^-?\d{1,15}$/.test(plain) ? Number(plain) : plain)
      }}
    />
  )
}

/** An amount of money; its value is `{minor, currency}`. */
export function MoneyField(props: FieldProps & { currency: Currency }) {
  const { value, set, props: field } = useField(props)
  const { language } = usePreferences()
  const held = Money.safeParse(value)
  const [text, setText] = useState(held.success ? plainOf(held.data) : textOf(value))
  const { currency } = props
  const shown = () => {
    const minor = minorOf(text, currency)
    if (minor !== undefined) setText(plainOf({ minor, currency }))
    field.onBlur()
  }
  return (
    <TextInput
      {...field}
      inputMode="decimal"
      className="ltr-input"
      rightSection={<span className="muted">{currencySymbol(currency, language)}</span>}
      rightSectionWidth={48}
      value={text}
      onBlur={shown}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        const minor = minorOf(typed, currency)
        set(minor === undefined ? typed : { minor, currency })
      }}
    />
  )
}

type Option = Readonly<{ value: string; label: string }>

/** One of a few. */
export function SelectField(
  props: FieldProps & { options: readonly Option[]; clearable?: boolean },
) {
  const t = useWords('ui')
  const { value, set, props: field } = useField(props)
  return (
    <Select
      {...field}
      data={[...props.options]}
      value={typeof value === 'string' ? value : null}
      onChange={(next) => set(next ?? undefined)}
      placeholder={t('pick')}
      clearable={props.clearable ?? false}
      searchable={props.options.length > 8}
      nothingFoundMessage={t('nothing_found')}
    />
  )
}

/** One of many, asked for while one types: a customer, a colleague. Its value is the id. */
export function PickerField(
  props: FieldProps & {
    load: (text: string) => Promise<readonly Option[]>
    /** The name of the value the form starts with. */
    initialLabel?: string
  },
) {
  const { value, set, props: field } = useField(props)
  return (
    <PickerInput
      {...field}
      load={props.load}
      value={typeof value === 'string' ? value : null}
      onChange={(next) => set(next ?? undefined)}
      {...(props.initialLabel ? { initialLabel: props.initialLabel } : {})}
    />
  )
}

/** A day, picked in the Gregorian or the Hijri calendar. */
export function DateField(props: FieldProps) {
  const { value, set, props: field } = useField(props)
  return (
    <DateInput
      id={field.id}
      label={field.label}
      hint={props.hint}
      error={field.error}
      disabled={field.disabled}
      onBlur={field.onBlur}
      value={textOf(value) || null}
      onChange={(day) => set(day ?? undefined)}
    />
  )
}

/** Yes or no. */
export function CheckField(props: FieldProps) {
  const { value, set, props: field } = useField(props)
  const { inputWrapperOrder: _, ...rest } = field
  return (
    <Checkbox
      {...rest}
      size="sm"
      checked={value === true}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  )
}
