import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { Fragment, type KeyboardEvent, useEffect, useId, useState } from 'react'
import { fold } from '#core/arabic/fold.ts'
import type { Found } from '#web/feature.ts'
import { features } from '#web/features/index.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { useLabels, useWords } from '#web/words.ts'
import { useNavPages } from './navigation.ts'
import css from './shell.module.css'
import { useNewActions } from './top-bar.tsx'

type Group = Readonly<{ label: string; found: readonly Found[] }>

/** What the house itself knows: its pages and what can be made, by folded words. */
function useOwn(text: string): Group[] {
  const t = useWords('shell')
  const say = useLabels()
  const pages = useNavPages().map(({ path, nav }) => ({
    id: path,
    to: path,
    title: say(nav.label),
    icon: nav.icon,
  }))
  const creates = useNewActions().map(({ to, label, icon }) => ({
    id: to,
    to,
    title: say(label),
    icon,
  }))
  const fits = ({ title }: { title: string }) => fold(title).includes(fold(text))
  return [
    { label: t('create'), found: creates.filter(fits) },
    { label: t('pages'), found: pages.filter(fits) },
  ]
}

/** What the features find on the server. */
function useFound(text: string): Group[] {
  const say = useLabels()
  const may = useMay()
  const providers = features
    .flatMap(({ searchProviders = [] }) => searchProviders)
    .filter(({ permission }) => permission === undefined || may(permission) !== undefined)
  return useQueries({
    queries: providers.map(({ label, search }) => ({
      queryKey: ['palette', label, text],
      queryFn: ({ signal }: { signal: AbortSignal }) => search(text, signal),
      enabled: text.length > 1,
      staleTime: 10_000,
    })),
    combine: (results) =>
      results.flatMap(({ data }, at) => {
        const provider = providers[at]
        return provider && data ? [{ label: say(provider.label), found: data }] : []
      }),
  })
}

/** ⌘K: goes anywhere, makes anything, finds anyone. */
export function CommandPalette({
  open,
  onOpen,
}: {
  open: boolean
  onOpen: (open: boolean) => void
}) {
  const t = useWords('shell')
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (event.code !== 'KeyK' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      onOpen(true)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [onOpen])
  return (
    <Modal.Root
      opened={open}
      onClose={() => onOpen(false)}
      size={560}
      yOffset="10dvh"
      centered={false}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('search_label')}>
        <Modal.Body pt="md">
          <Finder onDone={() => onOpen(false)} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Finder({ onDone }: { onDone: () => void }) {
  const t = useWords('shell')
  const nothing = useWords('ui')('nothing_found')
  const go = useGo()
  const prefix = useId()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 150)
  const [at, setAt] = useState(0)
  const own = useOwn(text)
  const groups = [...useFound(asked), ...own].filter(({ found }) => found.length > 0)
  const all = groups.flatMap(({ found }) => found)
  const current = all[Math.min(at, all.length - 1)]
  const idOf = (found: Found) => `${prefix}${found.id}`
  const openOne = (found: Found) => {
    onDone()
    go(found.to)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, all.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && current) openOne(current)
    else return
    event.preventDefault()
  }
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={`${prefix}list`}
        aria-activedescendant={current && idOf(current)}
        aria-label={t('search_label')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={pressed}
      />
      {all.length === 0 && <p className="muted">{nothing}</p>}
      <div
        id={`${prefix}list`}
        role="listbox"
        aria-label={t('search_label')}
        className={css['palette']}
        hidden={all.length === 0}
      >
        {groups.map(({ label, found }) => (
          <Fragment key={label}>
            <div role="presentation">{label}</div>
            {found.map((one) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and takes the keys.
              <div
                key={one.id}
                id={idOf(one)}
                role="option"
                tabIndex={-1}
                aria-selected={one === current}
                className={css['found']}
                onClick={() => openOne(one)}
              >
                <one.icon size={18} stroke={1.6} />
                <bdi>{one.title}</bdi>
                {one.hint && <small>{one.hint}</small>}
              </div>
            ))}
          </Fragment>
        ))}
      </div>
    </>
  )
}
