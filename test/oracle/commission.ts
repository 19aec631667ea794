import type { AgencyTerms, Received } from '#core/collections/agency-terms.ts'

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** The same commission, reckoned with whole fractions of ten thousand and no library. */
export function commissionByFractions(terms: AgencyTerms, { paidOn, parts }: Received): number {
  let earned = 0n
  let came = 0n
  for (const { minor, dueOn } of parts) {
    const late = dayNumber(paidOn) - dayNumber(dueOn)
    let rate = terms.bands[0]?.basisPoints ?? 0
    for (const band of terms.bands) if (late >= band.fromDays) rate = band.basisPoints
    const tenThousandths = BigInt(minor) * BigInt(rate)
    earned += (tenThousandths + 5_000n) / 10_000n
    came += BigInt(minor)
  }
  const least = BigInt(terms.minimum.minor)
  const wanted = earned > least ? earned : least
  return Number(wanted < came ? wanted : came)
}
