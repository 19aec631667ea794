import { ruleText } from './match.ts'

/** A line that was booked as an expense before, and on which account. */
export type BookedBefore = Readonly<{ text: string; accountId: string }>

/** The account of bank charges in the chart that a company starts with. */
const bankCharges = '5340'

/**
 * The account that an outgoing line is most likely of: the one that the same words went to last,
 * else the account of bank charges, where the company still has it.
 * @param before the latest first
 */
export function likelyAccount(
  text: string,
  before: readonly BookedBefore[],
  accounts: readonly Readonly<{ id: string; code: string }>[],
): string | null {
  const words = ruleText(text)
  const same = words === '' ? undefined : before.find((each) => ruleText(each.text) === words)
  const known = accounts.find(({ id }) => id === same?.accountId)
  return (known ?? accounts.find(({ code }) => code === bankCharges))?.id ?? null
}
