import fc from 'fast-check'
import { expect, test } from 'vitest'
import { halalas } from '#test/money.ts'
import {
  type DepositKind,
  type DepositMove,
  type DepositState,
  depositAfter,
  depositKinds,
  depositMoves,
  depositMovesFrom,
  depositOf,
  mayUndo,
  restOf,
} from './deposit.ts'

const kind = fc.constantFrom(...depositKinds)
const walk = fc.array(fc.constantFrom(...depositMoves), { maxLength: 30 })

/** Plays moves one after the other, and books as the house does; `undo` takes back the last step. */
function play(of: DepositKind, moves: readonly DepositMove[], amount: number) {
  let state: DepositState = 'requested'
  let held = 0
  let paid = 0
  const done: Readonly<{ move: DepositMove; change: number }>[] = []
  for (const move of moves) {
    const last = done.at(-1)
    if (move === 'undo' && !(last && mayUndo(last.move, held, amount))) continue
    if (move === 'unpay' && paid === 0) continue
    const parts: Partial<Record<DepositMove, number>> = {
      ...{ receive: amount, refund: -1, apply: -1, undo: -(last?.change ?? 0) },
    }
    const change = parts[move] ?? 0
    const came = move === 'pay' ? 1 : move === 'unpay' ? -1 : 0
    const left = of === 'advance' ? amount - paid - came : held + change
    const next = depositAfter(of, state, move, left)
    if (!next) continue
    held += change
    paid += came
    state = next
    if (move === 'undo') done.pop()
    else if (change !== 0) done.push({ move, change })
    expect(held).toBeGreaterThanOrEqual(0)
    expect(held).toBeLessThanOrEqual(amount)
    expect(paid).toBeLessThanOrEqual(amount)
    expect(of === 'advance' ? held : paid).toBe(0)
  }
  return { state, held, paid }
}

test('however it goes, a request is in the state that its money says', () => {
  fc.assert(
    fc.property(kind, walk, fc.integer({ min: 1, max: 5 }), (of, moves, amount) => {
      const { state, held, paid } = play(of, moves, amount)
      expect(state === 'held').toBe(held > 0)
      expect(state === 'paid').toBe(paid === amount)
    }),
  )
})

test('a receipt is undone only while all of it is there, what left of it always', () => {
  expect(mayUndo('receive', 100, 100)).toBe(true)
  expect(mayUndo('receive', 99, 100)).toBe(false)
  expect(mayUndo('refund', 0, 100)).toBe(true)
  expect(mayUndo('apply', 0, 100)).toBe(true)
  for (const move of [null, 'undo', 'cancel', 'pay'] as const)
    expect(mayUndo(move, 100, 100)).toBe(false)
})

test('what is over stays over, but for a step that is undone', () => {
  for (const of of depositKinds)
    for (const state of ['closed', 'cancelled'] as const)
      expect(depositMovesFrom(of, state)).toEqual([])
  expect(depositAfter('security', 'closed', 'undo', 1)).toBe('held')
  expect(depositAfter('advance', 'paid', 'undo', 1)).toBeUndefined()
})

test('a part and the rest make the whole, and the part is never more than the whole', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e12 }),
      fc.integer({ min: 1, max: 100 }),
      (minor, percent) => {
        const whole = halalas(minor)
        const part = depositOf(whole, percent)
        expect(part.minor).toBeGreaterThanOrEqual(0)
        expect(part.minor).toBeLessThanOrEqual(minor)
        expect(part.minor + restOf(whole, part).minor).toBe(minor)
        expect(Math.abs(part.minor - (minor * percent) / 100)).toBeLessThanOrEqual(0.5)
      },
    ),
  )
})

test('thirty of a hundred of 12,345.67 is 3,703.70', () => {
  expect(depositOf(halalas(1_234_567), 30)).toEqual(halalas(370_370))
})
