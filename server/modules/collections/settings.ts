import { Calendar, defaultCalendar, nextContactTime } from '#core/calendar.ts'
import type { ChangeReminderSettings, ReminderSettings } from '#core/collections/api.ts'
import { defaultPolicy, ReminderPolicy } from '#core/collections/policy.ts'
import { defaultDaysAhead, defaultGraceDays } from '#core/collections/promise.ts'
import { daysBetween } from '#core/day.ts'
import { Refusal } from '#core/refusal.ts'
import { type QuietHours, waysReady } from '#modules/messaging/index.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import { wallClock } from '#platform/time.ts'
import { type From, tables } from './store.ts'
import type { CollectionsTables } from './tables.ts'

/** What a run and the gate go by. */
export type Rules = Readonly<{
  on: boolean
  thankYou: boolean
  stoppedToday: boolean
  calendar: Calendar
  collector: string
  manager: string
  phone: string
  saidPaidDays: number
  promiseGraceDays: number
  promiseDaysAhead: number
  policies: readonly (ReminderPolicy & Readonly<{ name: string }>)[]
}>

type SettingTable = CollectionsTables['reminder_setting']

async function readSetting(from: From): Promise<SettingTable | undefined> {
  const [row] = await from.run<SettingTable>(
    'select * from reminder_setting where company_id = $1',
    [from.companyId],
  )
  return row
}

const calendarOf = (setting: SettingTable | undefined): Calendar =>
  setting ? Calendar.parse(setting.calendar) : defaultCalendar

/** The days and hours in which a company speaks to customers. */
export const readCalendar = async (from: From): Promise<Calendar> =>
  calendarOf(await readSetting(from))

/** The company's ladders and calendar; before anything was laid down, the defaults, switched off. */
export async function readRules(from: From): Promise<Rules> {
  const setting = await readSetting(from)
  const policies = await tables(from)
    .selectFrom('reminder_policy')
    .select(['name', 'policy'])
    .where('company_id', '=', from.companyId)
    .orderBy('place')
    .orderBy('key')
    .execute()
  return {
    on: setting?.on_since != null,
    thankYou: setting?.thank_you_since != null,
    stoppedToday: setting?.stopped_on === from.today,
    calendar: calendarOf(setting),
    collector: setting?.collector ?? '',
    manager: setting?.manager ?? '',
    phone: setting?.phone ?? '',
    saidPaidDays: setting?.said_paid_days ?? 3,
    promiseGraceDays: setting?.promise_grace_days ?? defaultGraceDays,
    promiseDaysAhead: setting?.promise_days_ahead ?? defaultDaysAhead,
    policies: policies.map(({ name, policy }) => ({ ...ReminderPolicy.parse(policy), name })),
  }
}

/** From when on a company may speak to customers who asked for nothing: what messaging goes by. */
export const contactHours: QuietHours = async (from, at) => {
  const calendar = await readCalendar(from)
  const now = wallClock(at, from.zone)
  const next = nextContactTime(calendar, now)
  const days = next ? daysBetween(now.day, next.day) : 1
  const minutes = days * 24 * 60 + (next ? next.minuteOfDay - now.minuteOfDay : 0)
  return minutes === 0 ? at : new Date(Math.floor(at.getTime() / 60_000 + minutes) * 60_000)
}

/** Lays the ground of a new company: the calendar and the default ladder, switched off. */
export async function layGround(work: Work): Promise<void> {
  await work.run(
    'insert into reminder_setting (company_id, calendar) values ($1, $2) on conflict do nothing',
    [work.companyId, JSON.stringify(defaultCalendar)],
  )
  await work.run(
    `insert into reminder_policy (company_id, key, name, place, policy, changed_at, changed_by)
     values ($1, $2, $3, 100, $4, $5, $6) on conflict do nothing`,
    [
      work.companyId,
      defaultPolicy.key,
      'السياسة العامة',
      JSON.stringify(defaultPolicy),
      work.now,
      work.actor.name,
    ],
  )
}

/** Takes the settings in hand, laying the ground first if the company has none yet. */
async function lockSetting(work: Work): Promise<SettingTable> {
  await layGround(work)
  const [row] = await work.run<SettingTable>(
    'select * from reminder_setting where company_id = $1 for update',
    [work.companyId],
  )
  if (!row) throw new Error('The settings were just laid down')
  return row
}

async function shown(from: From): Promise<ReminderSettings> {
  const row = await readSetting(from)
  return {
    on: row?.on_since != null,
    onBy: row?.on_by ?? null,
    stoppedToday: row?.stopped_on === from.today,
    stoppedBy: row?.stopped_on === from.today ? row.stopped_by : null,
    thankYou: row?.thank_you_since != null,
    calendar: calendarOf(row),
    collector: row?.collector ?? '',
    manager: row?.manager ?? '',
    phone: row?.phone ?? '',
    emailReady: (await waysReady(from)).length > 0,
    saidPaidDays: row?.said_paid_days ?? 3,
    promiseGraceDays: row?.promise_grace_days ?? defaultGraceDays,
    promiseDaysAhead: row?.promise_days_ahead ?? defaultDaysAhead,
  }
}

