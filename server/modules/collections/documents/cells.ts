import { formatDay, formatMoney } from '#core/format.ts'
import type { Money } from '#core/money.ts'
import type { SheetColumn } from './sheet-document.ts'

export const column = (
  ar: string,
  en: string,
  kind: SheetColumn['kind'] = 'text',
  width: SheetColumn['width'] = 'fit',
): SheetColumn => ({ label: { ar, en }, kind, width })

export const figure = (money: Money): string => formatMoney(money, { lang: 'ar', currency: false })
export const dayText = (day: string): string => formatDay(day, { lang: 'ar' })
