import { addDays } from '#core/day.ts'
import { recallReferral, refer } from '#modules/collections/agencies/refer.ts'
import { closeDispute } from '#modules/collections/disputes/answer.ts'
import { openDispute } from '#modules/collections/disputes.ts'
import { acceptPlan, cancelPlan } from '#modules/collections/payment-plans/answer.ts'
import { proposePlan } from '#modules/collections/payment-plans/propose.ts'
import { cancelPromise, makePromise } from '#modules/collections/promises.ts'
import { newId } from '#test/house.ts'
import { halalas } from '#test/money.ts'
import { isOnTrack, isOpen, promisable, stillKept } from './agreed.ts'
import { lay, openOf, owedBy } from './books.ts'
import { type Play, riyals } from './play.ts'
import { pick, type Share, sum, type World } from './world.ts'

const shares = (one: readonly Share[], others: readonly Share[]): boolean =>
  one.some(({ itemId }) => others.some((other) => other.itemId === itemId))

/** What a word would cover, and why it is not taken. */
function wordFor(world: World, minor: number) {
  if (owedBy(world) <= 0) return 'collections.nothing_to_promise' as const
  const items = promisable(world).filter(({ ours }) => ours > 0)
  const most = sum(items, ({ left }) => left)
  if (most <= 0) return 'collections.nothing_askable' as const
  const unsaid = lay(
    minor,
    items.map(({ itemId, unsaid: left }) => ({ itemId, left })),
  )
  const { shares: covers, rest } = unsaid.rest > 0 ? lay(minor, items) : unsaid
  const standing = world.words.filter((word) => isOpen(world, word))
  const replaced = standing.filter((word) => shares(word.covers, covers))
  const others = standing.filter((word) => !replaced.includes(word))
  const promised = sum(
    others.flatMap((word) => stillKept(world, word)),
    (kept) => kept.minor,
  )
  // Money that no invoice took pays first what may be promised.
  const [ours, agreed] = [sum(openOf(world), ({ left }) => left), sum(items, (i) => i.agreed)]
  const elsewhere = ours - sum(items, (item) => item.ours)
  const room = Math.min(owedBy(world) - elsewhere, agreed) - (agreed - most)
  if (rest > 0 || minor > Math.max(0, room) - promised)
    return 'collections.promise_of_more_than_owed' as const
  return { covers, replaced }
}

const promise: Play = async (desk, world, { a, b }) => {
  const id = newId()
  const [minor, dueOn] = [riyals(b, 900), addDays(world.day, (a % 14) - 1)]
  const real = await desk.tried(
    makePromise(desk.session(), {
      ...{ id, customerId: world.customerId, amount: halalas(minor), dueOn, invoiceIds: [] },
      ...{ source: 'call' as const, note: '', saidBy: '' },
    }),
  )
  if (dueOn < world.day) return [real, 'collections.promise_in_the_past']
  const word = wordFor(world, minor)
  if (typeof word === 'string') return [real, word]
  for (const each of word.replaced) each.ended = true
  const lastDay = addDays(dueOn, 3)
  const { tick: at, day: givenOn } = world
  world.words.push({ id, minor, dueOn, lastDay, givenOn, at, covers: word.covers, ended: false })
  return [real, 'done']
}

const takesWordBack: Play = async (desk, world, { a }) => {
  const word = pick(world.words, a)
  if (!word) return undefined
  const real = await desk.tried(
    cancelPromise(desk.session(), { id: word.id, reason: 'اتفقنا على غيره' }),
  )
  if (!isOpen(world, word)) return [real, 'collections.promise_ended']
  word.ended = true
  return [real, 'done']
}

