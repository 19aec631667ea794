import { latinDigits } from '#core/arabic/digits.ts'
import { droppedCharacters } from '#core/arabic/fold.ts'
import { currencyWords, joining, monthWords } from './spellings.ts'
import { keyOf } from './stem.ts'

/** One thing in a message by which it is recognised; `shown` is how the writer put it. */
export type Word = Readonly<{ key: string; shown: string }>

/** A longer message says what it is about long before this. */
const mostTokens = 250

const dropped = new RegExp(`[${droppedCharacters}]`, 'gu')

type Kind =
  | 'link'
  | 'email'
  | 'code'
  | 'figure'
  | 'latin'
  | 'arabic'
  | 'emoji'
  | 'asking'
  | 'shouting'
type Token = Readonly<{ kind: Kind; text: string; key: string }>

const shapes: readonly (readonly [Kind, string])[] = [
  ['link', String.raw`https?:\/\/\S+|www\.\S+`],
  ['email', String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`],
  ['code', String.raw`[A-Za-z]{1,5}[-/#]?\d{3,}(?:[-/]\d+)*(?![\p{L}\d])`],
  // 3la and 7ajz are words; 500SAR is a figure and a word.
  [
    'figure',
    String.raw`[+#]?\d+(?:[.,:/-]\d+)*%?(?![A-Za-z]*[a-z]\d)(?!(?!(?:sar|sr|kg|k|pm|am)\b)\p{Script=Latin})`,
  ],
  ['latin', String.raw`[\p{Script=Latin}\d][\p{Script=Latin}\p{M}\d'’]*`],
  ['arabic', String.raw`[\p{Script=Arabic}\p{M}]+`],
  ['emoji', String.raw`\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]*`],
  ['asking', '[?؟]+'],
  ['shouting', '[!！]{2,}'],
]
const tokens = new RegExp(shapes.map(([kind, shape]) => `(?<${kind}>${shape})`).join('|'), 'giu')

const feelings: readonly (readonly [string, string])[] = [
  ['#angry', '😡🤬😠👎💔😤🤦😒🙄😑'],
  ['#glad', '👍👌🙏🌹❤😊👏✅💐🤝😍🥰☺😀😁💚🌷🤍☀🌸💙'],
  ['#sad', '😢😭😔😞🥺😩😫'],
]

/**
 * What a chat message in Arabic, English or both is recognised by: its words without clitics and
 * endings and in one spelling of the dialects, pairs of neighbours, and classes (`#amount`,
 * `#invoice_number`) in place of figures that no other message repeats. Each key once, in order.
 */
export function wordsOf(text: string): Word[] {
  const found = tokensOf(text)
  const words = new Map<string, string>()
  const add = (key: string, shown: string) => {
    if (!words.has(key)) words.set(key, shown)
  }
  let before: Token | undefined
  for (const token of found) {
    if (!joining.has(token.key)) add(token.key, token.text)
    if (token.kind === 'asking' || token.kind === 'shouting') continue
    if (before) add(`${before.key} ${token.key}`, `${before.text} ${token.text}`)
    before = token
  }
  const said = found.filter(({ kind }) => kind !== 'asking' && kind !== 'shouting')
  if (found.length > 0 && said.length <= 2) add('#short', text.trim())
  return Array.from(words, ([key, shown]) => ({ key, shown }))
}

function tokensOf(text: string): Token[] {
  const plain = latinDigits(text.normalize('NFKC')).replace(dropped, '')
  const raw: Readonly<{ kind: Kind; text: string }>[] = []
  for (const match of plain.matchAll(tokens)) {
    const [kind] = shapes.find(([name]) => match.groups?.[name] !== undefined) ?? []
    if (kind) raw.push({ kind, text: match[0] })
    if (raw.length >= mostTokens) break
  }
  const keys = raw.map(({ kind, text }) =>
    kind === 'arabic' || kind === 'latin' ? keyOf(text) : '',
  )
  return raw.map((token, at) => ({ ...token, key: keys[at] || classOf(token, keys, at) }))
}

function classOf(
  { kind, text }: Readonly<{ kind: Kind; text: string }>,
  keys: readonly string[],
  at: number,
): string {
  if (kind === 'emoji') {
    const [sign = ''] = text
    return feelings.find(([, signs]) => signs.includes(sign))?.[0] ?? '#emoji'
  }
  if (kind === 'asking') return '#asking'
  if (kind === 'shouting') return '#shouting'
  if (kind === 'code') return codeClass(text)
  return kind === 'figure' ? figureClass(text, keys, at) : `#${kind}`
}

function codeClass(text: string): string {
  if (/^inv/i.test(text)) return '#invoice_number'
  if (/^(po|so|ord)/i.test(text)) return '#order_number'
  return /^SA\d{22}$/i.test(text) ? '#iban' : '#code'
}

const invoiceKey = keyOf('فاتورة')
const orderKeys = new Set(['طلب', 'شحنة', 'توريد'].map(keyOf))
const saysNumber = new Set(['رقم', 'no', 'number', 'برقم'].map(keyOf))

/** A figure by its own shape, else by the words around it. */
function figureClass(text: string, keys: readonly string[], at: number): string {
  const digits = text.replace(/\D/g, '')
  if (/^\d{1,4}[/-]\d{1,2}(?:[/-]\d{2,4})?$/.test(text)) return '#date'
  if (/^\d{1,2}:\d{2}$/.test(text)) return '#time'
  if (text.endsWith('%')) return '#percent'
  if (/^(?:966|0)?5\d{8}$|^00966\d{9}$/.test(digits) || text.startsWith('+')) return '#phone'
  const [after = '', then = ''] = [keys[at + 1], keys[at + 2]]
  const [before = '', earlier = ''] = [keys[at - 1], keys[at - 2]]
  if (currencyWords.has(after) || currencyWords.has(before) || currencyWords.has(then))
    return '#amount'
  if (monthWords.has(after)) return '#date'
  const named = saysNumber.has(before) ? earlier : before
  if (named === invoiceKey) return '#invoice_number'
  if (orderKeys.has(named)) return '#order_number'
  return /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+\.\d{2}$/.test(text) ? '#amount' : '#number'
}
