import { z } from 'zod'
import { permissions } from '#core/permission.ts'
import { reaction } from './command.ts'
import type { House } from './house.ts'
import { uuidv7 } from './ids.ts'
import { look } from './query.ts'
import type { Actor, Session } from './session.ts'

/** Work done after a commit, at least once: its handler must be harmless when run again. */
export type Job = Readonly<{
  name: string
  run: (session: Session, payload: unknown) => Promise<void>
}>

/** Declares a job by the shape of its payload. */
export function job<Payload extends z.ZodType>(
  name: string,
  payload: Payload,
  run: (session: Session, payload: z.output<Payload>) => Promise<void>,
): Job {
  return { name, run: (session, raw) => run(session, payload.parse(raw)) }
}

export function jobsByName(all: readonly Job[]): ReadonlyMap<string, Job> {
  const found = new Map<string, Job>()
  for (const each of all) {
    if (found.has(each.name)) throw new Error(`Two jobs are called ${each.name}`)
    found.set(each.name, each)
  }
  return found
}

const everything = new Map(permissions.map((permission) => [permission, 'all' as const]))

/** The house acting by itself in one company, on behalf of nobody or of the one named. */
export function systemSession(house: House, companyId: string, actor?: Actor): Session {
  return {
    house,
    companyId,
    actor: actor ?? { kind: 'system', id: null, name: 'وصل' },
    grants: everything,
    teamIds: [],
    language: 'ar',
    trace: uuidv7(Date.now()),
  }
}

const React = z.object({ companyId: z.uuid(), seq: z.int(), listener: z.string() })
const ForCompany = z.looseObject({ companyId: z.uuid() })
type EventRow = {
  id: string
  name: string
  facts: unknown
  actor_id: string | null
  actor_name: string
}

/** Hands one event to one listener, in a command of its own that a second delivery finds done. */
export async function react(house: House, payload: unknown): Promise<void> {
  const { companyId, seq, listener: name } = React.parse(payload)
  const [event] = await look(systemSession(house, companyId), ({ run }) =>
    run<EventRow>(
      'select id, name, facts, actor_id, actor_name from event where company_id = $1 and seq = $2',
      [companyId, seq],
    ),
  )
  if (!event) throw new Error(`Event ${seq} of company ${companyId} is not there`)
  const listener = house.listeners.get(event.name)?.find((each) => each.name === name)
  if (!listener) throw new Error(`No listener ${name} for ${event.name}`)
  const actor: Actor = { kind: 'system', id: event.actor_id, name: event.actor_name }
  const session = systemSession(house, companyId, actor)
  const perform = reaction(`react:${name}`, (work) => listener.run(work, event.facts), {
    once: () => event.id,
  })
  await perform(session, event.facts)
}

/** Runs one waiting job now; also what tests use to run the queue step by step. */
export async function perform(house: House, task: string, payload: unknown): Promise<void> {
  if (task === 'react') return react(house, payload)
  const found = house.jobs.get(task)
  if (!found) throw new Error(`No job is called ${task}`)
  const { companyId } = ForCompany.parse(payload)
  return found.run(systemSession(house, companyId), payload)
}
