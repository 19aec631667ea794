import type { App } from './app.ts'

const rounds = 5

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  0

/** How long it takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Ours and the hand-written, turn about, so that a busy minute is busy for both. */
export async function interleaved(
  ours: (round: number) => Promise<number>,
  raw: (round: number) => Promise<number>,
  best: (...values: number[]) => number = Math.min,
): Promise<{ value: number; best: number; raw: number }> {
  const seen: { ours: number[]; raw: number[] } = { ours: [], raw: [] }
  await ours(-1)
  await raw(-1)
  for (let round = 0; round < rounds; round++) {
    seen.ours.push(await ours(round))
    seen.raw.push(await raw(round))
  }
  return { value: median(seen.ours), best: best(...seen.ours), raw: median(seen.raw) }
}

/** Ours alone, for what has no hand-written twin. */
export async function alone(ours: (round: number) => Promise<number>) {
  const { value, best } = await interleaved(ours, async () => 0)
  return { value, best, raw: null }
}

/** An answer that is none of a refusal. */
export async function must(
  at: Pick<App, 'call'>,
  method: string,
  address: string,
  body?: unknown,
): ReturnType<App['call']> {
  const reply = await at.call(method, address, body)
  if (reply.status >= 300)
    throw new Error(`${method} ${address}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply
}
