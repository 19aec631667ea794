import { expect, test } from 'vitest'
import { DeskInput, RecordContact } from '#core/collections/desk-api.ts'
import { ProposeConcession } from '#core/collections/settlement.ts'
import { systemSession } from '#platform/jobs.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { acceptPlan } from '../payment-plans/answer.ts'
import { sendPlan } from '../payment-plans/letter.ts'
import { proposePlan } from '../payment-plans/propose.ts'
import { judgePromisesJob } from '../promise-judge.ts'
import { makePromise } from '../promises.ts'
import { acceptConcession } from '../settlements/answer.ts'
import { settlementsJob } from '../settlements/judge.ts'
import { previewConcession, sendConcession } from '../settlements/letter.ts'
import { proposeConcession } from '../settlements/propose.ts'
import { listConcessions } from '../settlements/queries.ts'
import { showCard } from './card.ts'
import { showProgress } from './progress.ts'
import { listDesk } from './queue.ts'
import { recordContact } from './record-contact.ts'

const { the, debtor, mailsTo } = openChase()

const rowOf = async ({ id }: Debtor, when: 'now' | 'later' = 'now') => {
  await the.drain()
  const asked = DeskInput.parse({ whose: 'all', when, limit: 200 })
  const { rows } = await listDesk(the.session(), asked)
  return rows.find(({ customerId }) => customerId === id)
}
const cardOf = ({ id }: Debtor) => showCard(the.session(), { id })
const past = async (of: Debtor) =>
  (await cardOf(of)).happenings.map(({ kind, at, facts }) => [
    ...[kind, facts['state'], at.slice(0, 10)],
  ])
const settle = async (of: Debtor, invoiceIds = of.invoices) => {
  const made = await proposeConcession(
    the.session(),
    ProposeConcession.parse({
      ...{ id: newId(), customerId: of.id, kind: 'settlement', currency: 'SAR', invoiceIds },
      ...{ amount: sar(200), payBy: '2026-12-06', reason: 'اتفاق مع العميل' },
    }),
  )
  return made.id
}
const promise = (of: Debtor, riyals: number, invoiceIds: string[] = []) =>
  makePromise(the.session(), {
    ...{ id: newId(), customerId: of.id, amount: sar(riyals), dueOn: '2026-11-26', invoiceIds },
    ...{ source: 'call', note: '', saidBy: '' },
  })
const promisesOf = async ({ id }: Debtor) =>
  (await the.sql<{ state: string }>('select state from promise where customer_id = $1', [id])).map(
    ({ state }) => state,
  )
const plan = async (of: Debtor, riyals: number, invoiceIds: string[] = []) => {
  const id = newId()
  await proposePlan(the.session(), {
    ...{ id, customerId: of.id, amount: sar(riyals), invoiceIds, graceDays: 5, breaksAfter: 1 },
    ...{ answerBy: '2026-11-29', note: '' },
    instalments: [
      { dueOn: '2026-12-01', minor: 100_00 },
      { dueOn: '2026-12-20', minor: riyals * 100 - 100_00 },
    ],
  })
  return id
}

test('a settlement is ready before it is sent, and who was sent it rests until it nears its end', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18' }])
  const id = await settle(late)
  const ready = await rowOf(late)
  expect([ready?.step, ready?.why.map(({ code }) => code)]).toEqual([
    ...['send_offer', expect.arrayContaining(['offer_ready'])],
  ])
  const before = await cardOf(late)
  expect(before.offer).toMatchObject({ id, state: 'offered', sentAt: null, payBy: '2026-12-06' })
  expect(before.talk.say).toContain('offer_settlement')
  expect(await past(late)).toEqual([['settlement', 'ready', '2026-11-22']])

  await sendConcession(the.session(), { id, requestId: newId() })
  const resting = await rowOf(late, 'later')
  expect(resting).toMatchObject({ step: 'wait_offer', stepUntil: '2026-12-06', waits: 'offer' })
  expect(resting?.dueAt?.slice(0, 10)).toBe('2026-12-02')
  const after = await cardOf(late)
  expect(after.talk.say[1]).toBe('recall_offer')
  expect(after.talkFacts).toMatchObject({ agreed_minor: 200_00, agreed_on: '2026-12-06' })
  expect(await past(late)).toEqual([['settlement', 'offered', '2026-11-22']])
  const { rows } = await listConcessions(the.session(), {
    ...{ customerId: late.id, limit: 5, sort: 'proposed_at', direction: 'desc' },
  })
  expect(rows[0]?.sentAt).not.toBeNull()

  the.setNow('2026-11-23T08:00:00Z')
  await acceptConcession(the.session(), { id, saidBy: 'أبو سعد' })
  expect(await rowOf(late, 'later')).toMatchObject({ step: 'wait_settlement' })
  expect(await past(late)).toEqual([
    ['settlement', 'accepted', '2026-11-23'],
    ['settlement', 'offered', '2026-11-22'],
  ])
  expect((await cardOf(late)).talk.say[1]).toBe('recall_settlement')
})

test('who asks for a settlement was spoken with, and comes back three days later', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18' }])
  const card = await cardOf(late)
  const { on, minute } = card.proposed['wants_settlement'] ?? {}
  expect([on, minute]).toEqual(['2026-11-25', 600])
  expect(card.afterOffer).toEqual({ on, minute })
  const before = await showProgress(the.session(), {})
  const asked = { id: newId(), customerId: late.id, outcome: 'wants_settlement' }
  await expect(
    recordContact(the.session(), RecordContact.parse({ ...asked, id: newId() })),
  ).rejects.toMatchObject({ code: 'collections.follow_up_needed' })
  await recordContact(the.session(), RecordContact.parse({ ...asked, followUp: { on, minute } }))
  expect(await rowOf(late, 'later')).toMatchObject({ waits: 'follow_up' })
  expect((await showProgress(the.session(), {})).contacts).toBe(before.contacts + 1)
  expect((await cardOf(late)).happenings[0]?.facts).toMatchObject({ outcome: 'wants_settlement' })
})

