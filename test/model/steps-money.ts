import { addDays } from '#core/day.ts'
import {
  acceptConcession,
  reverseConcession,
  withdrawConcession,
} from '#modules/collections/settlements/answer.ts'
import { proposeConcession } from '#modules/collections/settlements/propose.ts'
import { moveInstrument } from '#modules/payments/instruments/move.ts'
import { takeInstrument } from '#modules/payments/instruments/take.ts'
import { confirmNotice, refuseNotice } from '#modules/payments/notices/decide-notice.ts'
import { openNotice } from '#modules/payments/notices/open-notice.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { reversePayment } from '#modules/payments/reverse-payment.ts'
import { newId } from '#test/house.ts'
import { halalas } from '#test/money.ts'
import { letGo, objectedTo } from './agreed.ts'
import { lay, leftOf, openOf, pay, takeBack, unpay } from './books.ts'
import { bill } from './desk.ts'
import { type Play, riyals } from './play.ts'
import { type Cheque, pick, type World } from './world.ts'

/** Days late: on a rung of the ladder, shortly before one, or past it. */
const late = [-9, -3, -2, 0, 0, 1, 3, 3, 4, 9, 12, 14, 14, 20, 29, 30, 40, 60]

const invoice: Play = async (desk, world, { a, b, c }) => {
  const id = newId()
  const dueOn = addDays(world.day, -(pick(late, a) ?? 0))
  const postedOn = addDays(dueOn < world.day ? dueOn : world.day, -(c % 20))
  const minor = riyals(b, 1500)
  await bill(desk.session(), {
    ...{ id, customerId: world.customerId, issuedOn: postedOn, dueOn, currency: 'SAR' },
    ...{ gross: minor, balance: minor },
  })
  const [row] = await desk.sql<{ item_id: string }>('select item_id from invoice where id = $1', [
    id,
  ])
  const at = world.tick
  world.invoices.push({ id, itemId: row?.item_id ?? '', postedOn, dueOn, minor, at })
  world.lines.push({ minor, on: postedOn, at })
  return ['done', 'done']
}

/** Often exactly what one owes, sometimes more, sometimes told days late. */
const payment: Play = async (desk, world, { a, b, c }) => {
  const oldest = openOf(world)[0]?.left ?? 0
  const minor = a % 3 === 0 && oldest > 0 ? oldest : riyals(b, 900)
  const paidOn = addDays(world.day, c % 3 === 0 ? -(c % 8) : 0)
  const id = newId()
  const real = await desk.tried(
    recordPayment(desk.session(), {
      ...{ id, customerId: world.customerId, amount: halalas(minor), method: 'transfer' as const },
      ...{ paidOn, sendReceipt: false },
    }),
  )
  pay(world, { id, minor, paidOn })
  return [real, 'done']
}

/** Money that no invoice takes: it stands on the account, and less may be asked for. */
const onAccount: Play = async (desk, world, { b }) => {
  const [id, minor, paidOn] = [newId(), riyals(b, 900), world.day]
  const real = await desk.tried(
    recordPayment(desk.session(), {
      ...{ id, customerId: world.customerId, amount: halalas(minor), method: 'transfer' as const },
      ...{ paidOn, shares: [], sendReceipt: false },
    }),
  )
  pay(world, { id, minor, paidOn }, [])
  return [real, 'done']
}

const bounce: Play = async (desk, world, { a }) => {
  const found = pick(world.payments, a)
  if (!found) return undefined
  const real = await desk.tried(reversePayment(desk.session(), { id: found.id, reason: 'bounced' }))
  if (!found.stands) return [real, 'payments.already_reversed']
  unpay(world, found.id)
  return [real, 'done']
}

const saysPaid: Play = async (desk, world, { b }) => {
  const id = newId()
  const minor = riyals(b, 900)
  const { customerId, day: paidOn } = world
  const real = await desk.tried(
    openNotice(desk.session(), { id, customerId, amount: halalas(minor), paidOn, bank: 'الراجحي' }),
  )
  world.notices.push({ id, minor, open: true })
  return [real, 'done']
}

const answersNotice: Play = async (desk, world, { a, b }) => {
  const notice = pick(world.notices, a)
  if (!notice) return undefined
  const { id, minor, open } = notice
  const paymentId = newId()
  const isThere = b % 2 === 0
  const made = isThere
    ? confirmNotice(desk.session(), { id, paymentId, amount: halalas(minor), paidOn: world.day })
    : refuseNotice(desk.session(), { id, reason: 'لم يصل', tell: false })
  const real = await desk.tried(made)
  if (!open) return [real, 'payments.notice_ended']
  notice.open = false
  if (isThere) pay(world, { id: paymentId, minor, paidOn: world.day })
  return [real, 'done']
}

const spokenFor = ({ cheques }: World, itemId: string): number =>
  cheques
    .filter(({ state }) => state === 'in_hand' || state === 'deposited')
    .flatMap(({ shares }) => shares)
    .reduce((all, share) => all + (share.itemId === itemId ? share.minor : 0), 0)

