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
    task: 'collections.judge_promises',
    does: 'Says of every promise to pay whose last day is over whether it was kept, every morning at five.',
    slot: dailyAt(5),
  },
  {
    task: 'collections.desk_sweep',
    does: 'Builds the queue of the collection desk anew after midnight, brings up whose follow-up has come, and hands over the customers of collectors who are away, every 5 minutes.',
    slot: everyMinutes(5),
  },
  {
    task: 'messaging.sweep',
    does: 'Calls unknown what a crash left half-sent, and takes up again what waits without a job, every 5 minutes.',
    slot: everyMinutes(5),
  },
  {
    task: 'messaging.check_accounts',
    does: 'Asks the vendor of each channel whether its account works, and tells people of a new trouble, every 30 minutes.',
    slot: everyMinutes(30),
  },
  {
    task: 'inbox.sweep',
    does: 'Wakes conversations that were put off, reminds of those that wait too long, and gives them to somebody who is there, every minute.',
    slot: everyMinutes(1),
  },
  {
    task: 'messaging.sync_templates',
    does: 'Asks each vendor that reviews templates what it holds, every hour.',
    slot: everyMinutes(60),
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
    task: 'collaboration.digest',
    does: 'Mails each user who wants it what they have not read, every morning at half past seven.',
    slot: dailyAt(7, 30),
  },
  {
    task: 'collaboration.sweep',
    does: 'Clears notifications read 90 days ago and those a year old, every night at half past three.',
    slot: dailyAt(3, 30),
  },
]