test('an offer shows its way and its words before it leaves, and goes the way that was asked for', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18' }])
  const id = await settle(late)
  const seen = await previewConcession(the.session(), { id })
  expect([seen.why.channel, seen.words.includes('200.00'), seen.open]).toEqual([
    ...['email', true, ['email']],
  ])
  expect((await cardOf(late)).offer).toMatchObject({ sentAt: null, sentChannel: null })
  const away = sendConcession(the.session(), { id, requestId: newId(), channel: 'sms' })
  await expect(away).rejects.toMatchObject({ code: 'collections.no_way_to_send' })
  const input = { id, requestId: newId(), channel: 'email' } as const
  const sent = await sendConcession(the.session(), input)
  expect(await sendConcession(the.session(), input)).toEqual(sent)
  expect(sent).toMatchObject({ state: 'queued', channel: 'email' })
  await the.drain()
  expect(mailsTo(late)).toHaveLength(1)
  expect((await cardOf(late)).offer).toMatchObject({ sentChannel: 'email' })
  const others = the.session({ 'collections.concede': 'own' })
  await expect(previewConcession(others, { id })).rejects.toMatchObject({
    code: 'collections.concession_not_found',
  })
})

test('the link of a plan is known to have been sent, by which way and when', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18' }])
  const id = await plan(late, 300)
  expect((await cardOf(late)).plan).toEqual({ id, sentAt: null, sentChannel: null })
  the.setNow('2026-11-22T09:00:00Z')
  await sendPlan(the.session(), { id, requestId: newId() })
  expect((await cardOf(late)).plan).toEqual({
    ...{ id, sentAt: expect.stringMatching(/^2026-11-22T09:00/), sentChannel: 'email' },
  })
  expect(await past(late)).toEqual([
    ['plan', 'sent', '2026-11-22'],
    ['plan', 'proposed', '2026-11-22'],
  ])
  await acceptPlan(the.session(), { id, by: 'أبو سعد', note: 'وافق في اتصال' })
  expect((await cardOf(late)).plan).toBeNull()
  the.setNow(now)
})

test('an offer that ran out before anybody sent it is not said to be unanswered', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18' }])
  await settle(late)
  the.setNow('2026-12-07T08:00:00Z')
  await settlementsJob.run(systemSession(the.house, the.company.companyId), {})
  const row = await rowOf(late)
  expect(row?.why.map(({ code }) => code)).toContain('offer_unsent')
  expect(row?.why.map(({ code }) => code)).not.toContain('offer_expired')
  const card = await cardOf(late)
  expect([card.offer, card.talk.say]).toEqual([null, expect.not.arrayContaining(['recall_offer'])])
  expect(await past(late)).toEqual([['settlement', 'unsent', '2026-12-07']])
})

test('an offer of a part leaves the rest to be asked for', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18' }, { due: '2026-09-18' }])
  const id = await settle(late, late.invoices.slice(0, 1))
  await sendConcession(the.session(), { id, requestId: newId() })
  const row = await rowOf(late)
  expect([row?.step, row?.why.map(({ code }) => code)]).toEqual([
    ...['write', expect.arrayContaining(['offer_stands'])],
  ])
})

test('who agrees to a plan over all that they promised is held to the promise no more', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18', riyals: 300 }, { due: '2026-09-18' }])
  const made = await promise(late, 300)
  const id = await plan(late, 800)
  expect(await past(late)).toContainEqual(['plan', 'proposed', '2026-11-22'])
  expect((await cardOf(late)).talkFacts).toMatchObject({ agreed_on: '2026-11-29' })
  expect((await cardOf(late)).talk.say[1]).toBe('recall_plan_offer')
  expect(await promisesOf(late)).toEqual(['open'])
  await acceptPlan(the.session(), { id, by: 'أبو سعد', note: 'وافق في اتصال' })
  expect(await promisesOf(late)).toEqual(['renegotiated'])
  const told = await the.sql<{ replaced: string; action: string }>(
    `select e.facts->>'replacedBy' as replaced, a.action from event e
     join audit a on a.about_id = e.about_id and a.action = 'collections.promise_replaced'
     where e.about_id = $1 and e.name = 'collections.promise_replaced'`,
    [made.id],
  )
  expect(told).toEqual([{ replaced: id, action: 'collections.promise_replaced' }])
  expect(await past(late)).toContainEqual(['plan', 'active', '2026-11-22'])
  expect(await rowOf(late, 'later')).toMatchObject({
    ...{ step: 'wait_instalment', stepUntil: '2026-12-06' },
  })
})

test('a promise over something else too outlives the plan', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18', riyals: 300 }, { due: '2026-09-18' }])
  const [first = ''] = late.invoices
  await promise(late, 400)
  const id = await plan(late, 300, [first])
  await acceptPlan(the.session(), { id, by: 'أبو سعد', note: 'وافق في اتصال' })
  expect(await promisesOf(late)).toEqual(['open'])
})

test('a settlement over all that was promised ends the promise too', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18' }])
  await promise(late, 300)
  const id = await settle(late)
  await acceptConcession(the.session(), { id, saidBy: 'أبو سعد' })
  expect(await promisesOf(late)).toEqual(['renegotiated'])
})

test('a word that was not kept stands on its own day, whenever that was found', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-08-18' }])
  await promise(late, 300)
  the.setNow('2026-12-20T08:00:00Z')
  await judgePromisesJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
  expect(await past(late)).toEqual([['promise', 'broken', '2026-11-29']])
})
