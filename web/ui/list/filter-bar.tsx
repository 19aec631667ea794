import { Button, Menu, Popover } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Search } from '#web/place.ts'
import { useWords } from '#web/words.ts'
import css from '../page.module.css'
import type { FilterDef } from './filter.ts'
import { FilterEditor } from './filter-editor.tsx'
import { FilterValue } from './filter-value.tsx'

type Props = Readonly<{
  filters: readonly FilterDef[]
  values: Search
  change: (patch: Record<string, string | null>) => void
  /** The search field, before the chips. */
  before?: ReactNode
  /** Columns, export: at the end. */
  after?: ReactNode
}>

/** Filters as chips, one sentence each; the address holds them. */
export function FilterBar({ filters, values, change, before, after }: Props) {
  const t = useWords('ui')
  const [opened, setOpened] = useState<string | null>(null)
  const chosen = filters.filter(({ id }) => values[id] || opened === id)
  const others = filters.filter((filter) => !chosen.includes(filter))
  const clear = () => change(Object.fromEntries(filters.map(({ id }) => [id, null])))
  return (
    <div className={css['filters']}>
      {before}
      {chosen.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          value={values[filter.id]}
          opened={opened === filter.id}
          onOpen={(open) => setOpened(open ? filter.id : null)}
          onChange={(value) => change({ [filter.id]: value })}
        />
      ))}
      {others.length > 0 && (
        <Menu>
          <span className={`${css['filter']} ${css['filterAdd']}`}>
            <Menu.Target>
              <button type="button">
                <IconPlus size={14} />
                {t('filter')}
              </button>
            </Menu.Target>
          </span>
          <Menu.Dropdown>
            {others.map(({ id, label }) => (
              // The menu gives the focus back when it closes, which would close what opens now.
              <Menu.Item key={id} onClick={() => setTimeout(() => setOpened(id), 160)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {chosen.length > 1 && (
        <Button variant="subtle" size="compact-sm" onClick={clear}>
          {t('clear_filters')}
        </Button>
      )}
      {after && <div className={css['filterEnd']}>{after}</div>}
    </div>
  )
}

type ChipProps = Readonly<{
  filter: FilterDef
  value: string | undefined
  opened: boolean
  onOpen: (open: boolean) => void
  onChange: (value: string | null) => void
}>

function FilterChip({ filter, value, opened, onOpen, onChange }: ChipProps) {
  const t = useWords('ui')
  return (
    <Popover
      opened={opened}
      onChange={onOpen}
      position="bottom-start"
      trapFocus
      returnFocus
      shadow="md"
      radius={10}
    >
      <span className={css['filter']}>
        <Popover.Target>
          <button type="button" onClick={() => onOpen(!opened)}>
            <span className="muted">{filter.label}</span>
            {value && (
              <b>
                <FilterValue filter={filter} value={value} />
              </b>
            )}
          </button>
        </Popover.Target>
        {value && (
          <button
            type="button"
            aria-label={t('remove_filter', { name: filter.label })}
            onClick={() => onChange(null)}
          >
            <IconX size={14} />
          </button>
        )}
      </span>
      <Popover.Dropdown aria-label={filter.label}>
        <FilterEditor
          filter={filter}
          value={value}
          onDone={(next) => {
            onChange(next)
            onOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
