import { fold } from '#core/arabic/fold.ts'

type Mark = Readonly<{ from: number; until: number }>
export type Snippet = { snippet: string; marks: Mark[] }

const before = 50
const longest = 200

/** The words of a text with their places in it. */
const wordsIn = (text: string): { word: string; from: number; until: number }[] =>
  Array.from(text.matchAll(/\S+/gu), (match) => ({
    word: fold(match[0]),
    from: match.index,
    until: match.index + match[0].length,
  }))

/**
 * The surroundings of the first word that holds one of these (folded already), with every such word
 * marked; the beginning of the text where none is found.
 */
export function snippetOf(text: string, sought: readonly string[]): Snippet {
  const said = wordsIn(text)
  const hits = said.filter(({ word }) => sought.some((each) => word.includes(each)))
  const start = Math.max(0, (hits[0]?.from ?? 0) - before)
  const from = start === 0 ? 0 : (said.find((each) => each.from >= start)?.from ?? 0)
  const cut = text.slice(from, from + longest)
  const head = from > 0 ? '…' : ''
  const tail = from + longest < text.length ? '…' : ''
  const shift = head.length - from
  return {
    snippet: `${head}${cut}${tail}`,
    marks: hits
      .filter((hit) => hit.from >= from && hit.until <= from + longest)
      .map((hit) => ({ from: hit.from + shift, until: hit.until + shift })),
  }
}
