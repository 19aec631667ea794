/**
 * The figures of a document a second time, from the rule's text and from nothing else: fractions of
 * BigInts, no decimal library, no code of `core/`. Slow and plain on purpose.
 */

type Fraction = Readonly<{ top: bigint; bottom: bigint }>

/** A discount, as the product's input has it. */
export type OracleDiscount =
  | Readonly<{ kind: 'percent'; basisPoints: number }>
  | Readonly<{ kind: 'amount'; minor: number }>

/** A line, as the product's input has it. */
export type OracleLine = Readonly<{
  quantity: string
  unitPrice: string
  discount?: OracleDiscount | undefined
  vat: Readonly<{ category: string; rateBasisPoints: number }>
}>

/** The figures, in smallest units; categories by `S 1500`. */
export type OracleTotals = Readonly<{
  lineNets: readonly bigint[]
  taxable: Readonly<Record<string, bigint>>
  vats: Readonly<Record<string, bigint>>
  net: bigint
  vat: bigint
  gross: bigint
}>

/** A decimal text as a fraction. */
export function fractionOf(text: string): Fraction {
  const [whole = '', decimals = ''] = text.replace('-', '').split('.')
  const top = BigInt(whole + decimals)
  return { top: text.startsWith('-') ? -top : top, bottom: 10n ** BigInt(decimals.length) }
}

/** Rounds half away from zero by looking at what the division leaves. */
export function rounded({ top, bottom }: Fraction): bigint {
  const negative = top < 0n !== bottom < 0n
  const above = top < 0n ? -top : top
  const below = bottom < 0n ? -bottom : bottom
  const whole = above / below
  const up = (above % below) * 2n >= below ? whole + 1n : whole
  return negative ? -up : up
}

function takenOff(discount: OracleDiscount | undefined, from: bigint): bigint {
  if (discount === undefined) return 0n
  if (discount.kind === 'amount') return BigInt(discount.minor)
  return rounded({ top: from * BigInt(discount.basisPoints), bottom: 10_000n })
}

/** The document's figures for a currency with so many decimals. */
export function oracleTotals(
  digits: number,
  lines: readonly OracleLine[],
  documentDiscount: OracleDiscount | undefined,
): OracleTotals {
  const lineNets = lines.map((line) => {
    const quantity = fractionOf(line.quantity)
    const price = fractionOf(line.unitPrice)
    const full = rounded({
      top: quantity.top * price.top * 10n ** BigInt(digits),
      bottom: quantity.bottom * price.bottom,
    })
    return full - takenOff(line.discount, full)
  })
  const sum = lineNets.reduce((a, b) => a + b, 0n)
  const off = lines.length === 0 ? 0n : takenOff(documentDiscount, sum)

  const names = [
    ...new Set(lines.map(({ vat }) => [vat.category, vat.rateBasisPoints].join(' '))),
  ].sort((a, b) => {
    const [categoryA = '', rateA = ''] = a.split(' ')
    const [categoryB = '', rateB = ''] = b.split(' ')
    return categoryA === categoryB ? Number(rateA) - Number(rateB) : categoryA < categoryB ? -1 : 1
  })

  const taxable: Record<string, bigint> = {}
  const vats: Record<string, bigint> = {}
  let reached = 0n
  for (const [place, name] of names.entries()) {
    let own = 0n
    for (const [index, { vat }] of lines.entries())
      if ([vat.category, vat.rateBasisPoints].join(' ') === name) own += lineNets[index] ?? 0n
    const before = reached
    reached += own
    const upTo = (to: bigint) => rounded({ top: off * to, bottom: sum })
    const first = place === 0
    const part = sum === 0n ? (first ? off : 0n) : upTo(reached) - upTo(before)
    const rate = BigInt(name.split(' ')[1] ?? '0')
    taxable[name] = own - part
    vats[name] = rounded({ top: (own - part) * rate, bottom: 10_000n })
  }

  const net = sum - off
  const vat = Object.values(vats).reduce((a, b) => a + b, 0n)
  return { lineNets, taxable, vats, net, vat, gross: net + vat }
}
