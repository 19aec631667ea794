import { z } from 'zod'
import { fold } from '#core/arabic/fold.ts'
import { Id } from '#core/list.ts'
import { Money } from '#core/money.ts'
import { Language } from '#core/people/identity.ts'

export const priorities = ['urgent', 'high', 'normal', 'low'] as const
export const Priority = z.enum(priorities)
export type Priority = z.infer<typeof Priority>

const Phrases = z.array(z.string().trim().min(1).max(80)).min(1).max(50)

/** What a rule asks of a message: all that is named must hold, and a rule that names nothing always does. */
export const RuleConditions = z
  .object({
    anyWords: Phrases.optional(),
    allWords: Phrases.optional(),
    channels: z.array(z.string().min(1)).min(1).optional(),
    accounts: z.array(Id).min(1).optional(),
    sender: z.enum(['known', 'unknown']).optional(),
    /** The customer carries one of these. */
    tags: z.array(z.string().min(1)).min(1).optional(),
    /** The customer owes at least so much that is overdue, in this currency; 0 is anything at all. */
    overdueFrom: Money.optional(),
    hours: z.enum(['open', 'closed']).optional(),
    language: Language.optional(),
    /** As the classifier found; a message that it is unsure of has none. */
    types: z.array(Id).min(1).optional(),
  })
  .readonly()
export type RuleConditions = z.infer<typeof RuleConditions>

export const RuleOutcome = z
  .object({
    typeId: Id.optional(),
    priority: Priority.optional(),
    departmentId: Id.optional(),
    labelId: Id.optional(),
    assigneeId: Id.optional(),
  })
  .readonly()
export type RuleOutcome = z.infer<typeof RuleOutcome>

/** One line of a company's routing, in its order. */
export type Rule = Readonly<{ id: string; when: RuleConditions; outcome: RuleOutcome }>

export type RoutingFacts = Readonly<{
  text: string
  channel: string
  accountId: string
  customer?: Readonly<{ tags: readonly string[]; overdue: readonly Money[] }>
  open: boolean
  typeId: string | null
}>

/** Why a rule held, each a sentence in the reader's language. */
export type RuleReason =
  | Readonly<{ code: 'word' | 'channel' | 'tag'; value: string }>
  | Readonly<{ code: 'account' | 'type'; id: string }>
  | Readonly<{ code: 'overdue'; amount: Money }>
  | Readonly<{ code: 'sender_known' | 'sender_unknown' | 'open' | 'closed' | 'always' }>
  | Readonly<{ code: 'language'; language: Language }>

/** The outcome, and for each of its fields the rule that said so: «القاعدة ٣ لأن …»; `place` counts from 1. */
export type Routing = Readonly<{
  outcome: RuleOutcome
  because: Readonly<
    Partial<
      Record<
        keyof RuleOutcome,
        Readonly<{ ruleId: string; place: number; reasons: readonly RuleReason[] }>
      >
    >
  >
}>

const fields = ['typeId', 'priority', 'departmentId', 'labelId', 'assigneeId'] as const

/** Reads the rules from the first to the last: each field is decided by the first that holds and names it. */
export function route(rules: readonly Rule[], facts: RoutingFacts): Routing {
  let outcome: RuleOutcome = {}
  const because: { -readonly [field in keyof Routing['because']]: Routing['because'][field] } = {}
  for (const [at, { id, when, outcome: own }] of rules.entries()) {
    const decides = fields.filter((field) => own[field] !== undefined && !because[field])
    if (decides.length === 0) continue
    const reasons = reasonsOf(when, facts)
    if (!reasons) continue
    for (const field of decides) {
      outcome = { ...outcome, [field]: own[field] }
      because[field] = { ruleId: id, place: at + 1, reasons }
    }
  }
  return { outcome, because }
}

