import { NumberInput, Select, Switch } from '@mantine/core'
import { useState } from 'react'
import type { BankPreview } from '#core/payments/api.ts'
import { type BankField, bankFields } from '#core/payments/bank/columns.ts'
import { Section } from '#web/ui/page.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './bank.module.css'

type Mapping = NonNullable<BankPreview['mapping']>
type RowProps = Readonly<{ value: number; onChange: (row: number) => void }>

/** Read anew once it is written whole: on leaving the box, or with Enter. */
function HeaderRow({ value, onChange }: RowProps) {
  const t = useWords('bank')
  const [typed, setTyped] = useState<string | number>(value)
  const done = () => {
    if (typeof typed === 'number' && typed >= 1 && typed !== value) onChange(typed)
  }
  return (
    <NumberInput
      label={t('header_row')}
      w={140}
      min={1}
      max={1000}
      allowDecimal={false}
      value={typed}
      onChange={setTyped}
      onBlur={done}
      onKeyDown={({ code }) => {
        if (code === 'Enter') done()
      }}
    />
  )
}

type Props = Readonly<{
  preview: BankPreview
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}>

/** What each column means: guessed, and a person may say otherwise. */
export function Columns({ preview, mapping, onChange }: Props) {
  const t = useWords('bank')
  const set = (column: number, field: BankField | null) => {
    const others = Object.entries(mapping.columns).filter(
      ([name, at]) => at !== column && name !== field,
    )
    const own = field ? [[field, column] as const] : []
    onChange({ ...mapping, columns: Object.fromEntries([...others, ...own]) })
  }
  return (
    <Section title={t('columns')} hint={t('columns_hint')}>
      <div className={css['map']}>
        {preview.columns.map((column) => {
          const title = column.title || t('column', { number: column.column + 1 })
          return (
            <div key={column.column}>
              <span>
                <b>
                  <Bdi>{title}</Bdi>
                </b>
                <small>
                  <Bdi>{column.samples.join('، ')}</Bdi>
                </small>
              </span>
              <Select
                aria-label={title}
                value={column.field ?? 'none'}
                data={[
                  { value: 'none', label: t('field_none') },
                  ...bankFields.map((field) => ({ value: field, label: t(`field_${field}`) })),
                ]}
                onChange={(value) =>
                  set(column.column, bankFields.find((field) => field === value) ?? null)
                }
              />
            </div>
          )
        })}
      </div>
      <div className={css['switches']}>
        <HeaderRow
          value={mapping.headerRow}
          onChange={(headerRow) => onChange({ ...mapping, headerRow })}
        />
        <Switch
          label={t('newest_first')}
          checked={mapping.newestFirst}
          onChange={(event) => onChange({ ...mapping, newestFirst: event.currentTarget.checked })}
        />
        <Switch
          label={t('month_first')}
          checked={mapping.dates === 'month_first'}
          onChange={(event) =>
            onChange({
              ...mapping,
              dates: event.currentTarget.checked ? 'month_first' : 'day_first',
            })
          }
        />
      </div>
    </Section>
  )
}
