import type { Money } from '#core/money.ts'

/** An amount as a person says it: `sar(12.5)` is twelve riyals and a half. */
export const sar = (riyals: number): Money => halalas(Math.round(riyals * 100))
/** The same amount as the books hold it. */
export const halalas = (minor: number): Money => ({ minor, currency: 'SAR' })
