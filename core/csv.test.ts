import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv, separatorOf } from './csv.ts'

test('finds the separator that the lines agree upon', () => {
  expect(separatorOf('رقم;المبلغ\n1;1,200.50\n2;3,400.00')).toBe(';')
  expect(separatorOf('a\tb\n1\t2')).toBe('\t')
  expect(separatorOf('a|b|c\n1|2|3')).toBe('|')
  expect(separatorOf('a,b\n"1;2",3')).toBe(',')
})

test('a BOM, quotes, and a note of two lines that leaves its second line blank', () => {
  const { rows } = readCsv('\uFEFFname,note\r\n"سالم، ""أبو علي""","one\ntwo"\r\nb,c\r\n', 'x.csv')
  expect(rows).toEqual([['name', 'note'], ['سالم، "أبو علي"', 'one\ntwo'], [], ['b', 'c']])
})

test('what is written as RFC 4180 says reads back the same', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ب', ',', ';', '"', ' ', '1') })
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      (rows) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
        const text = `sep=,\n${rows.map((row) => row.map(quote).join(',')).join('\n')}`
        expect(readCsv(text, 'x').rows.slice(1)).toEqual(rows)
      },
    ),
  )
})

test('one long line full of quotes is read as it stands', () => {
  const { rows } = readCsv(`x${'"y '.repeat(1_000_000)}`, 'x.csv')
  expect([rows.length, rows[0]?.length]).toEqual([1, 1])
})

test('a field may begin with blanks before its quote, and holds no quote after a letter', () => {
  expect(readCsv('a,  "b,c"\nx"y",z', 'x.csv').rows).toEqual([
    ['a', 'b,c'],
    ['x"y"', 'z'],
  ])
})
