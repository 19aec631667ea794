import { defaultPolicy } from '#core/collections/policy.ts'
import { addDays } from '#core/day.ts'
import { newId } from '#test/house.ts'
import { halalas } from '#test/money.ts'
import type { Call } from './caller.ts'

const line = (words: string) => ({
  description: words,
  quantity: '2',
  unitPrice: '150',
  vat: { category: 'S', rateBasisPoints: 1500 },
})

export async function fillMoney(call: Call, mark: string, customerId: string, day: string) {
  const draft = { customerId, currency: 'SAR', issuedOn: day, lines: [line(`بند ${mark}`)] }
  const words = { reference: mark, notes: mark, contract: mark }
  await call('invoicing.create', { id: newId(), ...draft, ...words })
  const posted = [newId(), newId(), newId()]
  for (const id of posted) await call('invoicing.create', { id, ...draft, ...words, post: true })
  const [first = '', , third = ''] = posted
  await call('invoicing.credit', { id: first, noteId: newId(), reason: `خصم ${mark}` })
  await call('payments.record', {
    id: newId(),
    customerId,
    amount: halalas(50_000),
    method: 'transfer',
    paidOn: day,
    reference: mark,
    note: mark,
  })
  const onAccount = newId()
  await call('payments.record', {
    id: onAccount,
    customerId,
    amount: halalas(9000),
    method: 'cash',
    paidOn: day,
    note: mark,
    shares: [],
  })
  await call('payments.refund', {
    id: newId(),
    paymentId: onAccount,
    amount: halalas(1000),
    way: 'transfer',
    note: mark,
    reference: mark,
  })
  await call('payments.createLink', { id: newId(), customerId, invoiceIds: [third] })
  const disputeId = newId()
  await call('collections.openDispute', {
    id: disputeId,
    invoiceId: third,
    reason: 'quality',
    amount: halalas(100),
    note: mark,
  })
  await call('collections.addDisputeWord', { id: disputeId, requestId: newId(), text: mark })
  await call('collections.proposeConcession', {
    ...{ id: newId(), customerId, kind: 'settlement', currency: 'SAR', invoiceIds: [third] },
    ...{ amount: halalas(1000), payBy: addDays(day, 7), reason: `تسوية ${mark}` },
  })
  await call('collections.makePromise', {
    ...{ id: newId(), customerId, amount: halalas(1000), dueOn: addDays(day, 7), source: 'call' },
    ...{ invoiceIds: [third], note: mark, saidBy: mark },
  })
  await call('collections.proposePaymentPlan', {
    ...{ id: newId(), customerId, amount: halalas(600), invoiceIds: [third], note: mark },
    ...{ graceDays: 5, breaksAfter: 1, answerBy: addDays(day, 7) },
    instalments: [
      { dueOn: addDays(day, 10), minor: 300 },
      { dueOn: addDays(day, 40), minor: 300 },
    ],
  })
  await call('collections.requestConfirmations', {
    ...{ id: newId(), asOf: day, whom: 'chosen', customerIds: [customerId] },
    ...{ answerBy: addDays(day, 14), channel: 'best', remindEveryDays: 5 },
  })
  await call('collections.pause', { id: newId(), customerId, reason: mark })
  await fillPolicies(call, mark, day)
  await call('collections.recordContact', {
    ...{ id: newId(), customerId, direction: 'in', outcome: 'call_back', note: mark },
    ...{ spokenTo: mark, followUp: { on: addDays(day, 3), minute: 600 } },
  })
  await call('collections.takeDesk', { customerId })
  await call('invoicing.send', { id: third, sendingId: newId() })
}

/** A policy that was tried on the past, and one that was compared with the general one. */
async function fillPolicies(call: Call, mark: string, day: string) {
  const key = 'compared'
  const policy = { ...defaultPolicy, key, isDefault: false, isOff: true }
  const [id, trialId] = [newId(), newId()]
  await call('collections.savePolicy', { key, name: mark, place: 10, policy })
  await call('collections.orderPolicies', { keys: [key, defaultPolicy.key] })
  await call('collections.startSimulation', { id, key, name: mark, place: 10, policy, costs: {} })
  await call('collections.startTrial', {
    ...{ id: trialId, name: mark, policyA: defaultPolicy.key, policyB: key },
    to: addDays(day, 30),
  })
  await call('collections.endTrial', { id: trialId, winner: null })
}
