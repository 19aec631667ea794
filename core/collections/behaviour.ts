/** Of words whose outcome is known, how many were kept. */
export type Kept = Readonly<{ kept: number; of: number }>

/** Before anybody's word was tried, half of them are believed; that counts for two. */
const wordsBelieved = 2

/** How likely a customer keeps a word: their own record, drawn towards the company's as though that were two more words of theirs. */
export function keepChance(own: Kept, company: Kept): number {
  const all = (company.kept + wordsBelieved / 2) / (company.of + wordsBelieved)
  return (own.kept + wordsBelieved * all) / (own.of + wordsBelieved)
}

/** Something of an invoice that was paid: how late, how much, what share of the invoice, and how long ago. */
export type Paid = Readonly<{ daysLate: number; minor: number; share: number; daysAgo: number }>

/** How a customer pays (سلوك السداد). Days late are after the due day; early is below nothing. */
export type Behaviour = Readonly<{
  /** How many invoices it is made of. */
  invoices: number
  /** The mean, each invoice weighing the same, and each riyal weighing the same. */
  plain: number | null
  weighted: number | null
  /** The plain mean drawn towards the company's while the invoices are few. */
  usual: number | null
  /** How far payments lie from their mean. */
  spread: number | null
  /** Of what was paid, the part by its due day, from 0 to 1. */
  onTime: number | null
  recent: number | null
  before: number | null
  trend: 'better' | 'worse' | 'steady' | null
}>

const recentDays = 90
/** A trend is a week or more between the two means, of so many invoices on each side. */
const trendDays = 7
const trendInvoices = 2
/** So many invoices speak for a customer; the company's habit stands in for those that they lack. */
const enough = 5

const sum = (rows: readonly Paid[], of: (row: Paid) => number): number =>
  rows.reduce((all, row) => all + of(row), 0)

function meanOf(rows: readonly Paid[], weight: (row: Paid) => number): number | null {
  const weighs = sum(rows, weight)
  return weighs > 0 ? sum(rows, (row) => row.daysLate * weight(row)) / weighs : null
}

const tenth = (days: number | null): number | null =>
  days === null ? null : Math.round(days * 10) / 10

function trendOf(recent: readonly Paid[], before: readonly Paid[]): Behaviour['trend'] {
  const share = (row: Paid) => row.share
  const [now, then] = [meanOf(recent, share), meanOf(before, share)]
  if (now === null || then === null) return null
  if (sum(recent, share) < trendInvoices || sum(before, share) < trendInvoices) return null
  if (Math.abs(now - then) < trendDays) return 'steady'
  return now < then ? 'better' : 'worse'
}

/**
 * How a customer pays, from what they paid in a year; `company` is the company's plain mean.
 * Recent is what came in the last 90 days, before is the rest.
 */
export function behaviourOf(paid: readonly Paid[], company: number | null): Behaviour {
  const share = (row: Paid) => row.share
  const invoices = sum(paid, share)
  const plain = meanOf(paid, share)
  const recent = paid.filter(({ daysAgo }) => daysAgo <= recentDays)
  const before = paid.filter(({ daysAgo }) => daysAgo > recentDays)
  const variance =
    plain === null ? null : sum(paid, (row) => row.share * (row.daysLate - plain) ** 2) / invoices
  const weighs = Math.max(0, enough - invoices)
  const drawn =
    plain === null
      ? company
      : (plain * invoices + (company ?? plain) * weighs) / (invoices + weighs)
  return {
    invoices: Math.round(invoices),
    plain: tenth(plain),
    weighted: tenth(meanOf(paid, ({ minor }) => minor)),
    usual: tenth(drawn),
    spread: tenth(variance === null ? null : Math.sqrt(variance)),
    onTime:
      invoices > 0 ? sum(paid, (row) => (row.daysLate <= 0 ? row.share : 0)) / invoices : null,
    recent: tenth(meanOf(recent, share)),
    before: tenth(meanOf(before, share)),
    trend: trendOf(recent, before),
  }
}

/** One contact by a way and an hour of the day, and whether somebody of theirs was spoken with. */
export type Touch = Readonly<{ channel: string; hour: number; reached: boolean }>
export type BestWay = Readonly<{ key: string; reached: number; tried: number }>

/** Two answers at least, or it is chance. */
const leastReached = 2

/** Of some ways the one that is answered most surely: with few tries each is taken for a middling one. */
function bestOf(touches: readonly Touch[], keyOf: (touch: Touch) => string): BestWay | null {
  const ways = new Map<string, { key: string; reached: number; tried: number }>()
  for (const touch of touches) {
    const key = keyOf(touch)
    const way = ways.get(key) ?? { key, reached: 0, tried: 0 }
    way.tried += 1
    if (touch.reached) way.reached += 1
    ways.set(key, way)
  }
  const sure = ({ reached, tried }: BestWay) => (reached + 1) / (tried + 2)
  const [best] = [...ways.values()]
    .filter(({ reached }) => reached >= leastReached)
    .toSorted((a, b) => sure(b) - sure(a) || b.reached - a.reached || (a.key < b.key ? -1 : 1))
  return best ?? null
}

/** By which way, and in which two hours of the day («10» is ten to twelve), a customer is reached best. */
export const bestReach = (touches: readonly Touch[]) => ({
  channel: bestOf(touches, ({ channel }) => channel),
  hours: bestOf(touches, ({ hour }) => String(hour - (hour % 2)).padStart(2, '0')),
})