export const showSettings = query('collections.read', (from) => shown(from))

const audited = (work: Work, action: string, before: unknown, after: unknown) =>
  work.audit(action, { kind: 'company', id: work.companyId, before, after })

/** Every held decision rests on the rules, so a change of them looks at everything again. */
export const lookAgain = (work: Work) =>
  work.run('update reminder_setting set refreshed_at = null where company_id = $1', [
    work.companyId,
  ])

/** The hours that end now are kept: contacts made under them are judged by them. */
async function keepCalendar(work: Work, before: unknown, next: Calendar): Promise<void> {
  const past = Calendar.parse(before)
  if (JSON.stringify(past) === JSON.stringify(Calendar.parse(next))) return
  await work.run(
    `insert into past_calendar (company_id, until, calendar) values ($1, $2, $3)
     on conflict do nothing`,
    [work.companyId, work.now, JSON.stringify(past)],
  )
}

/** What people set, as the log tells it. */
const settingsOf = (row: SettingTable): object => ({
  ...{ collector: row.collector, manager: row.manager, phone: row.phone },
  ...{ saidPaidDays: row.said_paid_days, promiseGraceDays: row.promise_grace_days },
  ...{ promiseDaysAhead: row.promise_days_ahead, thankYou: row.thank_you_since !== null },
  ...Calendar.parse(row.calendar),
})

/** Sets the days and hours alone, and tells which there were. */
export async function changeCalendar(
  work: Work,
  next: (before: Calendar) => Calendar,
): Promise<Readonly<{ before: Calendar; after: Calendar }>> {
  const before = Calendar.parse((await lockSetting(work)).calendar)
  const after = next(before)
  await work.run('update reminder_setting set calendar = $2 where company_id = $1', [
    work.companyId,
    JSON.stringify(after),
  ])
  await keepCalendar(work, before, after)
  await lookAgain(work)
  return { before, after }
}

export const changeSettings = command(
  'collections.manage',
  async (work, input: ChangeReminderSettings): Promise<ReminderSettings> => {
    const before = await lockSetting(work)
    await work.run(
      `update reminder_setting set calendar = $2, collector = $3, manager = $4, phone = $5, said_paid_days = $8,
         promise_grace_days = $9, promise_days_ahead = $10,
         thank_you_since = case when not $6 then null else coalesce(thank_you_since, $7) end
       where company_id = $1`,
      [
        work.companyId,
        JSON.stringify(input.calendar),
        input.collector,
        input.manager,
        input.phone,
        input.thankYou,
        work.now,
        input.saidPaidDays,
        input.promiseGraceDays,
        input.promiseDaysAhead,
      ],
    )
    await keepCalendar(work, before.calendar, input.calendar)
    await lookAgain(work)
    const { calendar, ...rest } = input
    audited(work, 'collections.settings_changed', settingsOf(before), { ...rest, ...calendar })
    return shown(work)
  },
  { name: 'collections.change_settings' },
)

/** Turns all reminders of the company on or off. @throws collections.email_not_ready */
export const switchReminders = command(
  'collections.manage',
  async (work, { on }: { on: boolean }): Promise<ReminderSettings> => {
    const before = await lockSetting(work)
    if (on && (await waysReady(work)).length === 0) throw new Refusal('collections.email_not_ready')
    await work.run(
      `update reminder_setting set on_by = $3,
         on_since = case when not $2 then null else coalesce(on_since, $4) end
       where company_id = $1`,
      [work.companyId, on, on ? work.actor.name : null, work.now],
    )
    await lookAgain(work)
    if (on) work.enqueue('collections.run', {})
    audited(work, 'collections.switched', { on: before.on_since !== null }, { on })
    return shown(work)
  },
  { name: 'collections.switch' },
)

/** Stops what has not left yet for the rest of today, or lets it go again. */
export const stopToday = command(
  'collections.approve',
  async (work, { stopped }: { stopped: boolean }): Promise<ReminderSettings> => {
    const before = await lockSetting(work)
    await work.run(
      'update reminder_setting set stopped_on = $2, stopped_by = $3 where company_id = $1',
      [work.companyId, stopped ? work.today : null, stopped ? work.actor.name : null],
    )
    await lookAgain(work)
    audited(
      work,
      'collections.stopped_today',
      { stopped: before.stopped_on === work.today },
      {
        stopped,
      },
    )
    return shown(work)
  },
  { name: 'collections.stop_today' },
)
