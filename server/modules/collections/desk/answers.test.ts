import { expect, test } from 'vitest'
import { DeskInput } from '#core/collections/desk-api.ts'
import { ProposeConcession } from '#core/collections/settlement.ts'
import { systemSession } from '#platform/jobs.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { closeDispute } from '../disputes/answer.ts'
import { showDispute } from '../disputes/queries.ts'
import { settlementsJob } from '../settlements/judge.ts'
import { sendConcession } from '../settlements/letter.ts'
import { proposeConcession } from '../settlements/propose.ts'
import { rebuildDesk } from './build.ts'
import { listDesk } from './queue.ts'
import { recordContact } from './record-contact.ts'

const { the, debtor } = openChase()
const whyOf = async ({ id }: Debtor) => {
  await the.drain()
  const { rows } = await listDesk(the.session(), DeskInput.parse({ whose: 'all', limit: 200 }))
  return rows.find(({ customerId }) => customerId === id)?.why.map(({ code }) => code)
}
const objected = async (of: Debtor, amount?: number) => {
  const id = newId()
  await recordContact(the.session(), {
    ...{ id: newId(), customerId: of.id, channel: 'call', direction: 'in' },
    ...{ outcome: 'disputes', note: '', spokenTo: '', followUp: { on: '2026-11-30', minute: 600 } },
    dispute: {
      ...{ id, invoiceId: of.invoices[0] ?? '', reason: 'amount' },
      ...(amount && { amount: sar(amount) }),
    },
  })
  return id
}
const answer = (id: string, tell: boolean) =>
  closeDispute(the.session(), { id, outcome: 'rejected', note: 'السعر كما في العقد', tell })

test('a part of an invoice that is disputed at the desk leaves the rest to be asked for', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-11-18', riyals: 500 }])
  const id = await objected(late, 120)
  expect(await showDispute(the.session(), { id })).toMatchObject({
    ...{ amount: sar(120), balance: sar(500), source: 'desk' },
  })
})

test('an answered dispute brings the customer back until somebody tells them', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-11-18' }])
  const id = await objected(late)
  expect(await whyOf(late)).toBeUndefined()
  the.setNow('2026-11-22T09:00:00Z')
  await answer(id, false)
  expect(await whyOf(late)).toContain('dispute_answered')
  the.setNow('2026-11-22T10:00:00Z')
  await recordContact(the.session(), {
    ...{ id: newId(), customerId: late.id, channel: 'call', direction: 'in' },
    ...{ outcome: 'refuses', note: '', spokenTo: '', followUp: { on: '2026-11-23', minute: 600 } },
  })
  the.setNow('2026-11-23T08:00:00Z')
  await rebuildDesk(the.session(), {})
  expect(await whyOf(late)).not.toContain('dispute_answered')
})

test('whoever was told of the answer is not called about it', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-11-18' }])
  await answer(await objected(late), true)
  await the.drain()
  const { rows } = await listDesk(
    the.session(),
    DeskInput.parse({ whose: 'all', when: 'later', limit: 200 }),
  )
  const row = rows.find(({ customerId }) => customerId === late.id)
  expect(row?.why.map(({ code }) => code)).not.toContain('dispute_answered')
})

test('an offer is spoken about before it runs out, and after it ran out unanswered', async () => {
  the.setNow(now)
  const late = await debtor([{ due: '2026-11-18', riyals: 1000 }])
  const id = newId()
  await proposeConcession(
    the.session(),
    ProposeConcession.parse({
      ...{ id, customerId: late.id, kind: 'settlement', currency: 'SAR' },
      ...{ invoiceIds: late.invoices, amount: sar(700), payBy: '2026-11-27', reason: 'اتفاق' },
    }),
  )
  await sendConcession(the.session(), { id, requestId: newId() })
  expect(await whyOf(late)).toBeUndefined()
  the.setNow('2026-11-24T08:00:00Z')
  await rebuildDesk(the.session(), {})
  expect(await whyOf(late)).toContain('offer_ends')
  the.setNow('2026-11-28T08:00:00Z')
  await settlementsJob.run(systemSession(the.house, the.company.companyId), {})
  expect(await whyOf(late)).toContain('offer_expired')
})
