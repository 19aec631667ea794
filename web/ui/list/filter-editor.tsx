import { Button, Checkbox, Radio, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useWords } from '#web/words.ts'
import { minorOf, plainOf } from '../form/amount.ts'
import { DateInput } from '../form/date-input.tsx'
import { PickerInput } from '../form/picker-input.tsx'
import { type FilterDef, manyOf, type Option, rangeOf, rangeText } from './filter.ts'

type Props<Def = FilterDef> = Readonly<{
  filter: Def
  value: string | undefined
  onDone: (value: string | null) => void
}>
type Of<Kind extends FilterDef['kind']> = Extract<FilterDef, { kind: Kind }>

/** What opens under a filter's chip. */
export function FilterEditor({ filter, value, onDone }: Props) {
  if (filter.kind === 'enum') {
    return filter.many ? (
      <ManyEditor filter={filter} value={value} onDone={onDone} />
    ) : (
      <OneEditor filter={filter} value={value} onDone={onDone} />
    )
  }
  if (filter.kind === 'days') return <DaysEditor filter={filter} value={value} onDone={onDone} />
  if (filter.kind === 'money') return <MoneyEditor filter={filter} value={value} onDone={onDone} />
  if (filter.kind === 'pick')
    return (
      <PickerInput
        label={filter.label}
        value={value ?? null}
        load={filter.load}
        onChange={onDone}
      />
    )
  return <TextEditor filter={filter} value={value} onDone={onDone} />
}

function Applied({ children, onApply }: { children: ReactNode; onApply: () => void }) {
  const t = useWords('ui')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    onApply()
  }
  return (
    <form onSubmit={onSubmit} className="filter-editor">
      {children}
      <Button type="submit">{t('apply')}</Button>
    </form>
  )
}

function OneEditor({ filter, value, onDone }: Props<Of<'enum'>>) {
  return (
    <Radio.Group label={filter.label} value={value ?? ''} onChange={onDone}>
      {filter.options.map((option: Option) => (
        <Radio key={option.value} value={option.value} label={option.label} my={8} />
      ))}
    </Radio.Group>
  )
}

function ManyEditor({ filter, value, onDone }: Props<Of<'enum'>>) {
  const [chosen, setChosen] = useState(manyOf(value))
  return (
    <Applied onApply={() => onDone(chosen.join(',') || null)}>
      <Checkbox.Group label={filter.label} value={chosen} onChange={setChosen}>
        {filter.options.map((option: Option) => (
          <Checkbox key={option.value} value={option.value} label={option.label} my={8} />
        ))}
      </Checkbox.Group>
    </Applied>
  )
}

function TextEditor({ filter, value, onDone }: Props) {
  const [text, setText] = useState(value ?? '')
  return (
    <Applied onApply={() => onDone(text.trim() || null)}>
      <TextInput
        label={filter.label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Applied>
  )
}

function DaysEditor({ value, onDone }: Props<Of<'days'>>) {
  const t = useWords('ui')
  const [range, setRange] = useState(rangeOf(value))
  const set = (end: 'from' | 'to') => (day: string | null) =>
    setRange({ ...range, [end]: day ?? undefined })
  return (
    <Applied onApply={() => onDone(rangeText(range))}>
      <DateInput label={t('from')} value={range.from ?? null} onChange={set('from')} />
      <DateInput label={t('to')} value={range.to ?? null} onChange={set('to')} />
    </Applied>
  )
}

function MoneyEditor({ filter, value, onDone }: Props<Of<'money'>>) {
  const t = useWords('ui')
  const { currency } = filter
  const old = rangeOf(value)
  const shown = (minor: string | undefined) =>
    minor ? plainOf({ minor: Number(minor), currency }) : ''
  const [from, setFrom] = useState(shown(old.from))
  const [to, setTo] = useState(shown(old.to))
  const minor = (text: string) => minorOf(text, currency)?.toString()
  return (
    <Applied onApply={() => onDone(rangeText({ from: minor(from), to: minor(to) }))}>
      <TextInput
        label={t('from')}
        inputMode="decimal"
        className="ltr-input"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        label={t('to')}
        inputMode="decimal"
        className="ltr-input"
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
    </Applied>
  )
}
