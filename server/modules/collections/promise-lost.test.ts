import { afterEach, beforeAll, expect, test } from 'vitest'
import { RecordContact } from '#core/collections/desk-api.ts'
import { ProposeConcession } from '#core/collections/settlement.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { systemSession } from '#platform/jobs.ts'
import { client } from '#test/browserless.ts'
import { type Debtor, now, openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { problemsOf, registerSeller } from '#test/invoicing.ts'
import { linkFor } from '#test/pay-online.ts'
import { recordContact } from './desk/record-contact.ts'
import { judgePromisesJob } from './promise-judge.ts'
import { makePromise } from './promises.ts'
import { reverseConcession } from './settlements/answer.ts'
import { proposeConcession } from './settlements/propose.ts'

const { the, debtor, on } = openChase()
beforeAll(async () => {
  await registerSeller(the)
  await on()
})
afterEach(async () => {
  the.setNow(now)
  expect(await problemsOf(the)).toEqual([])
})

const promise = (of: Debtor, riyals: number) =>
  makePromise(the.session(), {
    ...{ id: newId(), customerId: of.id, amount: sar(riyals), dueOn: '2026-11-26' },
    ...{ invoiceIds: [], source: 'call' as const, note: '', saidBy: '' },
  })
const writeOff = async ({ id, invoices }: Debtor) => {
  const made = await proposeConcession(
    the.session(),
    ProposeConcession.parse({
      ...{ id: newId(), customerId: id, kind: 'write_off', currency: 'SAR' },
      ...{ invoiceIds: invoices, reason: 'أُعلن إفلاسه' },
    }),
  )
  await the.drain()
  return made
}
const pay = async (of: Debtor, riyals: number) => {
  await recordPayment(the.session(), {
    ...{ id: newId(), customerId: of.id, amount: sar(riyals), method: 'transfer' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false },
  })
  await the.drain()
}
const promisesOf = ({ id }: Debtor) =>
  the.sql<{ state: string; kept: number; source: string }>(
    'select state, kept, source from promise where customer_id = $1 order by made_at, id',
    [id],
  )
const judged = async (of: Debtor) => {
  the.setNow('2026-12-02T08:00:00Z')
  await judgePromisesJob.run(systemSession(the.house, the.company.companyId), {})
  await the.drain()
  return promisesOf(of)
}

test('a debt that was written off keeps nobody’s word', async () => {
  const late = await debtor([{ due: '2026-11-12', riyals: 500 }])
  await promise(late, 500)
  const lost = await writeOff(late)
  expect(await promisesOf(late)).toMatchObject([{ state: 'open', kept: 0 }])
  expect(await judged(late)).toMatchObject([{ state: 'broken', kept: 0 }])
  await reverseConcession(the.session(), { id: lost.id, requestId: newId(), reason: 'وُجد' })
})

test('what came before the rest was lost is what came', async () => {
  const late = await debtor([{ due: '2026-11-12', riyals: 500 }])
  await promise(late, 500)
  await pay(late, 300)
  await writeOff(late)
  expect(await judged(late)).toMatchObject([{ state: 'partly_kept', kept: 300_00 }])
})

test('a word on the phone and one on the page at the same instant are one promise', async () => {
  for (let n = 0; n < 4; n++) {
    const late = await debtor([{ due: '2026-11-12', riyals: 500 }])
    const [id = ''] = late.invoices
    const { token } = await linkFor(the, late.id, [{ id, itemId: '', number: '' }])
    const said = { id: newId(), amount: sar(500), dueOn: '2026-11-26' }
    const [called, answer] = await Promise.all([
      recordContact(
        the.session(),
        RecordContact.parse({
          ...{ id: newId(), customerId: late.id, outcome: 'promised', promise: said },
        }),
      ),
      client(the)('POST', `/pay/${token}/promises`, { ...said, id: newId(), dueOn: '2026-11-30' }),
    ])
    const all = await promisesOf(late)
    expect(all.filter(({ state }) => state === 'open')).toMatchObject([{ source: 'call' }])
    expect(called.promised).toEqual(sar(500))
    expect([all.length, answer.status]).toEqual(answer.status === 200 ? [2, 200] : [1, 409])
  }
})
