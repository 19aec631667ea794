import { afterEach, beforeEach, expect, test } from 'vitest'
import { listLines, showLine } from '#modules/payments/bank/lines.ts'
import { linkEntry } from '#modules/payments/bank/link-entry.ts'
import { takeStatement } from '#modules/payments/bank/take-statement.ts'
import { agenciesOf } from '#test/agency.ts'
import { bankOf } from '#test/bank.ts'
import { openChase } from '#test/chase.ts'
import { newId, sar } from '#test/house.ts'
import { problemsOf } from '#test/invoicing.ts'
import { transferAgency, undoAgencyTransfer } from './transfers.ts'

const chase = openChase()
const { the } = chase
beforeEach(() => the.setNow('2026-11-23T09:00:00Z'))
afterEach(async () => expect(await problemsOf(the)).toEqual([]))

const { referred, booked } = agenciesOf(chase)
const { account, fileOf, taken } = bankOf(the)
const show = (id: string, session = the.session()) => showLine(session, { id })
const link = (id: string, entryId: string) => linkEntry(the.session(), { id, entryId })

// The line of a hand-over could only be given to a customer: the same money twice, or be put aside.
test('the line of what an agency handed over is its entry, and nothing is booked again', async () => {
  const { came, hand } = await referred()
  const { report } = await came(1000)
  await hand([report])
  const before = await booked()
  const [line = ''] = await taken(['2026-11-22', 'حوالة شركة المتابعة', 770])
  const { entries } = await show(line)
  expect(entries).toMatchObject([
    { documentKind: 'agency_remittance', name: 'شركة المتابعة للتحصيل', amount: sar(770) },
  ])
  expect(await link(line, entries[0]?.entryId ?? '')).toMatchObject({
    state: 'matched',
    entry: { documentKind: 'agency_remittance', name: 'شركة المتابعة للتحصيل' },
  })
  expect(await booked()).toEqual(before)
})

test('who may not know the agency reads of its entry what it is, and who sees some customers alone reads none', async () => {
  const { came, hand } = await referred()
  await hand([(await came(500)).report])
  const [line = ''] = await taken(['2026-11-22', 'وارد', 385])
  const clerk = the.session(['payments.see_bank', 'payments.bank'])
  expect((await show(line, clerk)).entries).toMatchObject([
    { documentKind: 'agency_remittance', entryNumber: null, name: null },
  ])
  const narrow = { 'payments.see_bank': 'own', 'collections.read': 'own' } as const
  expect((await show(line, the.session(narrow))).entries).toEqual([])
  const [entry] = (await show(line)).entries
  await link(line, entry?.entryId ?? '')
  expect((await show(line, clerk)).entry).toMatchObject({ entryNumber: null, name: null })
  expect((await show(line, the.session(narrow))).entry).toBeNull()
})

test('a transfer is of the lines of the account that it names, and undone it gives its line back', async () => {
  const { agencyId, came } = await referred()
  await came(300)
  const [own, other] = [await account(), await account()]
  const { id } = await transferAgency(the.session(), {
    ...{ id: newId(), agencyId, way: 'in', amount: sar(300), paidOn: '2026-11-23' },
    ...{ reference: 'FT26', bankAccountId: own },
  })
  const lineOf = async (accountId: string) => {
    const file = fileOf([
      ['2026-11-22', 'رسوم', -1],
      ['2026-11-23', 'وارد من الوكالة', 300],
    ])
    await takeStatement(the.session(), { id: newId(), accountId, ...file, sure: false })
    const { rows } = await listLines(the.session(), { accountId, limit: 5 })
    return rows[0]?.id ?? ''
  }
  const [line, elsewhere] = [await lineOf(own), await lineOf(other)]
  const [entry] = (await show(line)).entries
  expect(entry).toMatchObject({ documentKind: 'agency_transfer', entryNumber: 'FT26' })
  expect((await show(elsewhere)).entries).toEqual([])
  await expect(link(elsewhere, entry?.entryId ?? '')).rejects.toMatchObject({
    code: 'payments.entry_other',
  })
  await link(line, entry?.entryId ?? '')
  await undoAgencyTransfer(the.session(), { id, reason: 'سُجّلت خطأ' })
  expect(await show(line)).toMatchObject({ state: 'open', entry: null, entries: [] })
})
