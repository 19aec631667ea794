import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readXmlStatement } from './read-xml.ts'

const folder = join(import.meta.dirname, '../../../../test/fixtures/bank/camt053')

const outcome = (text: string): unknown => {
  const read = readXmlStatement(text)
  if ('faults' in read) return read.faults[0]
  return read.statements.map(({ lines, proven }) => [lines.length, proven])
}

test('every CAMT.053 file is read, or refused with its line and the reason', () => {
  const outcomes = readdirSync(folder).map((name) => [
    name,
    outcome(readFileSync(join(folder, name), 'utf8')),
  ])
  expect(Object.fromEntries(outcomes)).toEqual({
    'genkgo.camt053.v2.all-balance-types.xml': {
      ...{ row: 152, reason: 'closing_differs', found: '4.04', expected: '9.86' },
    },
    'genkgo.camt053.v2.minimal.xml': { row: 90, reason: 'currency_unknown', found: 'SEK' },
    'genkgo.camt053.v2.multi.statement.xml': [
      [1, true],
      [1, true],
    ],
    'genkgo.camt053.v2.with-party-ids.xml': { row: 90, reason: 'currency_unknown', found: 'SEK' },
    'genkgo.camt053.v4.xml': { row: 110, reason: 'currency_unknown', found: 'SEK' },
    'genkgo.camt053.v8.xml': { row: 110, reason: 'currency_unknown', found: 'SEK' },
    'genkgo.camt53.only-Dt-with-DtTm.xml': { row: 1, reason: 'currency_unknown', found: 'RON' },
  })
})

const document = (entries: string, closing = '190.00') => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>SA0380000000608010167519</IBAN></Id><Ccy>SAR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="SAR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="SAR">${closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
${entries}
</Stmt></BkToCstmrStmt></Document>`

const entry = (amount: string, side: 'CRDT' | 'DBIT', more = '', status = '<Cd>BOOK</Cd>') =>
  `<Ntry><Amt Ccy="SAR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>${status}</Sts>
<BookgDt><Dt>2026-11-20</Dt></BookgDt>${more}</Ntry>`
const part = (amount: string, name: string) =>
  `<TxDtls><Refs><EndToEndId>E-${amount}</EndToEndId></Refs><Amt Ccy="SAR">${amount}</Amt>
<RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr>
<DbtrAcct><Id><IBAN>SA0380000000608010167519</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>INV-2026-0001 &amp; 2</Ustrd></RmtInf></TxDtls>`

test('a batch becomes its parts, each with who paid and what they wrote', () => {
  const batch = entry(
    '90.00',
    'CRDT',
    `<NtryDtls>${part('40.00', 'النور')}${part('50.00', 'روافد')}</NtryDtls>`,
  )
  const read = readXmlStatement(document(batch))
  expect('statements' in read && read.statements[0]?.lines).toMatchObject([
    {
      ...{ amount: 4000, balance: 14_000, counterparty: 'النور', reference: 'E-40.00' },
      ...{ description: 'INV-2026-0001 & 2', iban: 'SA0380000000608010167519', row: 6 },
    },
    { amount: 5000, balance: 19_000, counterparty: 'روافد' },
  ])
})

test('letters that are written as numbers are read, and what is no letter stays', () => {
  const named = entry(
    '90.00',
    'CRDT',
    `<NtryDtls>${part('90.00', '&#1593;&#x644;&#xD800;&#0;')}</NtryDtls>`,
  )
  const read = readXmlStatement(document(named))
  expect('statements' in read && read.statements[0]?.lines[0]?.counterparty).toBe('عل&#xD800;&#0;')
})

test('what is not booked yet is no line, and a closing that does not follow refuses the file', () => {
  const entries = entry('90.00', 'CRDT') + entry('5.00', 'CRDT', '', '<Cd>PDNG</Cd>')
  expect(outcome(document(entries))).toEqual([[1, true]])
  expect(outcome(document(entries, '191.00'))).toMatchObject({
    reason: 'closing_differs',
    found: '191.00',
    expected: '190.00',
  })
})

test('a file that brings entities of its own, or is broken, is not read', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><Document>&a;</Document>`
  for (const text of [bomb, '<Document><Stmt></Document>'])
    expect(() => readXmlStatement(text)).toThrow('payments.statement_unreadable')
})
