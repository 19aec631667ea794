import { type Seeds, type ShippedType, seedWords } from './seed-words.ts'
import { type Word, wordsOf } from './words.ts'

/**
 * A type of message as a company has it: one of the shipped four, or one of its own with the
 * words that it named for it (or none, and then it learns from corrections alone).
 */
export type MessageType = Readonly<{
  id: string
  shipped?: ShippedType
  words?: readonly string[]
}>

/**
 * What corrections taught, one row a type and word; the word `''` counts the messages of the type.
 * Rows may be added in any order and any number of times: only their sums count.
 */
export type LearnedRow = Readonly<{ type: string; word: string; count: number }>

/** The sums of learned rows. To classify a message, those of its own words and of `''` suffice. */
export type Learned = ReadonlyMap<string, ReadonlyMap<string, number>>

/** A word that weighed, as its writer put it, and how much it spoke for the type (above 0) or against. */
export type Reason = Readonly<{ word: string; weight: number; learned: boolean }>

export type Verdict = Readonly<{
  /** The likeliest type; null when it is too uncertain to act upon. */
  type: string | null
  /** How often such a verdict is right, 0 to 1, as measured on messages never seen. */
  certainty: number
  ranking: readonly Readonly<{ type: string; certainty: number }>[]
  /** What weighed most for the likeliest type, heaviest first. */
  reasons: readonly Reason[]
}>

/** Counts the messages of a type among its words. */
export const messagesOfType = ''

/** From this on, what is said later may speak louder than what was said first. */
export const sureFrom = 0.8
/** No guess is shown as certain. */
export const mostCertain = 0.99

/** Below this, a person had better look: nearly every second such verdict is wrong. */
export const unsureBelow = 0.5

const mostReasons = 4

// Chosen on one half of the labelled messages, measured on the other: bench/classifier.ts.
/** How many messages the shipped words are worth; of a company's own types less is known. */
const shippedWorth = 60
const ownWorth = 12
/** In how many of so many messages a word stands. */
const firmRate = 1 / 6
const mildRate = 1 / 40
const unknownRate = 1 / 100
/** A lesson holds many words by chance, so beside shipped words it is worth less than a message. */
const lessonBesideShipped = 0.5
const lessonAlone = 1
const temperature = 1.8

/** The features of a message as a lesson for a type: adding the rows teaches it. */
export const lessonOf = (text: string, type: string): LearnedRow[] =>
  [messagesOfType, ...wordsOf(text).map(({ key }) => key)].map((word) => ({ type, word, count: 1 }))

/** The rows that undo a lesson to the last count, as if it had never been given. */
export const unlearning = (rows: readonly LearnedRow[]): LearnedRow[] =>
  rows.map((row) => ({ ...row, count: -row.count }))

/** What is known after these rows. */
export function learnedFrom(rows: Iterable<LearnedRow>, before: Learned = new Map()): Learned {
  const learned = new Map(Array.from(before, ([type, words]) => [type, new Map(words)]))
  for (const { type, word, count } of rows) {
    const words = learned.get(type) ?? new Map<string, number>()
    learned.set(type, words)
    const sum = (words.get(word) ?? 0) + count
    if (sum === 0) words.delete(word)
    else words.set(word, sum)
    if (words.size === 0) learned.delete(type)
  }
  return learned
}

/**
 * Says of which type a message is, how certain that is, and by which words. A complement naive
 * Bayes over counts of messages, the shipped words counted as if seen before the first; a word that
 * no type knows speaks for none. Learning by gradient measured no better and cannot be unlearned.
 */
export function classify(text: string, types: readonly MessageType[], learned: Learned): Verdict {
  const known = types.map((type) => knowledgeOf(type, learned.get(type.id)))
  const words = wordsOf(text)
  const scores = known.map(() => 0)
  const weighed = words.map((word) => weigh(word, known))
  for (const weights of weighed)
    weights.forEach((weight, at) => {
      scores[at] = (scores[at] ?? 0) + weight
    })
  const certainties = softmax(scores.map((score) => score / temperature))
  const ranking = types
    .map(({ id }, at) => ({ type: id, certainty: certainties[at] ?? 0, at }))
    .sort((a, b) => b.certainty - a.certainty || a.at - b.at)
  const [best] = ranking
  if (!best) return { type: null, certainty: 0, ranking: [], reasons: [] }

  const reasons = words
    .map((word, at): Reason => {
      const weight = weighed[at]?.[best.at] ?? 0
      const learnedIt = (learned.get(best.type)?.get(word.key) ?? 0) > 0
      return { word: word.shown, weight, learned: learnedIt }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostReasons)
  return {
    type: best.certainty < unsureBelow || reasons.length === 0 ? null : best.type,
    certainty: best.certainty,
    ranking: ranking.map(({ type, certainty }) => ({ type, certainty })),
    reasons,
  }
}

/** Of how many messages a type is known, in how many of these a word stood, and an unknown one may. */
type Knowledge = Readonly<{
  messages: number
  countOf: (key: string) => number
  unknown: number
}>

function knowledgeOf(
  type: MessageType,
  learned: ReadonlyMap<string, number> | undefined,
): Knowledge {
  const shipped = type.shipped === undefined ? undefined : shippedRates(type.shipped)
  const own = type.words && ratesOf({ firm: type.words, mild: [] })
  const worth = shipped ? shippedWorth : ownWorth
  const lesson = shipped ? lessonBesideShipped : lessonAlone
  const taught = (key: string) => lesson * Math.max(0, learned?.get(key) ?? 0)
  return {
    messages: worth + taught(messagesOfType),
    countOf: (key) => worth * Math.max(shipped?.get(key) ?? 0, own?.get(key) ?? 0) + taught(key),
    unknown: worth * unknownRate,
  }
}

/** How much a word speaks for each type, against all the others together; nothing when none knows it. */
function weigh({ key }: Word, known: readonly Knowledge[]): number[] {
  const counts = known.map(({ countOf }) => countOf(key))
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
  const [all, messages, unknown] = [
    sum(counts),
    sum(known.map((type) => type.messages)),
    sum(known.map((type) => type.unknown)),
  ]
  if (all === 0 || known.length < 2) return known.map(() => 0)
  return known.map((type, at) => {
    const count = counts[at] ?? 0
    const here = (count + type.unknown) / type.messages
    const elsewhere = (all - count + unknown - type.unknown) / (messages - type.messages)
    return Math.log(here / elsewhere)
  })
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores)
  const parts = scores.map((score) => Math.exp(score - most))
  const whole = parts.reduce((sum, part) => sum + part, 0)
  return parts.map((part) => part / whole)
}

const shippedCache = new Map<ShippedType, ReadonlyMap<string, number>>()

function shippedRates(type: ShippedType): ReadonlyMap<string, number> {
  const known = shippedCache.get(type)
  if (known) return known
  const rates = ratesOf(seedWords[type])
  shippedCache.set(type, rates)
  return rates
}

/** A seed of several words counts as its pairs alone, for each word by itself may say something else. */
function ratesOf({ firm, mild }: Seeds): ReadonlyMap<string, number> {
  const rates = new Map<string, number>()
  for (const [seeds, rate] of [
    [mild, mildRate],
    [firm, firmRate],
  ] as const)
    for (const seed of seeds) {
      const keys = seed.startsWith('#')
        ? [seed]
        : wordsOf(seed)
            .map(({ key }) => key)
            .filter((key) => key !== '#short')
      const pairs = keys.filter((key) => key.includes(' '))
      for (const key of pairs.length > 0 ? pairs : keys) rates.set(key, rate)
    }
  return rates
}