const takesCheque: Play = async (desk, world, { a, b }) => {
  const id = newId()
  const [minor, dueOn] = [riyals(b, 900), addDays(world.day, a % 12)]
  const real = await desk.tried(
    takeInstrument(desk.session(), {
      ...{ id, kind: 'cheque', customerId: world.customerId, number: id.slice(-8) },
      ...{ issuer: 'بنك البلاد', amount: halalas(minor), dueOn },
    }),
  )
  const over = openOf(world).map(({ itemId, left }) => ({
    itemId,
    left: Math.max(0, left - spokenFor(world, itemId) - objectedTo(world, itemId, left)),
  }))
  const { shares } = lay(minor, over)
  world.cheques.push({
    ...{ id, minor, dueOn, shares, state: 'in_hand', depositedOn: null, paymentId: null },
  })
  return [real, 'done']
}

const moves = {
  deposit: { from: ['in_hand', 'bounced'], to: 'deposited' },
  clear: { from: ['deposited'], to: 'cleared' },
  bounce: { from: ['deposited', 'cleared'], to: 'bounced' },
  give_back: { from: ['in_hand', 'bounced'], to: 'returned' },
} as const satisfies Record<
  string,
  Readonly<{ from: readonly Cheque['state'][]; to: Cheque['state'] }>
>
const names = ['deposit', 'clear', 'bounce', 'clear', 'deposit', 'give_back'] as const

const movesCheque: Play = async (desk, world, { a, b }) => {
  const cheque = pick(world.cheques, a)
  if (!cheque) return undefined
  const move = pick(names, b) ?? 'deposit'
  const newPaymentId = newId()
  const { id, minor, shares, state, paymentId } = cheque
  const asked = { id, move, ...(move === 'clear' && { newPaymentId }) }
  const real = await desk.tried(moveInstrument(desk.session(), asked))
  const from: readonly string[] = moves[move].from
  if (!from.includes(state)) return [real, 'payments.instrument_cannot']
  if (move === 'deposit') cheque.depositedOn = world.day
  if (move === 'bounce' && paymentId) unpay(world, paymentId)
  if (move === 'clear') {
    const own = shares.map(({ itemId, minor: meant }) => ({
      itemId,
      minor: Math.min(meant, leftOf(world, itemId)),
    }))
    pay(
      world,
      { id: newPaymentId, minor, paidOn: world.day },
      own.filter((share) => share.minor > 0),
    )
    cheque.paymentId = newPaymentId
  }
  cheque.state = moves[move].to
  return [real, 'done']
}

const concedes: Play = async (desk, world, { a, b, c }) => {
  const found = pick(openOf(world), a)
  if (!found) return undefined
  const id = newId()
  const kind = pick(['waiver', 'write_off', 'settlement'] as const, c) ?? 'waiver'
  const isSettlement = kind === 'settlement'
  const minor = c % 4 === 0 && !isSettlement ? found.left : riyals(b, 700)
  const payBy = addDays(world.day, b % 9)
  const real = await desk.tried(
    proposeConcession(desk.session(), {
      ...{ id, customerId: world.customerId, kind, currency: 'SAR', invoiceIds: [found.id] },
      ...{ amount: halalas(minor), method: 'ledger', reason: 'اتفاق مع العميل' },
      ...(isSettlement && { payBy }),
    }).then(async () => {
      if (isSettlement) await acceptConcession(desk.session(), { id, saidBy: 'أبو سعد' })
    }),
  )
  const stands = world.concessions.some(
    ({ state, items }) => state === 'accepted' && items[0]?.itemId === found.itemId,
  )
  if (stands) return [real, 'collections.concession_stands']
  if (isSettlement && minor >= found.left) return [real, 'collections.concession_pay_too_much']
  if (minor > found.left) return [real, 'collections.concession_of_nothing']
  const concession = {
    ...{ id, kind, items: [{ itemId: found.itemId, minor: found.left }], at: world.tick },
    ...{ pay: isSettlement ? minor : 0, waived: isSettlement ? found.left - minor : minor },
    lastDay: addDays(payBy, 3),
    state: isSettlement ? ('accepted' as const) : ('posted' as const),
    posted: 0,
  }
  world.concessions.push(concession)
  if (!isSettlement) letGo(world, concession)
  return [real, 'done']
}

const takesBack: Play = async (desk, world, { a }) => {
  const found = pick(world.concessions, a)
  if (!found) return undefined
  const { id, state } = found
  const inBooks = state === 'posted' || state === 'kept'
  const reason = 'رجعنا عنه'
  const made =
    state === 'accepted'
      ? withdrawConcession(desk.session(), { id, reason })
      : reverseConcession(desk.session(), { id, reason, requestId: newId() })
  const real = await desk.tried(made)
  if (!inBooks && state !== 'accepted') return [real, 'collections.concession_ended']
  if (inBooks) takeBack(world, id, found.posted)
  found.state = 'ended'
  return [real, 'done']
}

export const moneySteps = {
  ...{ invoice, payment, bounce, saysPaid, answersNotice, takesCheque, movesCheque },
  ...{ concedes, takesBack, onAccount },
}
