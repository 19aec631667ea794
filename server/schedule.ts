import { everyMinutes, type Recurring } from '#platform/schedule.ts'

/** Every recurring job of the house, by the wall clock of each company. */
export const recurring: readonly Recurring[] = [
  {
    task: 'people.seal_audit',
    does: 'Adds the new lines of the audit log to its chain, every minute.',
    slot: everyMinutes(1),
  },
  {
    task: 'messaging.sweep',
    does: 'Calls unknown what a crash left half-sent, and takes up again what waits without a job, every 5 minutes.',
    slot: everyMinutes(5),
  },
  {
    task: 'ledger.check_books',
    does: 'Holds the books against every rule that they must keep, every hour.',
    slot: everyMinutes(60),
  },
]
