import { latinDigits } from '#core/arabic/digits.ts'

/** What a text costs as SMS: vendors charge by segment. */
export type SmsSize = Readonly<{
  /** GSM-7 holds Latin letters; one character beyond it turns the whole text into UCS-2. */
  encoding: 'gsm7' | 'ucs2'
  /** Septets of GSM-7, where some characters take two, or UTF-16 units. */
  units: number
  segments: number
  /** How many units more fit before another segment is charged. */
  left: number
  /** The same text without the few characters that made it UCS-2, if that costs less. */
  cheaper?: Readonly<{ characters: readonly string[]; text: string; segments: number }>
}>

/** 3GPP TS 23.038, 6.2.1: the default alphabet, without the escape. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Its extension table: each of these is written as an escape and a septet. */
const extended = '\f^{}\\[~]|€'

const septets = new Map<string, number>([
  ...[...basic].map((character): [string, number] => [character, 1]),
  ...[...extended].map((character): [string, number] => [character, 2]),
])

/** What a segment holds alone, and beside others, where a header takes its place. */
const capacity = { gsm7: { alone: 160, beside: 153 }, ucs2: { alone: 70, beside: 67 } } as const

/** The size of a text as SMS, and what would make it cheaper. */
export function smsSize(text: string): SmsSize {
  const size = measured(text)
  const cheaper = size.encoding === 'ucs2' ? cheaperThan(size.segments, text) : undefined
  return cheaper ? { ...size, cheaper } : size
}

function measured(text: string): SmsSize {
  const characters = [...text]
  const gsm7 = characters.every((character) => septets.has(character))
  const encoding = gsm7 ? 'gsm7' : 'ucs2'
  const sizes = characters.map((character) =>
    gsm7 ? (septets.get(character) ?? 0) : character.length,
  )
  const units = sizes.reduce((sum, size) => sum + size, 0)
  const { alone, beside } = capacity[encoding]
  if (units <= alone) return { encoding, units, segments: units === 0 ? 0 : 1, left: alone - units }
  const { segments, left } = packed(sizes, beside)
  return { encoding, units, segments, left }
}

/** Characters stay whole: neither an escape nor half of a surrogate pair ends a segment. */
function packed(sizes: readonly number[], room: number): { segments: number; left: number } {
  let segments = 1
  let left = room
  for (const size of sizes) {
    if (size > left) {
      segments += 1
      left = room
    }
    left -= size
  }
  return { segments, left }
}

const MOST_NAMED = 5

/** What word processors and telephones put where a plain character was meant. */
const plainer = new Map<string, string>([
  ...pairs('‘’‚‛´`′', "'"),
  ...pairs('“”„‟«»″', '"'),
  ...pairs('‐‑‒–—−', '-'),
  ...pairs('\u00a0\u2002\u2003\u2009\u202f\t', ' '),
  ...pairs('،', ','),
  ...pairs('؛', ';'),
  ...pairs('؟', '?'),
  ...pairs('٪', '%'),
  ...pairs('…', '...'),
  ...pairs('•·', '-'),
])

function pairs(all: string, to: string): [string, string][] {
  return [...all].map((from) => [from, to])
}

function cheaperThan(segments: number, text: string): SmsSize['cheaper'] {
  const odd = [...new Set(text)].filter((character) => !septets.has(character))
  const plain = new Map(odd.map((character) => [character, plainOf(character)]))
  if (odd.length > MOST_NAMED || [...plain.values()].includes(undefined)) return undefined
  const without = [...text].map((character) => plain.get(character) ?? character).join('')
  const size = measured(without)
  if (size.segments >= segments || size.segments === 0) return undefined
  return { characters: odd, text: without, segments: size.segments }
}

/** The character in GSM-7, nothing for a mere sign, undefined for a letter that is needed. */
function plainOf(character: string): string | undefined {
  const known = plainer.get(character)
  if (known !== undefined) return known
  const bare = latinDigits(character).normalize('NFD').replace(/\p{M}/gu, '')
  if (septets.has(bare)) return bare
  return /[\p{L}\p{N}\p{M}]/u.test(character) ? undefined : ''
}
