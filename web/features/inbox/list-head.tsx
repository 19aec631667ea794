import { ActionIcon, CloseButton, Indicator, Menu, Popover, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import {
  IconAdjustmentsHorizontal,
  IconArrowsSort,
  IconCheck,
  IconEdit,
  IconSearch,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useMay } from '#web/me.tsx'
import { useSearchText } from '#web/place.ts'
import { useWords } from '#web/words.ts'
import { BeginDialog } from './begin-dialog.tsx'
import css from './list.module.css'
import { FilterChips, FilterFields } from './list-filters.tsx'
import { filterNames } from './use-conversations.ts'

/** The title, the search in names and messages, the filters and how the list is sorted. */
export function ListHead() {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const may = useMay()
  const [search] = useSearchText()
  const [beginning, setBeginning] = useState(false)
  const [filtering, setFiltering] = useState(false)
  const some = filterNames.some((name) => search[name])
  return (
    <header className={css['listHead']}>
      <div className={css['titleLine']}>
        <h1>{t('inbox')}</h1>
        <Indicator disabled={!some} size={8} offset={5}>
          <Popover
            opened={filtering}
            onChange={setFiltering}
            width={260}
            position="bottom-end"
            trapFocus
          >
            <Popover.Target>
              <ActionIcon
                aria-label={ui('filters')}
                title={ui('filters')}
                onClick={() => setFiltering(!filtering)}
              >
                <IconAdjustmentsHorizontal size={19} />
              </ActionIcon>
            </Popover.Target>
            <Popover.Dropdown aria-label={ui('filters')}>
              {filtering && <FilterFields />}
            </Popover.Dropdown>
          </Popover>
        </Indicator>
        <SortMenu />
        {may('inbox.answer') && (
          <ActionIcon aria-label={t('begin')} title={t('begin')} onClick={() => setBeginning(true)}>
            <IconEdit size={19} />
          </ActionIcon>
        )}
      </div>
      <SearchBox />
      {some && <FilterChips />}
      {beginning && <BeginDialog onClose={() => setBeginning(false)} />}
    </header>
  )
}

function SearchBox() {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [search, change] = useSearchText()
  const asked = search['q'] ?? ''
  const [text, setText] = useState(asked)
  const told = useRef(asked)
  useEffect(() => {
    if (told.current !== asked) setText(asked)
    told.current = asked
  }, [asked])
  const ask = useDebouncedCallback((q: string) => {
    told.current = q
    change({ q: q || null })
  }, 250)
  const write = (next: string) => {
    setText(next)
    ask(next.trim())
  }
  return (
    <TextInput
      data-inbox-search=""
      aria-label={t('search')}
      aria-keyshortcuts="/"
      placeholder={t('search_hint')}
      value={text}
      onChange={({ currentTarget: { value } }) => write(value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text) {
          event.stopPropagation()
          write('')
        }
      }}
      leftSection={<IconSearch size={16} />}
      rightSection={
        text && <CloseButton size="sm" aria-label={ui('clear_filters')} onClick={() => write('')} />
      }
    />
  )
}

const sorts = ['newest', 'oldest', 'waiting', 'priority'] as const

function SortMenu() {
  const t = useWords('inbox')
  const [search, change] = useSearchText()
  const active = search['sort'] ?? 'newest'
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('sort')} title={t('sort')}>
          <IconArrowsSort size={19} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {sorts.map((sort) => (
          <Menu.Item
            key={sort}
            rightSection={sort === active ? <IconCheck size={16} /> : undefined}
            aria-current={sort === active}
            onClick={() => change({ sort: sort === 'newest' ? null : sort })}
          >
            {t(`sort_${sort}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
