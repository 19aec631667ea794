import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ImportView, PreviewRow } from '#core/importing/api.ts'
import { Bdi, Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './importing.module.css'
import type { Answer } from './use-import.ts'

type Props = Readonly<{
  view: ImportView
  row: PreviewRow
  columns: readonly Readonly<{ column: number; field: string | null }>[]
  answer: Answer
}>

const figures = new Set(['net', 'vat', 'total', 'paid', 'balance', 'amount', 'debit', 'credit'])

/** One row of the file, and under a bad one why it is bad and what would put it right. */
export function RowLines({ view, row, columns, answer }: Props) {
  const warned = new Set(row.warnings.map(({ column }) => column))
  const refused = row.state === 'refused'
  // A wrong column that is not shown would leave the reader without a mark: the row carries it.
  const seen = columns.some(({ column }) => column === row.column)
  return (
    <>
      <tr data-state={row.state}>
        <th scope="row" data-bad={(refused && !seen) || undefined}>
          <Count value={row.row} />
        </th>
        {columns.map(({ column, field }) => (
          <td
            key={column}
            data-bad={(refused && row.column === column) || undefined}
            data-warned={warned.has(column) || undefined}
            className={figures.has(field ?? '') ? 'num' : undefined}
          >
            <Bdi>{row.cells[column] ?? ''}</Bdi>
          </td>
        ))}
      </tr>
      {row.state !== 'ready' && (
        <tr className={css['why']}>
          <td />
          <td colSpan={columns.length}>
            {refused ? <Refused view={view} row={row} answer={answer} /> : <Skipped row={row} />}
          </td>
        </tr>
      )}
    </>
  )
}

function Skipped({ row }: { row: PreviewRow }) {
  const t = useWords('importing')
  return <span className="muted">{row.skip && t(`skip_${row.skip}`)}</span>
}

function reasonOf(row: PreviewRow, t: ReturnType<typeof useWords<'importing'>>): string {
  if (row.reason === 'duplicate_invoice_number') {
    const other = row.facts['row']
    return typeof other === 'number'
      ? t('reason_duplicate_of', { row: other })
      : t('reason_duplicate_here')
  }
  return row.reason ? `${t(`reason_${row.reason}`)}.` : ''
}

function Refused({ view, row, answer }: Omit<Props, 'columns'>) {
  const t = useWords('importing')
  const [writing, setWriting] = useState(false)
  const place = `${row.sheet}:${row.row}`
  const { edits, left } = view.options
  const set = (column: number, value: string) =>
    answer({ options: { edits: { ...edits, [`${place}:${column}`]: value } } })
  const leave = () => answer({ options: { left: [...left, place] } })
  return (
    <div className={css['fixes']}>
      <span className={css['bad']}>{reasonOf(row, t)}</span>
      {row.fixes.map(({ kind, column, value }) =>
        kind === 'set' && column !== null && value !== null ? (
          <Button
            key={value}
            variant="default"
            size="compact-sm"
            onClick={() => set(column, value)}
          >
            {t('fix_set', { value: `\u2068${value}\u2069` })}
          </Button>
        ) : null,
      )}
      {writing && row.column !== null ? (
        <Write row={row} onSave={(value) => set(row.column ?? 0, value)} />
      ) : (
        <>
          {row.column !== null && (
            <Button variant="subtle" size="compact-sm" onClick={() => setWriting(true)}>
              {t('fix_write')}
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" onClick={leave}>
            {t('fix_leave')}
          </Button>
        </>
      )}
    </div>
  )
}

function Write({ row, onSave }: { row: PreviewRow; onSave: (value: string) => void }) {
  const t = useWords('importing')
  const [value, setValue] = useState(row.cells[row.column ?? -1] ?? '')
  return (
    <form
      className={css['write']}
      onSubmit={(event) => {
        event.preventDefault()
        onSave(value.trim())
      }}
    >
      <TextInput
        size="xs"
        autoFocus
        maxLength={500}
        aria-label={t('fix_label', { row: row.row })}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-sm">
        {t('fix_save')}
      </Button>
    </form>
  )
}