const plan: Play = async (desk, world, { a, b, c }) => {
  const open = openOf(world)
  if (open.length === 0) return undefined
  const id = newId()
  const parts = [0, 7, 14].map((days, n) => ({
    dueOn: addDays(world.day, days + (a % 9)),
    minor: riyals(b + n * 77, 300),
  }))
  const minor = sum(parts, (part) => part.minor)
  const [graceDays, breaksAfter] = [c % 5, 1 + (c % 2)]
  const { customerId, day: answerBy } = world
  const real = await desk.tried(
    proposePlan(desk.session(), {
      ...{ id, customerId, amount: halalas(minor), invoiceIds: [], instalments: parts },
      ...{ graceDays, breaksAfter, answerBy, note: '' },
    }).then(() => acceptPlan(desk.session(), { id, by: 'أبو سعد', note: 'وافق في اتصال' })),
  )
  const { shares: covers, rest } = lay(minor, open)
  if (rest > 0 || minor > owedBy(world)) return [real, 'collections.plan_of_more_than_owed']
  for (const each of world.plans)
    if (isOnTrack(world, each) && shares(each.covers, covers)) each.ended = true
  world.plans.push({
    ...{ id, minor, covers, parts, graceDays, breaksAfter, at: world.tick, ended: false },
    told: new Set(),
  })
  return [real, 'done']
}

const endsPlan: Play = async (desk, world, { a }) => {
  const found = pick(world.plans, a)
  if (!found) return undefined
  const real = await desk.tried(
    cancelPlan(desk.session(), { id: found.id, reason: 'اتفقنا على غيرها' }),
  )
  if (!isOnTrack(world, found)) return [real, 'collections.payment_plan_ended']
  found.ended = true
  return [real, 'done']
}

const dispute: Play = async (desk, world, { a, b, c }) => {
  const found = pick(world.invoices, a)
  if (!found) return undefined
  const id = newId()
  const minor = c % 3 === 0 ? null : riyals(b, 700)
  const real = await desk.tried(
    openDispute(desk.session(), {
      ...{ id, invoiceId: found.id, reason: 'amount' as const, source: 'staff' as const },
      ...{ note: 'السعر يخالف العرض', ...(minor !== null && { amount: halalas(minor) }) },
    }),
  )
  const { itemId } = found
  const open = world.disputes.filter((each) => each.open && each.itemId === itemId)
  const isAll = open.some((each) => each.minor === null)
  if (isAll || (minor === null && open.length > 0)) return [real, 'collections.already_disputed']
  const left = openOf(world).find((each) => each.itemId === itemId)?.left ?? 0
  if (minor !== null && minor + sum(open, (each) => each.minor ?? 0) > left)
    return [real, 'collections.dispute_of_more_than_owed']
  world.disputes.push({ id, itemId, minor, open: true })
  return [real, 'done']
}

const settlesDispute: Play = async (desk, world, { a }) => {
  const open = world.disputes.filter((each) => each.open)
  const found = pick(open, a)
  if (!found) return undefined
  const real = await desk.tried(
    closeDispute(desk.session(), { id: found.id, outcome: 'rejected', note: 'صحيح', tell: false }),
  )
  found.open = false
  return [real, 'done']
}

const refers: Play = async (desk, world, { a }) => {
  const found = pick(world.invoices, a)
  if (!found) return undefined
  const id = newId()
  const { itemId } = found
  const real = await desk.tried(
    refer(desk.session(), {
      ...{ id, agencyId: desk.agencyId, customerId: world.customerId, invoiceIds: [found.id] },
      ...{ reason: 'أغلق محله', notify: false },
    }),
  )
  const owes = openOf(world).some((each) => each.itemId === itemId)
  if (!owes) return [real, 'collections.invoice_not_found']
  if (found.dueOn >= world.day) return [real, 'collections.nothing_to_refer']
  if (world.referrals.some(({ open, itemIds }) => open && itemIds.includes(itemId)))
    return [real, 'collections.already_referred']
  world.referrals.push({ id, itemIds: [itemId], open: true })
  return [real, 'done']
}

const recalls: Play = async (desk, world, { a }) => {
  const open = world.referrals.filter((each) => each.open)
  const found = pick(open, a)
  if (!found) return undefined
  const real = await desk.tried(
    recallReferral(desk.session(), { id: found.id, reason: 'عاد العميل إلينا' }),
  )
  found.open = false
  return [real, 'done']
}

export const wordSteps = {
  ...{ promise, takesWordBack, plan, endsPlan, dispute, settlesDispute, refers, recalls },
}
