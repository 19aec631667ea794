import { z } from 'zod'
import { Day } from '#core/day.ts'
import { Id, PageInput, pageOf } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { routesOf } from '#core/route.ts'
import { BadDebtCondition, BadDebtStanding, badDebtStandings } from './bad-debt.ts'

/** A debt that is lost or old, with what is known of each condition for its VAT. */
export const BadDebtRow = z.object({
  invoiceId: Id,
  number: z.string(),
  customerId: Id,
  customerName: z.string().nullable(),
  suppliedOn: Day,
  unpaid: Money,
  /** What of it was written off. */
  lost: Money,
  /** The tax in what is unpaid, in the currency of the books. */
  vat: Money,
  standing: BadDebtStanding,
  conditions: z.array(BadDebtCondition),
})
export type BadDebtRow = z.infer<typeof BadDebtRow>

const Filter = z.object({
  customerId: Id.optional(),
  standing: z.array(BadDebtStanding).max(badDebtStandings.length).optional(),
})
export type BadDebtFilter = z.infer<typeof Filter>
export const BadDebtInput = PageInput.extend(Filter.shape)
export type BadDebtInput = z.infer<typeof BadDebtInput>

const at = routesOf('collections')

/** The list of bad debts for a VAT return. */
export const badDebtContract = {
  badDebts: at('GET', '/bad-debts')
    .input(BadDebtInput)
    .output(
      pageOf(BadDebtRow).extend({
        /** Over every row that matches. */
        vat: Money,
        ready: Money,
      }),
    ),
  badDebtsFile: at('GET', '/bad-debts/file').input(Filter).output(z.file()),
}
