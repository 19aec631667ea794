import { defaultDeskSettings } from '#core/collections/desk/settings.ts'
import { AddCustomer } from '#core/contacts/customer.ts'
import { Refusal } from '#core/refusal.ts'
import { saveAgency } from '#modules/collections/agencies/agencies.ts'
import { changeDeskSettings } from '#modules/collections/desk/settings.ts'
import { judgePlansJob } from '#modules/collections/payment-plans/judge.ts'
import { remindInstalmentsJob } from '#modules/collections/payment-plans/remind.ts'
import { judgePromisesJob } from '#modules/collections/promise-judge.ts'
import { runReminders } from '#modules/collections/run.ts'
import { switchReminders } from '#modules/collections/settings.ts'
import { settlementsJob } from '#modules/collections/settlements/judge.ts'
import { addCustomer } from '#modules/contacts/index.ts'
import { addOpeningInvoice } from '#modules/invoicing/index.ts'
import { reaction } from '#platform/command.ts'
import { systemSession } from '#platform/jobs.ts'
import type { Session } from '#platform/session.ts'
import { agencyOf, referAtOnce } from '#test/agency.ts'
import { newId, type TestHouse } from '#test/house.ts'
import { mostContacts } from './gate.ts'
import { emptyWorld, type World } from './world.ts'

/** A company of its own with one debtor, and what every step of a history needs of it. */
export type Desk = Readonly<{
  the: TestHouse
  companyId: string
  agencyId: string
  session: () => Session
  sql: TestHouse['sql']
  /** Refusals are part of the model: the code, or «done». */
  tried: (made: Promise<unknown>) => Promise<string>
  /** Sets the house's clock to the notebook's. */
  tellTime: (world: World) => void
  /** What the night does by itself. */
  night: () => Promise<void>
  run: () => Promise<void>
  /** What left since the last time one asked. */
  left: (world: World) => Promise<readonly Left[]>
  /** Asks for instalments, and answers with the letters that left. */
  remindInstalments: () => Promise<readonly string[]>
}>
type Left = Readonly<{ minor: number; text: string }>

const debtor = reaction('test.model_debtor', (work, input: { id: string; email: string }) =>
  addCustomer(
    work,
    AddCustomer.parse({
      ...{ id: input.id, name: `شركة ${input.id.slice(-6)}`, stage: 'customer' },
      identities: [{ id: newId(), kind: 'email', typed: input.email }],
    }),
  ),
)

/** An invoice that the books were opened with, on its own day. */
export const bill = reaction(
  'test.model_bill',
  (work, input: Parameters<typeof addOpeningInvoice>[1]) => addOpeningInvoice(work, input),
)

const tried = (made: Promise<unknown>): Promise<string> =>
  made.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )

/** The notebook's moment as the house reads it. */
export const clock = ({ day, minute }: World): string => {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+03:00`
}

/** Opens the company on a day, reminders on and nothing owed. */
export async function openDesk(the: TestHouse, day: string): Promise<readonly [Desk, World]> {
  const customerId = newId()
  const world = emptyWorld(day, customerId, `m-${customerId.slice(-10)}@example.com`)
  the.setNow(clock(world))
  const company = await the.anotherCompany(`منشأة ${customerId.slice(-6)}`)
  const session = () => the.session(undefined, company)
  await the.drain()
  await switchReminders(session(), { on: true })
  await referAtOnce(session())
  const agency = await saveAgency(session(), agencyOf())
  await debtor(session(), { id: customerId, email: world.email })
  await the.drain()
  const { companyId } = company
  await changeDeskSettings(session(), {
    ...defaultDeskSettings,
    caps: { ...defaultDeskSettings.caps, contacts: { ...mostContacts, in30Days: null } },
  })
  await the.drain()
  let told = 0
  let letters = 0
  /** So many letters have arrived since the last time, the oldest first. */
  const arrived = (count: number) => {
    // The inbox lists the newest first.
    const mails = the.simulators.mail.inbox().list(world.email)
    const fresh = mails.slice(0, mails.length - letters).toReversed()
    if (fresh.length !== count) throw new Error(`${count} sent, ${fresh.length} letters arrived`)
    letters = mails.length
    return fresh.map(({ text }) => text)
  }
  const desk: Desk = {
    ...{ the, companyId, agencyId: agency.id, session, sql: the.sql, tried },
    tellTime: (at) => the.setNow(clock(at)),
    night: async () => {
      for (const job of [judgePromisesJob, judgePlansJob, settlementsJob])
        await job.run(systemSession(the.house, companyId), {})
      await the.drain()
    },
    run: async () => {
      await the.sql('update reminder_setting set refreshed_at = null where company_id = $1', [
        companyId,
      ])
      await runReminders(session())
      await the.drain()
    },
    left: async () => {
      const rows = await the.sql<{ amount: number }>(
        `select amount::float8 as amount from reminder
         where company_id = $1 and sent_on is not null order by decided_at, id`,
        [companyId],
      )
      const fresh = rows.slice(told)
      told = rows.length
      const texts = arrived(fresh.length)
      return fresh.map(({ amount }, n) => ({ minor: amount, text: texts[n] ?? '' }))
    },
    remindInstalments: async () => {
      const said = `select count(*)::int as count from payment_plan_notice
        where company_id = $1 and state = 'sent'`
      const count = async () => (await the.sql<{ count: number }>(said, [companyId]))[0]?.count ?? 0
      const before = await count()
      // What was held is looked at every hour.
      await the.sql(
        `update payment_plan_notice set at = at - interval '2 hours'
         where company_id = $1 and state = 'held'`,
        [companyId],
      )
      await remindInstalmentsJob.run(systemSession(the.house, companyId), {})
      await the.drain()
      return arrived((await count()) - before)
    },
  }
  return [desk, world]
}
