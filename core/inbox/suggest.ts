import { latinDigits } from '#core/arabic/digits.ts'
import { foldName } from '#core/arabic/fold.ts'
import { alikeKey } from '#core/contacts/duplicate.ts'
import { parsePhone } from '#core/phone.ts'
import { parseVatNumber } from '#core/vat-number.ts'

/** A name that somebody goes by on a channel, or that stands on a customer's card. */
type Identity = Readonly<{ kind: string; value: string }>

export type Writer = Readonly<{
  identities: readonly Identity[]
  profileName?: string
  mentioned: Mentions
}>

/** What a writer named in their messages, in the form that it is stored in. */
export type Mentions = Readonly<{
  phones: readonly string[]
  emails: readonly string[]
  vatNumbers: readonly string[]
  invoiceNumbers: readonly string[]
}>

/** A customer who may be the writer, with what is known of them. */
export type Known = Readonly<{
  customerId: string
  names: readonly string[]
  identities: readonly Identity[]
  vatNumber: string | null
  /** Those of their invoices that the writer mentioned. */
  invoiceNumbers: readonly string[]
}>

export const suggestionCodes = [
  'same_identity',
  'vat_mentioned',
  'invoice_mentioned',
  'phone_mentioned',
  'email_mentioned',
  'same_name',
  'email_domain',
  'similar_name',
] as const
export type SuggestionCode = (typeof suggestionCodes)[number]
export type SuggestionReason = Readonly<{ code: SuggestionCode; fact: string }>
export type Suggestion = Readonly<{
  customerId: string
  /** 1 to 99, for the order alone: it is no chance. */
  score: number
  reasons: readonly SuggestionReason[]
}>

const weights: Readonly<Record<SuggestionCode, number>> = {
  same_identity: 85,
  vat_mentioned: 80,
  invoice_mentioned: 65,
  phone_mentioned: 60,
  email_mentioned: 60,
  same_name: 50,
  email_domain: 40,
  similar_name: 25,
}
const perOther = 7
const most = 99
const mostSuggestions = 5

/** Names this alike are shown (by shared groups of three letters, 0 to 1). */
const alikeEnough = 0.5

/** Anybody has an address there: it says nothing of the company. */
const freeMail: ReadonlySet<string> = new Set(
  'gmail.com googlemail.com hotmail.com outlook.com outlook.sa live.com msn.com yahoo.com ymail.com icloud.com me.com proton.me protonmail.com gmx.com aol.com mail.ru'.split(
    ' ',
  ),
)

/** Who the writer may be, the likeliest first: for a person to say, with the reasons. */
export function whoWrites(writer: Writer, known: readonly Known[]): Suggestion[] {
  return known
    .map((customer) => ({ customerId: customer.customerId, reasons: reasonsFor(writer, customer) }))
    .filter(({ reasons }) => reasons.length > 0)
    .map((each): Suggestion => ({ ...each, score: scoreOf(each.reasons) }))
    .toSorted((a, b) => b.score - a.score || (a.customerId < b.customerId ? -1 : 1))
    .slice(0, mostSuggestions)
}

function reasonsFor(writer: Writer, customer: Known): SuggestionReason[] {
  const { identities, mentioned } = writer
  const having = (kind: string) =>
    customer.identities
      .filter((own) => family(own.kind) === kind)
      .map(({ value }) => value.toLowerCase())
  const domains = having('email').map(domainOf)
  const alike = likeness(writer.profileName, customer.names)
  const found: readonly (readonly [SuggestionCode, string | undefined])[] = [
    [
      'same_identity',
      identities.find((identity) => customer.identities.some((own) => isSame(own, identity)))
        ?.value,
    ],
    ['vat_mentioned', mentioned.vatNumbers.find((number) => number === customer.vatNumber)],
    [
      'invoice_mentioned',
      mentioned.invoiceNumbers.find((number) => customer.invoiceNumbers.includes(number)),
    ],
    ['phone_mentioned', mentioned.phones.find((phone) => having('phone').includes(phone))],
    [
      'email_mentioned',
      mentioned.emails.find((email) => having('email').includes(email.toLowerCase())),
    ],
    ['same_name', alike.kind === 'same' ? alike.name : undefined],
    [
      'email_domain',
      emailsOf(writer)
        .map(domainOf)
        .find((domain) => !freeMail.has(domain) && domains.includes(domain)),
    ],
    ['similar_name', alike.kind === 'similar' ? alike.name : undefined],
  ]
  return found.flatMap(([code, fact]) => (fact === undefined ? [] : [{ code, fact }]))
}