/** Why the conditions hold, or nothing when one does not. */
export function reasonsOf(when: RuleConditions, facts: RoutingFacts): RuleReason[] | undefined {
  const checks: (RuleReason[] | undefined)[] = [
    when.anyWords &&
      saidReasons(when.anyWords.filter((phrase) => says(facts.text, phrase)).slice(0, 3)),
    when.allWords &&
      (when.allWords.every((phrase) => says(facts.text, phrase)) ? saidReasons(when.allWords) : []),
    when.channels &&
      (when.channels.includes(facts.channel) ? [{ code: 'channel', value: facts.channel }] : []),
    when.accounts &&
      (when.accounts.includes(facts.accountId) ? [{ code: 'account', id: facts.accountId }] : []),
    when.sender && senderReasons(when.sender, facts),
    when.tags && tagReasons(when.tags, facts),
    when.overdueFrom && overdueReasons(when.overdueFrom, facts),
    when.hours && (facts.open === (when.hours === 'open') ? [{ code: when.hours }] : []),
    when.language && languageReasons(when.language, facts),
    when.types &&
      (facts.typeId !== null && when.types.includes(facts.typeId)
        ? [{ code: 'type', id: facts.typeId }]
        : []),
  ]
  const asked = checks.filter((found) => found !== undefined)
  if (asked.some((found) => found.length === 0)) return undefined
  return asked.length === 0 ? [{ code: 'always' }] : asked.flat()
}

const saidReasons = (phrases: readonly string[]): RuleReason[] =>
  phrases.map((value) => ({ code: 'word', value }))

const senderReasons = (sender: 'known' | 'unknown', { customer }: RoutingFacts): RuleReason[] =>
  (sender === 'known') === (customer !== undefined) ? [{ code: `sender_${sender}` }] : []

function tagReasons(tags: readonly string[], { customer }: RoutingFacts): RuleReason[] {
  const wanted = new Set(tags.map(fold))
  const found = customer?.tags.find((tag) => wanted.has(fold(tag)))
  return found === undefined ? [] : [{ code: 'tag', value: found }]
}

function overdueReasons(from: Money, { customer }: RoutingFacts): RuleReason[] {
  const amount = customer?.overdue.find(({ currency }) => currency === from.currency)
  const enough = amount !== undefined && amount.minor > 0 && amount.minor >= from.minor
  return enough ? [{ code: 'overdue', amount }] : []
}

const languageReasons = (language: Language, { text }: RoutingFacts): RuleReason[] =>
  languageOf(text) === language ? [{ code: 'language', language }] : []

/**
 * The language that a message is answered in: Arabic from a quarter of Arabic letters on, for who mixes
 * both reads both and thinks in it; Arabic written
 * with Latin letters and digits (7ajz, 3ala) too. Nothing for figures and emoji alone.
 */
export function languageOf(text: string): Language | undefined {
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (arabic === 0 && latin === 0) return undefined
  const spelt =
    /(?:^|[^\p{L}\p{N}])(?:[235679](?!rd|nd|th|pm|am|kg|x\b|d\b|g\b)[a-z]{2,}|[a-z]+[23579][a-z]+)/iu.test(
      text,
    )
  return arabic * 3 >= latin || spelt ? 'ar' : 'en'
}

/** Whether the text holds the phrase as whole words, spelling, article and joined prepositions aside. */
export function says(text: string, phrase: string): boolean {
  const wanted = wordsIn(phrase)
  if (wanted.length === 0) return false
  const said = wordsIn(text).map(formsOf)
  return said.some((_, from) => wanted.every((word, at) => said[from + at]?.has(word) ?? false))
}

const wordsIn = (text: string): string[] => fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

function formsOf(word: string): ReadonlySet<string> {
  const bare = word.replace(/^[وف](?=.{3})/, '')
  const articles = [bare.replace(/^[بكع]?ال(?=.{2})/, ''), bare.replace(/^لل(?=.{2})/, '')]
  const joined = bare.replace(/^[بل](?=.{3})/, '')
  const all = [word, bare, joined, ...articles]
  return new Set([...all, ...articles.map((form) => `ال${form}`)])
}
