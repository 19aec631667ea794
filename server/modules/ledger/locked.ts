import { Refusal } from '#core/refusal.ts'

const fieldOf = (error: Error, name: 'code' | 'detail' | 'hint'): string | undefined =>
  name in error ? String(error[name as keyof Error]) : undefined

/** Turns the database's refusal of a locked day into the one that a person reads. */
export async function refusingLocked<Result>(written: Promise<Result>): Promise<Result> {
  try {
    return await written
  } catch (error) {
    if (!(error instanceof Error) || fieldOf(error, 'code') !== 'WL101') throw error
    throw new Refusal('ledger.period_locked', {
      lockedThrough: fieldOf(error, 'detail') ?? '',
      day: fieldOf(error, 'hint') ?? '',
    })
  }
}
