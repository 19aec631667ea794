import { addDays } from '#core/day.ts'
import { leaveLock, takeLock } from '#modules/collections/desk/lock.ts'
import { recordContact } from '#modules/collections/desk/record-contact.ts'
import { pauseChase, resumeChase } from '#modules/collections/pauses.ts'
import { stopToday } from '#modules/collections/settings.ts'
import { saveConsent } from '#modules/messaging/consents.ts'
import { newId } from '#test/house.ts'
import { clock } from './desk.ts'
import type { Play } from './play.ts'
import { minuteOf, pick, type World } from './world.ts'

const rests =
  ({ day }: World) =>
  ({ open, until }: { open: boolean; until: string | null }) =>
    open && (until === null || until >= day)

const pauses: Play = async (desk, world, { a, b, c }) => {
  const id = newId()
  const invoice = a % 2 === 0 ? pick(world.invoices, b) : undefined
  const until = c % 5 === 0 ? null : addDays(world.day, c % 9)
  const real = await desk.tried(
    pauseChase(desk.session(), {
      ...{ id, customerId: world.customerId, reason: 'طلب مهلة' },
      ...(invoice && { invoiceId: invoice.id }),
      ...(until !== null && { until }),
    }),
  )
  const itemId = invoice?.itemId ?? null
  const twice = world.pauses.filter(rests(world)).some((each) => each.itemId === itemId)
  if (twice) return [real, 'collections.already_paused']
  world.pauses.push({ id, itemId, until, open: true })
  return [real, 'done']
}

const resumes: Play = async (desk, world, { a }) => {
  const found = pick(world.pauses, a)
  if (!found) return undefined
  const real = await desk.tried(resumeChase(desk.session(), { id: found.id }))
  if (!found.open) return [real, 'collections.pause_not_found']
  found.open = false
  return [real, 'done']
}

const takesInHand: Play = async (desk, world) => {
  const { customerId } = world
  const real = await desk.tried(takeLock(desk.session(), { customerId, takeOver: false }))
  world.lockSeenAt = minuteOf(world)
  return [real, 'done']
}

const letsGo: Play = async (desk, world) => {
  const { customerId } = world
  const real = await desk.tried(leaveLock(desk.session(), { customerId }))
  world.lockSeenAt = null
  return [real, 'done']
}

/** They were reached, or nobody answered: only a talk keeps the machine quiet. */
const contact: Play = async (desk, world, { a }) => {
  const isTalk = a % 3 !== 0
  const real = await desk.tried(
    recordContact(desk.session(), {
      ...{ id: newId(), customerId: world.customerId, channel: 'whatsapp', direction: 'out' },
      ...{ outcome: isTalk ? 'call_back' : 'no_answer', note: '', spokenTo: '' },
      ...(isTalk && { followUp: { on: addDays(world.day, 4) } }),
    }),
  )
  if (isTalk) world.spokeAt = minuteOf(world)
  world.turnedTo.push(world.day)
  return [real, 'done']
}

const consent: Play = async (desk, world, { a }) => {
  const optedOut = a % 3 === 0
  const real = await desk.tried(
    saveConsent(desk.session(), {
      ...{ id: newId(), customerId: world.customerId, channel: 'email' as const, optedOut },
      evidence: 'اتصل بنا',
    }),
  )
  world.optedOut = optedOut
  return [real, 'done']
}

const stops: Play = async (desk, world, { a }) => {
  const stopped = a % 2 === 0
  const real = await desk.tried(stopToday(desk.session(), { stopped }))
  world.stoppedOn = stopped ? world.day : null
  return [real, 'done']
}

/** A customer who stands at the gateway's page, or has left it: only its own messages say so. */
const atGateway: Play = async (desk, world, { a }) => {
  const { companyId, sql } = desk
  const invoices = world.invoices.slice(0, 1).map(({ id }) => id)
  if (invoices.length === 0 || (!world.paysOnline && a % 3 > 0)) return undefined
  if (world.paysOnline)
    await sql(
      `update pay_attempt set expires_at = opened_at + interval '1 second' where company_id = $1`,
      [companyId],
    )
  else {
    const [account, link] = [newId(), newId()]
    await sql(
      `insert into gateway_account (company_id, id, vendor, mode, secret_key, secret_key_end,
         created_at, created_by, stopped_at) values ($1, $2, 'moyasar', 'test', 'sealed', '0000',
         now(), 'نورة', now())`,
      [companyId, account],
    )
    await sql(
      `insert into pay_link (company_id, id, customer_id, invoice_ids, same_as, created_at,
         created_by_name, expires_at) values ($1, $2::text::uuid, $3, $4, decode(md5($2::text), 'hex'),
         $5, 'نورة', $5::timestamptz + interval '900 days')`,
      [companyId, link, world.customerId, invoices, clock(world)],
    )
    await sql(
      `insert into pay_attempt (company_id, id, link_id, account_id, customer_id, item_ids,
         invoice_ids, amount, currency, method, language, state, checkout_id, opened_at, expires_at)
       values ($1, $2::text::uuid, $3, $4, $5, $6, $6, 50000, 'SAR', 'mada', 'ar', 'open', $2::text,
         $7::timestamptz, $7::timestamptz + interval '900 days')`,
      [companyId, newId(), link, account, world.customerId, invoices, clock(world)],
    )
  }
  world.paysOnline = !world.paysOnline
  return ['done', 'done']
}

export const holdSteps = {
  ...{ pauses, resumes, takesInHand, letsGo, contact, consent, stops, atGateway },
}
