import { Tooltip } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatPhone } from '#core/phone.ts'
import { useFormat } from '#web/format.ts'
import { usePreferences } from '#web/preferences.tsx'
import { useWords } from '#web/words.ts'
import { toast } from '../toast.tsx'
import css from './text.module.css'

/** Anything a person typed: it keeps its own direction and cannot disturb its neighbours. */
export const Bdi = ({ children }: { children: ReactNode }) => <bdi>{children}</bdi>

/** Figures, clocks and percentages inside a sentence: always left to right. */
export const Ltr = ({ children }: { children: ReactNode }) => <bdi dir="ltr">{children}</bdi>

/** Invoice numbers, VAT numbers, IBANs: left to right, never broken; `copy` adds a button that copies it. */
export function Code({
  children,
  quiet = false,
  copy = false,
}: {
  children: string
  quiet?: boolean
  copy?: boolean
}) {
  const t = useWords('ui')
  const shown = (
    <bdi dir="ltr" className={quiet ? css['codeQuiet'] : css['code']}>
      {children}
    </bdi>
  )
  if (!copy) return shown
  const onCopy = async () => {
    await navigator.clipboard.writeText(children)
    toast.said(t('copied', { text: children }))
  }
  return (
    <span className={css['copy']}>
      {shown}
      <button type="button" aria-label={t('copy', { text: children })} onClick={onCopy}>
        <IconCopy size={14} />
      </button>
    </span>
  )
}

/** A telephone number as people read it; a tap calls it. */
export const Phone = ({ value }: { value: string }) => (
  <a href={`tel:${value}`} dir="ltr" className={css['phone']}>
    {formatPhone(value)}
  </a>
)

/** How many, in the reader's digits. */
export function Count({ value }: { value: number }) {
  return <bdi dir="ltr">{useFormat().count(value)}</bdi>
}

/** A share such as 0.78, as `78%`. */
export function Percent({ value }: { value: number }) {
  return <bdi dir="ltr">{useFormat().percent(value)}</bdi>
}

type DayProps = Readonly<{
  value: string
  /** Always with its year. */
  full?: boolean
  weekday?: boolean
  /** «اليوم»، «أمس»، «غدًا» for the days next to this one. */
  near?: boolean
}>

/** A day: this year goes without saying, the other calendar is one hover away. */
export function Day({ value, full = false, weekday = false, near = false }: DayProps) {
  const format = useFormat()
  const { calendar } = usePreferences()
  const gregorian = format.day(value, { weekday, full, near })
  const hijri = format.hijri(value)
  return (
    <Tooltip
      label={
        <>
          {format.day(value, { full: true })}
          <br />
          {hijri}
        </>
      }
    >
      <time dateTime={value} className="nowrap">
        {calendar === 'hijri' ? (hijri ?? gregorian) : gregorian}
        {calendar === 'both' && <span className="muted"> {hijri}</span>}
      </time>
    </Tooltip>
  )
}

/** An instant: its day in the company's zone and the hour. */
export function Moment({ value, near = true }: { value: string; near?: boolean }) {
  const format = useFormat()
  return (
    <span className="nowrap">
      <Day value={format.dayOf(value)} near={near} /> <Ltr>{format.clock(value)}</Ltr>
    </span>
  )
}
