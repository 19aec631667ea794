import type { Arrived } from './known.ts'
import { ruleText } from './match.ts'

/** Words that stand in so many lines of the bank say nothing of who sent one. */
const mostLines = 10

/** A line that came before, and whose it turned out to be. */
export type Before = Readonly<{ text: string; customerId: string | null }>

/**
 * The words of a description that a rule may be made of: none where it says nothing of its own, or
 * where the same words stood over money of several customers, or of nobody, many times.
 */
export function rememberable(
  line: Pick<Arrived, 'counterparty' | 'description'>,
  before: readonly Before[] = [],
): string | null {
  const all = ruleText(line.counterparty ?? '') || ruleText(line.description)
  if (all.length < 6 || all.split(' ').length < 2) return null
  const words = all.slice(0, 120).trim()
  const alike = before.filter(({ text }) => ruleText(text).includes(words))
  const owners = new Set(alike.flatMap(({ customerId }) => customerId ?? []))
  return owners.size > 1 || (owners.size === 0 && alike.length >= mostLines) ? null : words
}
