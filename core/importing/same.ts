import { fold, foldName } from '#core/arabic/fold.ts'

/** Two spellings of one name meet here: letters folded, عبد الله as عبدالله, `&` and `and` as و. */
export const nameKey = (name: string): string =>
  fold(name)
    .replace(/ *(?:&| and(?= )) */g, ' و')
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** Someone as they are compared: of the file, or of the house. */
export type Candidate = Readonly<{
  key: string
  code: string | null
  name: string
  phones: readonly string[]
  vatNumber: string | null
  customerId: string | null
}>
export type Basis = 'vat_number' | 'phone' | 'name'

/** Candidates who seem to be one. `certain`: a mark they share, and none that tells them apart. */
export type Same = Readonly<{
  key: string
  members: readonly Candidate[]
  basis: readonly Basis[]
  certain: boolean
}>

/** More than so many on one phone share an office, not an identity. */
const mostOnOnePhone = 4

type Pair = Readonly<{ a: number; b: number; basis: Basis }>

function* pairsBy(
  all: readonly Candidate[],
  basis: Basis,
  marks: (one: Candidate) => readonly string[],
  most: number,
): Generator<Pair> {
  const holders = new Map<string, number[]>()
  for (const [at, one] of all.entries())
    for (const mark of marks(one))
      if (mark !== '') holders.set(mark, [...(holders.get(mark) ?? []), at])
  for (const group of holders.values()) {
    if (group.length > most) continue
    const [first] = group
    for (const other of group.slice(1))
      if (first !== undefined && first !== other) yield { a: first, b: other, basis }
  }
}

/** One name on two phones may be two people, unless they are one business. */
function toldApart(a: Candidate, b: Candidate, basis: Basis): boolean {
  if (a.vatNumber !== null && a.vatNumber === b.vatNumber) return false
  if (basis !== 'name' || a.phones.length === 0 || b.phones.length === 0) return false
  return !a.phones.some((phone) => b.phones.includes(phone))
}

/**
 * Who may be the same: same VAT number, same phone, or the same name after folding. Names that agree
 * only without «شركة» and «مؤسسة» are a question, never a certainty; nothing is merged here.
 */
export function findSame(all: readonly Candidate[]): Same[] {
  const vat = pairsBy(all, 'vat_number', (one) => (one.vatNumber ? [one.vatNumber] : []), 50)
  const phone = pairsBy(all, 'phone', (one) => one.phones, mostOnOnePhone)
  const name = pairsBy(all, 'name', (one) => [nameKey(one.name)], 50)
  const like = pairsBy(all, 'name', (one) => [foldName(one.name)], 10)
  const groups = new Groups(all)
  const questions: Pair[] = []
  for (const pair of [...vat, ...phone, ...name]) {
    const [a, b] = [all[pair.a], all[pair.b]]
    // Two of the house are the house's own question.
    if (!a || !b || (a.customerId && b.customerId)) continue
    if (toldApart(a, b, pair.basis) || !groups.join(pair)) questions.push(pair)
  }
  const certain = groups.all().map(([members, basis]) => sameOf(all, members, basis, true))
  const asked = new Set<string>()
  const possible = [...questions, ...like].flatMap(({ a, b, basis }) => {
    const pair = [a, b].toSorted((x, y) => x - y)
    const id = pair.join('-')
    const both = all[a]?.customerId && all[b]?.customerId
    if (both || asked.has(id) || groups.rootOf(a) === groups.rootOf(b)) return []
    asked.add(id)
    return [sameOf(all, pair, [basis], false)]
  })
  return [...certain, ...possible]
}

function sameOf(
  all: readonly Candidate[],
  members: readonly number[],
  basis: Iterable<Basis>,
  certain: boolean,
): Same {
  const people = members.flatMap((at) => all[at] ?? [])
  return {
    key: people
      .map(({ key }) => key)
      .join('|')
      .slice(0, 80),
    members: people,
    basis: [...new Set(basis)],
    certain,
  }
}

/** Joins pairs into groups (union-find), each with at most one VAT number. */
class Groups {
  readonly #parents: number[]
  readonly #basis = new Map<number, Basis[]>()
  readonly #vat: (string | null)[]

  constructor(all: readonly Candidate[]) {
    this.#parents = all.map((_, at) => at)
    this.#vat = all.map((one) => one.vatNumber)
  }

  rootOf(at: number): number {
    let root = at
    while (this.#parents[root] !== undefined && this.#parents[root] !== root)
      root = this.#parents[root] ?? root
    this.#parents[at] = root
    return root
  }

  /** False when the two groups have two VAT numbers: a third cannot make one of them. */
  join({ a, b, basis }: Pair): boolean {
    const [first = a, second = b] = [this.rootOf(a), this.rootOf(b)].toSorted((x, y) => x - y)
    const [vat = null, other = null] = [this.#vat[first], this.#vat[second]]
    if (vat !== null && other !== null && vat !== other) return false
    this.#vat[first] = vat ?? other
    const reasons = [...(this.#basis.get(first) ?? []), ...(this.#basis.get(second) ?? []), basis]
    this.#basis.set(first, reasons)
    this.#parents[second] = first
    return true
  }

  all(): (readonly [number[], Basis[]])[] {
    const groups = new Map<number, number[]>()
    for (const at of this.#parents.keys()) {
      const root = this.rootOf(at)
      groups.set(root, [...(groups.get(root) ?? []), at])
    }
    return [...groups]
      .filter(([, members]) => members.length > 1)
      .map(([root, members]) => [members, this.#basis.get(root) ?? []] as const)
  }
}
