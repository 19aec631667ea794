import { reaction } from './command.ts'
import type { House } from './house.ts'
import { systemSession } from './jobs.ts'
import { wallClock } from './time.ts'

/** A job that comes again, by the wall clock of each company. */
export type Recurring = Readonly<{
  task: string
  /** What it does, in words a person can check. */
  does: string
  /** The slot that this minute belongs to, or undefined when nothing is due. A slot is done once. */
  slot: (at: { day: string; minuteOfDay: number }) => string | undefined
}>

/** Every n minutes. */
export const everyMinutes =
  (n: number): Recurring['slot'] =>
  ({ day, minuteOfDay }) =>
    `${day}#${Math.floor(minuteOfDay / n)}`

/** Once a day, from this minute of the company's day on: a late start catches up, never twice. */
export const dailyAt =
  (hour: number, minute = 0): Recurring['slot'] =>
  ({ day, minuteOfDay }) =>
    minuteOfDay >= hour * 60 + minute ? day : undefined

const takeSlots = reaction(
  'schedule.take',
  async (work, recurring: readonly Recurring[]): Promise<void> => {
    const at = wallClock(work.now, work.zone)
    for (const each of recurring) {
      const slot = each.slot(at)
      if (slot === undefined) continue
      const taken = await work.run(
        'insert into schedule_slot (company_id, task, slot, at) values ($1, $2, $3, $4) on conflict do nothing returning slot',
        [work.companyId, each.task, slot, work.now],
      )
      if (taken.length > 0) work.enqueue(each.task, { slot })
    }
  },
)

/** Looks at every company's clock and starts what is due there. Safe on any number of nodes. */
export async function startDueWork(house: House, recurring: readonly Recurring[]): Promise<void> {
  const { rows } = await house.pool.query<{ company_ids: string }>('select gate.company_ids()')
  for (const { company_ids: companyId } of rows) {
    try {
      await takeSlots(systemSession(house, companyId), recurring)
    } catch (error) {
      house.log.error({ companyId, err: error }, 'the schedule of a company could not be read')
    }
  }
}
