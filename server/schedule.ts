import { dailyAt, everyMinutes, type Recurring } from '#platform/schedule.ts'

/** Every recurring job of the house, by the wall clock of each company. */
export const recurring: readonly Recurring[] = [
  {
    task: 'people.seal_audit',
    does: 'Adds the new lines of the audit log to its chain, every minute.',
    slot: everyMinutes(1),
  },
  {
    task: 'collections.run',
    does: 'Sends the reminders whose hour has come and that nothing stands against, every 2 minutes.',
    slot: everyMinutes(2),
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
  {
    task: 'payments.check_attempts',
    does: 'Asks the gateway about attempts to pay that have not ended, every minute: webhooks get lost.',
    slot: everyMinutes(1),
  },
  {
    task: 'importing.resume',
    does: 'Takes up imports that a crash left half-way, every minute.',
    slot: everyMinutes(1),
  },
  {
    task: 'collaboration.sweep',
    does: 'Clears notifications read 90 days ago and those a year old, every night at half past three.',
    slot: dailyAt(3, 30),
  },
]
