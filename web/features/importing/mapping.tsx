import { NumberInput, Select } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import type { ImportView, SheetMapping } from '#core/importing/api.ts'
import { type Field, fieldsOf, type SheetKind, sheetKinds } from '#core/importing/fields.ts'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useFieldName } from './field-name.ts'
import css from './importing.module.css'
import mapping from './mapping.module.css'
import { type Answer, mappingOf } from './use-import.ts'

type ImportSheet = ImportView['sheets'][number]
type Props = Readonly<{ view: ImportView; sheet: ImportSheet; answer: Answer }>

/** What each column of one sheet means: guessed ones ticked, samples under each. */
export function Mapping({ view, sheet, answer }: Props) {
  const t = useWords('importing')
  const name = useFieldName()
  const known = sheet.columns.filter(({ field }) => field !== null).length
  const change = (patch: Partial<SheetMapping>) =>
    answer({
      sheets: mappingOf(view).map((each) =>
        each.sheet === sheet.sheet ? { ...each, ...patch } : each,
      ),
    })
  const setField = (column: number, field: Field | null) => {
    const others = sheet.columns.flatMap((each) =>
      each.field && each.column !== column && each.field !== field
        ? [[String(each.column), each.field] as const]
        : [],
    )
    const own = field ? [[String(column), field] as const] : []
    change({ fields: Object.fromEntries([...others, ...own]) })
  }
  return (
    <div className={css['part']}>
      <h2>{t('map')}</h2>
      {sheet.kind && <p>{t('map_hint', { known, all: sheet.columns.length })}</p>}
      <div className={mapping['pair']}>
        <Select
          label={t('kind')}
          value={sheet.kind ?? 'none'}
          data={[...sheetKinds, 'none' as const].map((kind) => ({
            value: kind,
            label: t(`kind_${kind}`),
          }))}
          onChange={(kind) => change({ kind: kind === 'none' ? null : (kind as SheetKind) })}
        />
        {sheet.kind && (
          <NumberInput
            label={t('header_row')}
            min={0}
            max={sheet.rows}
            defaultValue={sheet.headerRow}
            key={sheet.headerRow}
            onBlur={(event) => {
              const headerRow = Number(event.currentTarget.value.replace(/\D/g, ''))
              if (headerRow !== sheet.headerRow) change({ headerRow })
            }}
          />
        )}
      </div>
      {sheet.missing.map((any) => (
        <p key={any.join()} role="alert" className={css['bad']}>
          {t('missing', { fields: any.map((field) => name(field, sheet.kind)).join(t('or')) })}
        </p>
      ))}
      {sheet.kind && (
        <div className={mapping['map']}>
          <div className={mapping['mapHead']} aria-hidden="true">
            <span>{t('in_file')}</span>
            <span>{t('in_wasl')}</span>
          </div>
          {sheet.columns.map((column) => (
            <ColumnLine key={column.column} sheet={sheet} column={column} onPick={setField} />
          ))}
        </div>
      )}
    </div>
  )
}

type LineProps = Readonly<{
  sheet: ImportSheet
  column: ImportSheet['columns'][number]
  onPick: (column: number, field: Field | null) => void
}>

function ColumnLine({ sheet, column, onPick }: LineProps) {
  const t = useWords('importing')
  const name = useFieldName()
  const title = column.title || t('column', { number: column.column + 1 })
  const hint =
    column.certainty === 'guess' ? t('guessed') : column.certainty === 'likely' ? t('likely') : ''
  const options = sheet.kind ? fieldsOf[sheet.kind] : []
  return (
    <div className={mapping['mapRow']}>
      <div>
        <b>
          <Bdi>{title}</Bdi>
        </b>
        <small>
          <Bdi>{column.samples.join('، ')}</Bdi>
        </small>
      </div>
      <Select
        aria-label={title}
        placeholder={t('pick_field')}
        searchable
        clearable={false}
        value={column.field ?? null}
        data={[
          { value: 'none', label: t('no_field') },
          ...options.map((field) => ({ value: field, label: name(field, sheet.kind) })),
        ]}
        onChange={(value) => onPick(column.column, value === 'none' ? null : (value as Field))}
        rightSectionPointerEvents="none"
        rightSection={
          column.certainty === 'sure' ? (
            <IconCheck size={16} className={mapping['tick'] ?? ''} />
          ) : (
            <IconSelector size={16} />
          )
        }
        description={hint || undefined}
        inputWrapperOrder={['input', 'description']}
      />
    </div>
  )
}
