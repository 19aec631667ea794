import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isDay } from '#core/day.ts'
import { api } from '#web/client.ts'
import { useMay, useToday } from '#web/me.tsx'
import { stringifySearch, useSearchText } from '#web/place.ts'
import { DateInput } from '#web/ui/form/date-input.tsx'
import { Tabs } from '#web/ui/record/record.tsx'
import { useWords } from '#web/words.ts'
import css from './figures.module.css'

/** What the address narrows the reports to. */
export function useNarrowing() {
  const [search] = useSearchText()
  const asOf = search['asOf']
  const ownerId = search['owner']
  return useMemo(() => {
    const owner = ownerId ? { ownerId } : {}
    return { owner, figures: { ...owner, ...(asOf && isDay(asOf) ? { asOf } : {}) } }
  }, [asOf, ownerId])
}

/** An address of the reports that keeps whose customers they are about, and the day. */
export function useKept(): (path: string, more?: Record<string, string>) => string {
  const [search] = useSearchText()
  const { asOf, owner } = search
  return (path, more = {}) => `${path}${stringifySearch({ asOf, owner, ...more })}`
}

const parts = [
  ['/reports', 'tab_figures'],
  ['/reports/forecast', 'tab_forecast'],
  ['/reports/collectors', 'tab_collectors'],
  ['/reports/debtors', 'tab_debtors'],
] as const

/** The reports side by side. */
export function ReportTabs({ at }: Readonly<{ at: (typeof parts)[number][0] }>) {
  const t = useWords('figures')
  const [search] = useSearchText()
  const kept = stringifySearch({ owner: search['owner'] })
  return (
    <Tabs
      label={t('reports')}
      tabs={parts.map(([path, name]) => ({
        to: `${path}${kept}`,
        label: t(name),
        active: path === at,
      }))}
    />
  )
}

/** Whose customers; hidden from those who see their own alone. */
export function OwnerSelect() {
  const t = useWords('figures')
  const all = useMay()('reports.read') === 'all'
  const [search, change] = useSearchText()
  const { data } = useQuery({
    ...api.reports.owners.queryOptions({ input: {} }),
    enabled: all,
    staleTime: 300_000,
  })
  if (!all || !data || data.length < 2) return null
  return (
    <Select
      label={t('owner')}
      placeholder={t('everyone')}
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
      value={search['owner'] ?? null}
      clearable
      onChange={(owner) => change({ owner })}
    />
  )
}

/** The day and the customers that figures are about. */
export function NarrowBar({ day = false }: Readonly<{ day?: boolean }>) {
  const t = useWords('figures')
  const today = useToday()
  const [search, change] = useSearchText()
  const asOf = search['asOf']
  return (
    <div className={css['bar']}>
      {day && (
        <DateInput
          label={t('as_of')}
          value={asOf ?? today}
          onChange={(next) => change({ asOf: next === today ? null : next })}
        />
      )}
      <OwnerSelect />
      {day && asOf && (
        <Button variant="default" onClick={() => change({ asOf: null })}>
          {t('back_to_now')}
        </Button>
      )}
    </div>
  )
}
