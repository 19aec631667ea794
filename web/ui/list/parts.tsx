import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconDownload, IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useKeys } from '#web/keys.ts'
import { useWords } from '#web/words.ts'
import type { Column } from './column.ts'
import css from './list.module.css'
import type { BulkAction, ListModel } from './model.ts'
import type { ListPage } from './source.ts'

/** The search field of a list; `/` goes there. */
export function ListSearch({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (text: string) => void
}) {
  const [text, setText] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  const later = useDebouncedCallback(onChange, 250)
  useEffect(() => {
    // A view or "clear" changes the address from outside; what is being typed stays.
    if (document.activeElement !== field.current) setText(value)
  }, [value])
  useKeys({ Slash: () => field.current?.focus() })
  return (
    <TextInput
      ref={field}
      type="search"
      size="sm"
      className={css['search']}
      aria-label={label}
      placeholder={label}
      aria-keyshortcuts="/"
      leftSection={<IconSearch size={16} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        later(event.currentTarget.value.trim())
      }}
    />
  )
}

/** Which columns are shown. */
export function ColumnMenu<Row, Page extends ListPage<Row>>({
  columns,
  visibility,
  onToggle,
}: {
  columns: readonly Column<Row, Page>[]
  visibility: Readonly<Record<string, boolean>>
  onToggle: (id: string, shown: boolean) => void
}) {
  const t = useWords('ui')
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconAdjustmentsHorizontal size={16} />}
          visibleFrom="sm"
        >
          {t('columns')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns
          .filter(({ fixed }) => !fixed)
          .map(({ id, head }) => (
            <Menu.CheckboxItem
              key={id}
              checked={visibility[id] ?? true}
              onChange={(shown) => onToggle(id, shown)}
            >
              {head}
            </Menu.CheckboxItem>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The same rows as a file. */
export function ExportLink({ to }: { to: string }) {
  const t = useWords('ui')
  return (
    <ActionIcon component="a" href={to} download aria-label={t('export')}>
      <IconDownload size={18} />
    </ActionIcon>
  )
}

/** Floats above the foot while something is ticked. */
export function BulkBar<Row, Page extends ListPage<Row>>({
  model,
  actions,
  summary,
}: {
  model: ListModel<Row, Page>
  actions: readonly BulkAction<Row>[]
  summary?: ((rows: readonly Row[]) => ReactNode) | undefined
}) {
  const t = useWords('ui')
  const { selection, rows, total } = model
  if (!selection?.some) return null
  const taken = selection.taken()
  const count = selection.all ? total : taken.ids.length
  const offer = selection.allShown && !selection.all && total > rows.length
  return (
    <div className={css['bulk']} role="toolbar" aria-label={t('selection')}>
      <p aria-live="polite">
        {t('selected', { count })}
        {summary && !selection.all && <>، {summary(taken.rows)}</>}
      </p>
      {offer && (
        <button type="button" className={css['takeAll']} onClick={selection.takeAll}>
          {t('select_matching', { count: total })}
        </button>
      )}
      {actions.slice(0, 4).map(({ id, label, icon, run }) => (
        <button key={id} type="button" onClick={() => run(taken)}>
          {icon}
          <span>{label}</span>
        </button>
      ))}
      <button type="button" aria-label={t('clear_selection')} onClick={selection.clear}>
        <IconX size={16} />
      </button>
    </div>
  )
}
