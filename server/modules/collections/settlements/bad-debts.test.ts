import { beforeAll, expect, test } from 'vitest'
import { BadDebtInput } from '#core/collections/bad-debt-api.ts'
import { ProposeConcession } from '#core/collections/settlement.ts'
import { createInvoice } from '#modules/invoicing/create-invoice.ts'
import { addOpeningInvoice } from '#modules/invoicing/index.ts'
import { recordPayment } from '#modules/payments/record-payment.ts'
import { reaction } from '#platform/command.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { customerOf, line, registerSeller, written } from '#test/invoicing.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { addPaper } from '../agencies/evidence/papers.ts'
import { recoverBadDebt } from './answer.ts'
import { badDebtsFile, listBadDebts } from './bad-debts.ts'
import { proposeConcession } from './propose.ts'

const { the, debtor } = openChase()
beforeAll(() => registerSeller(the))

const opening = reaction('test.taxed', (work, input: Parameters<typeof addOpeningInvoice>[1]) =>
  addOpeningInvoice(work, input),
)
const list = (change: object = {}) =>
  listBadDebts(the.session(), BadDebtInput.parse({ limit: 50, ...change }))
const answers = async (customerId: string) => {
  const [row] = (await list({ customerId })).rows
  return Object.fromEntries((row?.conditions ?? []).map(({ code, answer }) => [code, answer]))
}
const invoiced = async (issuedOn: string, unitPrice = '500') => {
  const customerId = await customerOf(the)
  const lines = [line({ unitPrice })]
  const { id } = await createInvoice(the.session(), written(customerId, { issuedOn, lines }))
  return { id: customerId, invoices: [id] }
}
const pay = async (customerId: string, riyals: number) => {
  await recordPayment(the.session(), {
    ...{ id: newId(), customerId, amount: sar(riyals), method: 'transfer' as const },
    ...{ paidOn: '2026-11-22', sendReceipt: false },
  })
  await the.drain()
}
const writeOff = (of: { id: string; invoices: string[] }) =>
  proposeConcession(
    the.session(),
    ProposeConcession.parse({
      ...{ id: newId(), customerId: of.id, kind: 'write_off', currency: 'SAR' },
      ...{ invoiceIds: of.invoices, reason: 'أغلق محله' },
    }),
  )
const put = (customerId: string, kind: 'notice' | 'legal', invoiceId?: string) =>
  addPaper(the.session(), {
    ...{ id: newId(), customerId, kind, ...(invoiceId && { invoiceId }) },
    file: pdfFile('إنذار.pdf'),
  })

test('an old debt that was written off and told of is ready, with the tax in what is unpaid', async () => {
  const lost = await invoiced('2025-08-10')
  await pay(lost.id, 690)
  expect(await answers(lost.id)).toEqual({
    ...{ reported: 'holds', age: 'holds', written_off: 'lacks', told: 'lacks' },
    legal: 'not_needed',
  })
  await writeOff(lost)
  await put(lost.id, 'notice', lost.invoices[0])
  expect(await list({ customerId: lost.id })).toMatchObject({
    rows: [{ unpaid: sar(460), lost: sar(460), vat: sar(60), standing: 'ready' }],
    ...{ total: 1, vat: sar(60), ready: sar(60) },
  })
  const csv = await (await badDebtsFile(the.session(), { customerId: lost.id })).text()
  expect(csv).toContain('460.00,460.00,60.00')
  expect(csv).toContain('راجع مستشارك')
})

test('what came back of it lowers the tax again', async () => {
  const lost = await invoiced('2025-08-10')
  const made = await writeOff(lost)
  await pay(lost.id, 230)
  await recoverBadDebt(the.session(), { id: made.id, requestId: newId(), amount: sar(230) })
  expect((await list({ customerId: lost.id })).rows[0]).toMatchObject({
    ...{ unpaid: sar(920), lost: sar(920), vat: sar(120) },
  })
})

test('above a hundred thousand, legal steps are asked for: a paper about its customer is one', async () => {
  const lost = await invoiced('2025-08-10', '50000')
  await writeOff(lost)
  expect(await answers(lost.id)).toMatchObject({ legal: 'lacks', told: 'lacks' })
  await put(lost.id, 'legal')
  expect(await answers(lost.id)).toMatchObject({ legal: 'holds', told: 'lacks' })
})

test('one that is not a year old waits for its day, and a young one is not there', async () => {
  const young = await invoiced('2026-01-20')
  const [row] = (await list({ customerId: young.id, standing: ['lacks'] })).rows
  expect(row?.conditions).toContainEqual({ code: 'age', answer: 'lacks', on: '2027-01-20' })
  expect((await list({ customerId: young.id, standing: ['ready'] })).total).toBe(0)
  const fresh = await invoiced('2026-06-01')
  expect((await list({ customerId: fresh.id })).rows).toEqual([])
})

test('of an invoice from another system the report is looked up there', async () => {
  the.setNow('2027-09-01T08:00:00Z')
  const customerId = await customerOf(the)
  await opening(the.session(), {
    ...{ id: newId(), customerId, issuedOn: '2026-08-01', dueOn: '2026-09-01', currency: 'SAR' },
    ...{ gross: 115_00, balance: 115_00, vat: 15_00 },
  })
  expect(await answers(customerId)).toMatchObject({ reported: 'check', age: 'holds' })
})

// A debt without tax stood there with 0.00, and nothing of it could ever come back.
test('a debt without tax in it is no row of the list', async () => {
  the.setNow('2027-09-01T08:00:00Z')
  const old = await debtor([{ due: '2026-09-01' }])
  expect(await list({ customerId: old.id })).toMatchObject({ rows: [], total: 0 })
})

test('a colleague of some customers sees those alone', async () => {
  const session = the.session({ 'collections.read': 'own' })
  const own = { ...session, actor: { ...session.actor, id: newId() } }
  expect((await listBadDebts(own, BadDebtInput.parse({}))).rows).toEqual([])
  expect((await list()).rows.length).toBeGreaterThan(0)
})
