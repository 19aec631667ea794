import { Button, useComputedColorScheme } from '@mantine/core'
import type { EChartsCoreOption } from 'echarts/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { usePreferences } from '#web/preferences.tsx'
import { useWords } from '#web/words.ts'

/** Reads a colour role of tokens.css: `ink('brand')`. */
export type Ink = (role: string) => string

type Props = Readonly<{
  height: number
  /** The chart in words, with its values. */
  label: string
  option: (ink: Ink, rtl: boolean) => EChartsCoreOption
  /** The same values as a table, one click away. */
  table?: ReactNode
  /** A click on a bar: which one. */
  onPick?: (index: number) => void
}>

/** Canvas, because SVG charts misplace axis text in RTL; the library loads when the first chart is drawn. */
export function Chart({ height, label, option, table, onPick }: Props) {
  const t = useWords('ui')
  const [asTable, setAsTable] = useState(false)
  return (
    <div>
      {asTable ? (
        table
      ) : (
        <Canvas height={height} label={label} option={option} {...(onPick ? { onPick } : {})} />
      )}
      {table && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAsTable(!asTable)}>
          {asTable ? t('show_chart') : t('show_table')}
        </Button>
      )}
    </div>
  )
}

function Canvas({ height, label, option, onPick }: Omit<Props, 'table'>) {
  const box = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  const rtl = usePreferences().language === 'ar'
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme changes the roles' values, which are read from the page.
  useEffect(() => {
    const element = box.current
    if (!element) return
    let stop = () => {}
    let gone = false
    void import('./chart-engine.ts').then(({ drawChart }) => {
      if (!gone) stop = drawChart(element, (ink) => option(ink, rtl), onPick)
    })
    return () => {
      gone = true
      stop()
    }
  }, [option, onPick, rtl, scheme])
  return (
    <div
      ref={box}
      dir="ltr"
      role="img"
      aria-label={label}
      style={{ blockSize: height, inlineSize: '100%' }}
    />
  )
}

/** How axis text looks everywhere. */
export const axisText = (ink: Ink) => ({ color: ink('ink-3'), fontSize: 12, lineHeight: 18 })

/** Canvas text knows no <bdi>: an isolate of the page's direction keeps the day before its month. */
const isolated = (text: string, rtl: boolean) => `${rtl ? '\u2067' : '\u2066'}${text}\u2069`

type Scale = Readonly<{
  percent?: boolean
  max?: number
  minInterval?: number
  interval?: number
}>

/** What every chart shares: time runs with reading, values start at nothing. */
export const frame = (
  ink: Ink,
  rtl: boolean,
  labels: readonly string[],
  { percent = false, ...scale }: Scale = {},
) => ({
  grid: { top: 22, bottom: 26, left: rtl ? 14 : 44, right: rtl ? 44 : 14 },
  xAxis: {
    ...{ type: 'category', inverse: rtl, axisTick: { show: false } },
    data: labels.map((label) => isolated(label, rtl)),
    axisLine: { lineStyle: { color: ink('line-strong') } },
    axisLabel: axisText(ink),
  },
  yAxis: {
    ...{ type: 'value', min: 0, position: rtl ? 'right' : 'left', splitNumber: 3, ...scale },
    axisLabel: percent ? { ...axisText(ink), formatter: '{value}%' } : axisText(ink),
    splitLine: { lineStyle: { color: ink('line') } },
  },
  tooltip: {
    ...{ trigger: 'axis', confine: true, backgroundColor: ink('surface') },
    ...{ borderColor: ink('line'), textStyle: { color: ink('ink'), fontSize: 12 } },
  },
})
