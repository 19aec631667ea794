import { z } from 'zod'
import { addMonths, Day } from '#core/day.ts'
import { share } from '#core/money.ts'

/**
 * What the VAT regulations ask before the tax of a debt that is lost may be taken off a return
 * (المادة الأربعون). They are read from summaries, so an adviser has the last word.
 */
export const badDebtConditions = ['reported', 'age', 'written_off', 'told', 'legal'] as const
export const BadDebtCode = z.enum(badDebtConditions)
export type BadDebtCode = z.infer<typeof BadDebtCode>

/** Known to hold, known to lack, to be looked up elsewhere, or not asked for at this amount. */
export const badDebtAnswers = ['holds', 'lacks', 'check', 'not_needed'] as const
export const BadDebtAnswer = z.enum(badDebtAnswers)
export type BadDebtAnswer = z.infer<typeof BadDebtAnswer>

export const BadDebtCondition = z.object({
  code: BadDebtCode,
  answer: BadDebtAnswer,
  /** Since when it holds, or from when on it will. */
  on: Day.nullable(),
})
export type BadDebtCondition = z.infer<typeof BadDebtCondition>

/** Everything holds; the rest only has to be looked up; or something lacks. */
export const badDebtStandings = ['ready', 'check', 'lacks'] as const
export const BadDebtStanding = z.enum(badDebtStandings)
export type BadDebtStanding = z.infer<typeof BadDebtStanding>

/** So long after the supply the tax may be taken off. */
const monthsOld = 12
/** From this amount on legal steps are to be shown, in the smallest unit of the riyal. */
export const legalFromMinor = 100_000_00
/** A quarter is the longest period of a return, which is filed by the end of the month after it. */
const monthsAQuarter = 3

/** A debt by its invoice, in the smallest unit of its currency. */
export type TaxedDebt = Readonly<{
  /** Written in another system: what was reported of it, only that system knows. */
  opening: boolean
  suppliedOn: Day
  /** What the invoice came to and its tax, credit notes taken off. */
  gross: number
  vat: number
  /** The same tax as it was reported, in riyals. */
  vatInBase: number
  /** What is still owed, and what was written off and has not come back. */
  open: number
  lost: number
  lostOn: Day | null
  toldOn: Day | null
  legalOn: Day | null
}>

export type BadDebtJudged = Readonly<{
  unpaid: number
  /** The tax in what is unpaid, in riyals. */
  vat: number
  conditions: readonly BadDebtCondition[]
  standing: BadDebtStanding
}>

/** The day by which a return with this supply has been filed, whichever period the company has. */
export function reportedBy(suppliedOn: Day): Day {
  const [year = '', month = ''] = suppliedOn.split('-')
  const into = (Number(month) - 1) % monthsAQuarter
  const first: Day = `${year}-${month}-01`
  return addMonths(first, monthsAQuarter - into + 1)
}

/** Which conditions hold of a debt today, and how much tax stands in what is unpaid of it. */
export function judgeBadDebt(debt: TaxedDebt, today: Day): BadDebtJudged {
  const unpaid = Math.min(debt.open + debt.lost, Math.max(debt.gross, 0))
  const vat = debt.gross > 0 ? share(debt.vatInBase, unpaid, debt.gross) : 0
  const inBase = debt.vat > 0 ? share(unpaid, debt.vatInBase, debt.vat) : unpaid
  const old = addMonths(debt.suppliedOn, monthsOld)
  const filed = reportedBy(debt.suppliedOn)
  const known = (on: Day | null): Pick<BadDebtCondition, 'answer' | 'on'> => ({
    answer: on === null ? 'lacks' : 'holds',
    on,
  })
  const conditions: BadDebtCondition[] = [
    {
      code: 'reported',
      answer: debt.opening ? 'check' : filed <= today ? 'holds' : 'lacks',
      on: debt.opening ? null : filed,
    },
    { code: 'age', answer: old <= today ? 'holds' : 'lacks', on: old },
    { code: 'written_off', ...known(debt.open === 0 && debt.lost > 0 ? debt.lostOn : null) },
    { code: 'told', ...known(debt.toldOn) },
    inBase <= legalFromMinor && debt.legalOn === null
      ? { code: 'legal', answer: 'not_needed', on: null }
      : { code: 'legal', ...known(debt.legalOn) },
  ]
  const answers = conditions.map(({ answer }) => answer)
  const standing = answers.includes('lacks')
    ? 'lacks'
    : answers.includes('check')
      ? 'check'
      : 'ready'
  return { unpaid, vat, conditions, standing }
}
