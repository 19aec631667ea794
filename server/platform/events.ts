import type { z } from 'zod'
import type { Event } from '#core/event.ts'
import type { Work } from './command.ts'

/** One module's answer to another's event: run later, in a command of its own, exactly once. */
export type Listener = Readonly<{
  /** Names the listener for ever: jobs that wait in the database carry it. */
  name: string
  event: string
  run: (work: Work, facts: unknown) => Promise<void>
}>

/** Declares what a module does when another speaks. */
export function on<Facts extends z.ZodType>(
  event: Event<string, Facts>,
  name: string,
  run: (work: Work, facts: z.output<Facts>) => Promise<void>,
): Listener {
  return { name, event: event.name, run: (work, facts) => run(work, event.facts.parse(facts)) }
}

/** Listeners by the event they hear. Two of one name would hide each other. */
export function listenersByEvent(
  all: readonly Listener[],
): ReadonlyMap<string, readonly Listener[]> {
  const found = new Map<string, Listener[]>()
  const names = new Set<string>()
  for (const listener of all) {
    if (names.has(listener.name)) throw new Error(`Two listeners are called ${listener.name}`)
    names.add(listener.name)
    found.set(listener.event, [...(found.get(listener.event) ?? []), listener])
  }
  return found
}
