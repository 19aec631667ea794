import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormat } from '#web/format.ts'
import { useWords } from '#web/words.ts'
import { Bdi, Ltr } from '../text/text.tsx'
import { type FilterDef, manyOf, rangeOf } from './filter.ts'

/** The value of a chosen filter, in words. */
export function FilterValue({ filter, value }: { filter: FilterDef; value: string }): ReactNode {
  const format = useFormat()
  if (filter.kind === 'enum') {
    const chosen = manyOf(value)
    return filter.options
      .filter((option) => chosen.includes(option.value))
      .map(({ label }) => label)
      .join('، ')
  }
  if (filter.kind === 'days')
    return (
      <RangeWords value={value} open="until" show={(day) => format.day(day, { full: false })} />
    )
  if (filter.kind === 'money') {
    const show = (minor: string) =>
      format.money({ minor: Number(minor), currency: filter.currency }, true)
    return <RangeWords value={value} open="at_most" show={show} />
  }
  if (filter.kind === 'pick') return <PickedName load={filter.load} value={value} />
  return <Bdi>{value}</Bdi>
}

function RangeWords({
  value,
  open,
  show,
}: {
  value: string
  open: 'until' | 'at_most'
  show: (end: string) => string
}) {
  const t = useWords('ui')
  const { from, to } = rangeOf(value)
  if (from && to) return t('range', { from: show(from), to: show(to) })
  if (from) return t(open === 'until' ? 'since' : 'at_least', { from: show(from) })
  return to ? t(open, { to: show(to) }) : null
}

function PickedName({
  load,
  value,
}: {
  load: (text: string) => Promise<readonly { value: string; label: string }[]>
  value: string
}) {
  const { data } = useQuery({ queryKey: ['picked', value], queryFn: () => load('') })
  const found = data?.find((option) => option.value === value)
  return found ? <Bdi>{found.label}</Bdi> : <Ltr>…</Ltr>
}
