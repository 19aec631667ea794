import type { Currency, Rate } from '#core/money.ts'

/**
 * What one unit buys in riyals where both currencies stand by the dollar (3.75; 3.6725, 3.64, 0.376,
 * 0.3845, 0.709 to the dollar): a proposal, for a person to confirm.
 */
export const riyalPegs: Partial<Record<Currency, Rate>> = {
  USD: '3.75',
  AED: '1.0211027910',
  QAR: '1.0302197802',
  BHD: '9.9734042553',
  OMR: '9.7529258778',
  JOD: '5.2891396333',
}
