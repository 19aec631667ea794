import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useSearchText } from '#web/place.ts'
import { Count } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import css from './bank.module.css'
import { useAccounts } from './bank-head.tsx'

type Counts = Readonly<{ open: number; matched: number; ignored: number }>

/** Which lines are looked at, and how far the work has come. */
export function LineFilters({ counts }: { counts: Counts | undefined }) {
  const t = useWords('bank')
  const [search, change] = useSearchText()
  const { data } = useAccounts()
  const [text, setText] = useState(search['q'] ?? '')
  const find = useDebouncedCallback((q: string) => change({ q: q.trim() || null, line: null }), 250)
  const accounts = data?.rows ?? []
  const states = ['open', 'matched', 'ignored'] as const
  return (
    <div className={css['filters']}>
      <SegmentedControl
        aria-label={t('state')}
        value={search['state'] ?? 'open'}
        onChange={(state) => change({ state: state === 'open' ? null : state, line: null })}
        data={states.map((value) => ({
          value,
          label: (
            <span>
              {t(`line_${value}`)} {counts && <Count value={counts[value]} />}
            </span>
          ),
        }))}
      />
      <SegmentedControl
        aria-label={t('way')}
        value={search['way'] ?? 'all'}
        onChange={(way) => change({ way: way === 'all' ? null : way, line: null })}
        data={(['all', 'in', 'out'] as const).map((value) => ({ value, label: t(`way_${value}`) }))}
      />
      {accounts.length > 1 && (
        <Select
          aria-label={t('account')}
          placeholder={t('account_any')}
          clearable
          value={search['account'] ?? null}
          data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(account) => change({ account, line: null })}
        />
      )}
      <TextInput
        aria-label={t('lines_find')}
        placeholder={t('lines_find')}
        leftSection={<IconSearch size={16} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          find(event.currentTarget.value)
        }}
      />
      {counts && <Progress counts={counts} />}
    </div>
  )
}

function Progress({ counts }: { counts: Counts }) {
  const t = useWords('bank')
  const all = counts.open + counts.matched + counts.ignored
  if (all === 0) return null
  const done = all - counts.open
  return (
    <div className={css['progress']}>
      <progress max={all} value={done} aria-label={t('progress')} />
      <small>{t('progress_of', { done, all })}</small>
    </div>
  )
}
