import { z } from 'zod'
import { InstrumentDue } from '#core/payments/events.ts'
import { alertOf, stateAfter } from '#core/payments/instrument.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { moneyOf } from '../store.ts'
import { type InstrumentRecord, moveHeld } from './store.ts'

/** A guarantee whose last day is over is none any more. */
async function expire(work: Work, row: InstrumentRecord): Promise<void> {
  const state = stateAfter(row.kind, row.state, 'expire')
  if (state) await moveHeld(work, row, { move: 'expire', state, day: work.today })
}

/**
 * Looks at what comes due: tells once of each distance, and ends guarantees whose last day is over.
 * Run again on the same day it finds nothing new.
 */
const lookAhead = reaction('payments.instruments_due', async (work): Promise<void> => {
  const held = await work.run<{ id: string }>(
    `select id from instrument where company_id = $1 and state = any('{in_hand,active}')
       and due_on <= $2::date + 30 order by id for no key update skip locked`,
    [work.companyId, work.today],
  )
  const rows = await work.run<InstrumentRecord>(
    'select * from instrument_view where company_id = $1 and id = any($2) order by due_on, id',
    [work.companyId, held.map(({ id }) => id)],
  )
  for (const row of rows) {
    const { id, kind, number, customer_id: customerId, due_on: dueOn } = row
    if (kind === 'guarantee' && dueOn !== null && dueOn < work.today) {
      await expire(work, row)
      continue
    }
    const days = alertOf({ kind, state: row.state, dueOn }, work.today)
    if (days === undefined || dueOn === null || row.alerted === days) continue
    await work.run('update instrument set alerted = $3 where company_id = $1 and id = $2', [
      ...[work.companyId, id, days],
    ])
    work.publish(
      InstrumentDue,
      { kind: 'instrument', id, customerId },
      { instrumentId: id, kind, number, customerId, amount: moneyOf(row), dueOn, days },
    )
  }
})

export const instrumentsDueJob = job('payments.instruments_due', z.looseObject({}), (session) =>
  lookAhead(session, {}),
)