function scoreOf(reasons: readonly SuggestionReason[]): number {
  const sorted = reasons.map(({ code }) => weights[code]).toSorted((a, b) => b - a)
  const [strongest = 0, ...others] = sorted
  return Math.min(most, strongest + others.length * perOther)
}

/** A WhatsApp number is a phone; all other kinds are alike only among themselves. */
const family = (kind: string): string => (kind === 'whatsapp' ? 'phone' : kind)

const isSame = (a: Identity, b: Identity): boolean => {
  if (family(a.kind) !== family(b.kind)) return false
  return a.kind === 'email' ? a.value.toLowerCase() === b.value.toLowerCase() : a.value === b.value
}

const emailsOf = ({ identities, mentioned }: Writer): string[] => [
  ...identities.filter(({ kind }) => kind === 'email').map(({ value }) => value),
  ...mentioned.emails,
]
const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

type Likeness = Readonly<{ kind: 'same' | 'similar'; name: string } | { kind: 'none' }>

function likeness(profileName: string | undefined, names: readonly string[]): Likeness {
  // «محمد» alone is nobody in particular.
  if (profileName === undefined || !foldName(profileName).includes(' ')) return { kind: 'none' }
  const same = names.find((name) => foldName(name) === foldName(profileName))
  if (same !== undefined) return { kind: 'same', name: same }
  const similar = names.find(
    (name) => alikeness(alikeKey(name), alikeKey(profileName)) >= alikeEnough,
  )
  return similar === undefined ? { kind: 'none' } : { kind: 'similar', name: similar }
}

/** Shared groups of three letters among all of both, as PostgreSQL's pg_trgm counts. */
export function alikeness(a: string, b: string): number {
  const [left, right] = [threes(a), threes(b)]
  const shared = [...left].filter((three) => right.has(three)).length
  const all = left.size + right.size - shared
  return all === 0 ? 0 : shared / all
}

const threes = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(' ')
      .filter((word) => word !== '')
      .flatMap((word) => {
        const padded = `  ${word} `
        return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3))
      }),
  )

/** What the texts of a writer name that a customer can be looked up by. Invoice numbers as they were typed, capitals aside. */
export function mentionsIn(texts: readonly string[]): Mentions {
  const text = latinDigits(texts.join('\n').slice(0, 20_000).normalize('NFKC')).replace(
    /[\u200B-\u200F\u202A-\u202E\u2066-\u2069\u061C\uFEFF]/gu,
    '',
  )
  const figures = text.match(/\+?\d(?:[\d ().-]{5,18})\d/gu) ?? []
  const runs = text.match(/(?<!\d)\d{15}(?!\d)/gu) ?? []
  const codes = text.match(/(?<![\p{L}\d-])[a-z]{1,6}[-/]\d{2,}(?:[-/]\d+)*/giu) ?? []
  const named = Array.from(
    text.matchAll(
      /(?:فاتور[ةه]|فواتير|invoice|inv)\s*(?:رقم|برقم|no\.?|number|#)?\s*[:#]?\s*((?:[a-z]{1,6}[-/]?)?\d[\d/-]*)/giu,
    ),
    (match) => match[1] ?? '',
  )
  return {
    phones: unique(figures.flatMap((figure) => parsePhone(figure) ?? [])),
    emails: unique(
      (text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu) ?? []).map((email) => email.toLowerCase()),
    ),
    vatNumbers: unique(runs.flatMap((run) => parseVatNumber(run) ?? [])),
    invoiceNumbers: unique(
      [...codes, ...named].map((code) => code.toUpperCase().replace(/[-/]+$/, '')),
    ),
  }
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].slice(0, 20)
