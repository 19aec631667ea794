import { chanceBy } from '#core/collections/trial.ts'

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
  const next = chanceBy(seed)
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
