import { expect, test } from 'vitest'
import { bankOf } from '#test/bank.ts'
import { openHouse } from '#test/house.ts'
import { readApart } from './read-apart.ts'
import { previewBank } from './take-statement.ts'

const house = openHouse({ now: '2026-11-21T09:00:00+03:00' })
const { account } = bankOf(house)

const heads = 'Date,Description,Debit,Credit,Balance'
const sheetOf = (lines: number): string =>
  [
    heads,
    ...Array.from({ length: lines }, (_, n) => `2026-11-02,Transfer ${n},,1.00,${n + 1}.00`),
  ].join('\n')
const encoded = (text: string) => Buffer.from(text).toString('base64')

test('while a large file is read, the house answers others', async () => {
  const accountId = await account()
  let turns = 0
  const others = setInterval(() => {
    turns += 1
  }, 1)
  const read = await readApart({
    ...{ content: encoded(sheetOf(30_000)), currency: 'SAR', mapping: undefined },
  })
  clearInterval(others)
  expect([read.statement?.lines.length, read.statement?.proven]).toEqual([30_000, true])
  expect(turns).toBeGreaterThan(20)
  const content = encoded(sheetOf(3000))
  const seen = await previewBank(house.session(), { accountId, fileName: 'year.csv', content })
  expect(seen.statement).toMatchObject({ lines: 3000, proven: true, known: 0 })
})

test('what is wrong with a large file is said as of a small one', async () => {
  const filler = `<a>${'x'.repeat(100_000)}</a>`
  const read = (text: string) =>
    readApart({ content: encoded(text), currency: 'SAR', mapping: undefined })
  await expect(read(`<?xml version="1.0"?><!DOCTYPE a>${filler}`)).rejects.toMatchObject({
    code: 'payments.statement_unreadable',
  })
  const bad = await read(`${sheetOf(3000)}\n2026-11-02,Gap,,1.00,9.00`)
  expect(bad.faults).toMatchObject([{ row: 3002, reason: 'balance_differs' }])
  expect((await read(';'.repeat(3_000_000))).faults).toMatchObject([{ reason: 'not_a_statement' }])
})
