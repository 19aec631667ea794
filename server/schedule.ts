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
    task: 'collections.settlements',
    does: 'Says of every settlement whose last day is over whether it was kept, every morning at ten past five.',
    slot: dailyAt(5, 10),
  },
  {
    task: 'collections.late_disputes',
    does: 'Tells of disputes whose answer is due and has not come, every 5 minutes.',
    slot: everyMinutes(5),
  },
  {
    task: 'collections.judge_payment_plans',
    does: 'Says of every payment plan what the day brought: an instalment missed, a plan broken, an offer run out, every morning at five past five.',
    slot: dailyAt(5, 5),
  },
  {
    task: 'collections.remind_instalments',
    does: 'Asks for instalments of payment plans before, on and shortly after their day where nothing stands against it, every 10 minutes.',
    slot: everyMinutes(10),
  },
  {
    task: 'collections.confirmations',
    does: 'Sends balance confirmations that wait, reminds of those nobody answered, and ends those whose last day is over, every 15 minutes from eight in the morning.',
    slot: ({ day, minuteOfDay }) =>
      minuteOfDay >= 8 * 60 ? `${day}#${Math.floor(minuteOfDay / 15)}` : undefined,
  },
  {
    task: 'credit.review',
    does: 'Says whose credit somebody should look at again: the day has come, or too much is overdue, every morning at six.',
    slot: dailyAt(6),
  },
  {
    task: 'collections.start_referrals',
    does: 'Hands over to agencies what the days of notice are over for, every morning at six.',
    slot: dailyAt(6),
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
    task: 'payments.instruments_due',
    does: 'Tells of cheques, notes and guarantees whose day is near, and ends guarantees that are over, every morning at seven.',
    slot: dailyAt(7),
  },
  {
    task: 'payments.run_statement_plans',
    does: 'Sends the statements whose day has come, and what a crash kept from going, every 15 minutes from eight in the morning.',
    slot: ({ day, minuteOfDay }) =>
      minuteOfDay >= 8 * 60 ? `${day}#${Math.floor(minuteOfDay / 15)}` : undefined,
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
