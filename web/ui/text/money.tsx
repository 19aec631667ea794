import { currencySymbol } from '#core/format.ts'
import type { Money as Amount } from '#core/money.ts'
import { useFormat } from '#web/format.ts'
import { usePreferences } from '#web/preferences.tsx'
import css from './text.module.css'

type Props = Readonly<{
  value: Amount
  /** In a column whose head already says the currency. */
  bare?: boolean
  /** Without the fraction: dashboards and chips only, never a document. The exact figure is in a tooltip. */
  rounded?: boolean
  size?: 'hero' | 'title' | 'inherit'
  strong?: boolean
  /** Nothing is «—» in a column. */
  dash?: boolean
}>

/** An amount: the figure is isolated and reads left to right; the currency stands on its left in both languages. */
export function Money({
  value,
  bare = false,
  rounded = false,
  size = 'inherit',
  strong = false,
  dash = false,
}: Props) {
  const { language } = usePreferences()
  const format = useFormat()
  if (dash && value.minor === 0) return <span className="muted">—</span>
  const exact = format.figure(value)
  const [units, fraction] = rounded ? [format.figure(value, true)] : exact.split(/(?=[.٫])/)
  const currency = !bare && (
    <span className={css['currency']} data-cur="">
      {currencySymbol(value.currency, language)}
    </span>
  )
  return (
    <span
      className={css['money']}
      data-size={size}
      data-strong={strong || undefined}
      title={rounded ? exact : undefined}
    >
      {language === 'en' && currency}
      {language === 'en' && !bare && '\u00a0'}
      <bdi dir="ltr">
        {units}
        {fraction && <span className={css['fraction']}>{fraction}</span>}
      </bdi>
      {language === 'ar' && !bare && '\u00a0'}
      {language === 'ar' && currency}
    </span>
  )
}
