import { XMLParser } from 'fast-xml-parser'
import { readCamt053 } from '#core/payments/bank/camt053.ts'
import type { ReadStatements } from '#core/payments/bank/statement.ts'
import { Refusal } from '#core/refusal.ts'

const lists = new Set(['Stmt', 'Bal', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd', 'Strd'])

// Nothing is looked up or unfolded: a file is data, its entities the five of XML and numbered letters.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  isArray: (name) => lists.has(name),
})

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
}

/** A letter that is written as its number, `&#1593;` or `&#x639;`; what is no letter stays as it is. */
function numbered(entity: string, digits: string, base: 10 | 16): string {
  const code = Number.parseInt(digits, base)
  const letter = code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff)
  return letter ? String.fromCodePoint(code) : entity
}

const plain = (text: string): string =>
  text.replace(
    /&(?:lt|gt|quot|apos|amp|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g,
    (entity, decimal?: string, hex?: string) => {
      if (decimal) return numbered(entity, decimal, 10)
      return hex ? numbered(entity, hex, 16) : (entities[entity] ?? entity)
    },
  )

/** The texts of a tree, their entities read. */
function readable(tree: unknown): unknown {
  if (typeof tree === 'string') return plain(tree)
  if (Array.isArray(tree)) return tree.map(readable)
  if (typeof tree !== 'object' || tree === null) return tree
  return Object.fromEntries(Object.entries(tree).map(([name, inner]) => [name, readable(inner)]))
}

export const isXml = (text: string): boolean =>
  /^\uFEFF?\s*<(?:\?xml|Document|\w+:Document)/.test(text)

/** On which line of the file each entry begins. */
function rowsOf(text: string): number[] {
  const rows: number[] = []
  let [row, from] = [1, 0]
  for (const found of text.matchAll(/<(?:\w+:)?Ntry[\s>]/g)) {
    row += text.slice(from, found.index).split('\n').length - 1
    from = found.index
    rows.push(row)
  }
  return rows
}

/** Reads an XML statement. @throws payments.statement_unreadable for what is broken or brings a DTD */
export function readXmlStatement(text: string): ReadStatements {
  if (/<!DOCTYPE/i.test(text)) throw new Refusal('payments.statement_unreadable')
  let tree: unknown
  try {
    tree = parser.parse(text, true)
  } catch (error) {
    if (error instanceof Error) throw new Refusal('payments.statement_unreadable')
    throw error
  }
  return readCamt053(readable(tree), rowsOf(text))
}
