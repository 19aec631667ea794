import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openHouse } from '#test/house.ts'
import { counts, history, live } from './live.ts'

// biome-ignore lint/style/noProcessEnv: how a long run, or a seed once more, is asked for.
const { WASL_MODEL_RUNS, WASL_MODEL_SEED } = process.env
const runs = Number(WASL_MODEL_RUNS ?? 20)
// The everyday run plays the same histories; a long one looks for new ones.
const seed = Number(WASL_MODEL_SEED ?? (WASL_MODEL_RUNS ? Date.now() % 1_000_000_000 : 20_261_122))

const house = openHouse({ now: '2026-11-22T08:00:00Z' })

test(
  'over random histories the desk and a notebook agree: who is reminded, of how much, what is owed and was',
  async () => {
    process.stdout.write(`model: ${runs} histories, seed ${seed}\n`)
    const property = fc.asyncProperty(history, (each) => live(house, each))
    await fc.assert(property, { numRuns: runs, seed })
    process.stdout.write(`model: ${JSON.stringify(counts)}\n`)
    expect(counts['instalment: sent'] ?? 0).toBeGreaterThanOrEqual(Math.floor(runs / 20))
    expect(counts['sent'] ?? 0).toBeGreaterThanOrEqual(Math.floor(runs / 10))
  },
  runs * 20_000,
)
