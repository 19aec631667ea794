/** Chance with a seed: the same seed tells the same year. */
export type Chance = Readonly<{
  /** A number from 0 up to, but not including, 1. */
  next: () => number
  /** A whole number between two, both included. */
  between: (least: number, most: number) => number
  /** True this often: `often(0.2)` one time in five. */
  often: (share: number) => boolean
  pick: <Item>(items: readonly Item[]) => Item
}>

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    often: (share) => next() < share,
    pick: (items) => {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new Error('Nothing to pick from')
      return item
    },
  }
}
