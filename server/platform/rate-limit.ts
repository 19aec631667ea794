import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '#core/refusal.ts'

/** Brakes by account or target first; an address only where there is nothing better to count by. */
export type RateLimits = Readonly<{
  /** Any request of one account: 1,200 a minute. */
  request: (key: string) => Promise<void>
  /** Something that is guessed or that sends mail: 10 in 15 minutes for one target. */
  sensitive: (key: string) => Promise<void>
}>

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (error instanceof RateLimiterRes)
      throw new Refusal('request.too_many', { seconds: Math.ceil(error.msBeforeNext / 1000) })
    throw error
  }
}

/** @param factor multiplies every limit: benches and load tests say a large one */
export function createRateLimits(factor = 1): RateLimits {
  const request = new RateLimiterMemory({ points: 1200 * factor, duration: 60 })
  const sensitive = new RateLimiterMemory({ points: 10 * factor, duration: 900 })
  return {
    request: (key) => spend(request, key),
    sensitive: (key) => spend(sensitive, key),
  }
}
