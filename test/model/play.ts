import type { Desk } from './desk.ts'
import type { World } from './world.ts'

/** Three drawn numbers, that each kind of step reads as it needs. */
export type Draw = Readonly<{ a: number; b: number; c: number }>

/**
 * Does one thing at the house and in the notebook. Answers with what the house said and what the
 * notebook expected it to say; undefined where there was nothing to do it to.
 */
export type Play = (
  desk: Desk,
  world: World,
  draw: Draw,
) => Promise<readonly [real: string, expected: string] | undefined>

/** Whole riyals, at least one, in halalas. */
export const riyals = (drawn: number, most: number): number => (1 + (drawn % most)) * 100
