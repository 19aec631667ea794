import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from '#core/csv.ts'
import { addDays } from '#core/day.ts'
import { toDecimalText } from '#core/money.ts'
import { readBankSheet } from './csv.ts'
import { readMt940 } from './mt940.ts'
import type { ReadLine } from './statement.ts'

type Movement = Pick<ReadLine, 'bookedOn' | 'amount' | 'description' | 'reference' | 'balance'>

const words = fc
  .array(
    fc.constantFrom(
      'حوالة',
      'واردة',
      'شركة النور',
      'INV-2026-0007',
      'transfer',
      'fees',
      'رسوم, 15%',
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((each) => each.join(' '))

/** A statement of at least two lines in the order of their days. */
const movements: fc.Arbitrary<{ opening: number; lines: Movement[] }> = fc
  .record({
    opening: fc.integer({ min: 0, max: 10_000_000 }),
    steps: fc.array(
      fc.record({
        later: fc.integer({ min: 0, max: 3 }),
        amount: fc.integer({ min: -5_000_000, max: 5_000_000 }).filter((minor) => minor !== 0),
        description: words,
        reference: fc.option(fc.stringMatching(/^FT[0-9]{6}$/)),
      }),
      { minLength: 2, maxLength: 12 },
    ),
  })
  .map(({ opening, steps }) => {
    let day = '2026-01-05'
    let balance = opening
    const lines = steps.map(({ later, ...step }) => {
      day = addDays(day, later)
      balance += step.amount
      return { ...step, bookedOn: day, balance }
    })
    return { opening, lines }
  })

const text = (minor: number) => toDecimalText({ minor, currency: 'SAR' })
const seen = (lines: readonly ReadLine[]): Movement[] =>
  lines.map(({ bookedOn, amount, description, reference, balance }) => ({
    ...{ bookedOn, amount, description, reference, balance },
  }))

const sorted = { numRuns: 200 }

test('a statement written as a sheet is read as it was, in either order of its columns and rows', () => {
  fc.assert(
    fc.property(movements, fc.boolean(), fc.boolean(), ({ lines }, swap, reversed) => {
      const cell = (each: string) => `"${each}"`
      const rows = lines.map((line) => {
        const out = line.amount < 0 ? text(-line.amount) : ''
        const into = line.amount > 0 ? text(line.amount) : ''
        const [y = '', m = '', d = ''] = line.bookedOn.split('-')
        return [
          `${d}/${m}/${y}`,
          line.description,
          line.reference ?? '',
          ...(swap ? [into, out] : [out, into]),
          text(line.balance ?? 0),
        ]
          .map(cell)
          .join(',')
      })
      const heads = `Date,Description,Reference,${swap ? 'Credit,Debit' : 'Debit,Credit'},Balance`
      // Rows of one day cannot say which of them came first; the days can.
      const distinct = lines[0]?.bookedOn !== lines.at(-1)?.bookedOn
      const backwards = reversed && distinct
      const sheet = readCsv([heads, ...(backwards ? rows.toReversed() : rows)].join('\n'), '')
      const { statement, faults } = readBankSheet(sheet, 'SAR')
      expect(faults).toEqual([])
      expect(seen(statement?.lines ?? [])).toEqual(lines)
      expect(statement?.proven).toBe(true)
    }),
    sorted,
  )
})

test('a statement written as MT940 is read as it was', () => {
  fc.assert(
    fc.property(movements, ({ opening, lines }) => {
      const six = (day: string) => day.slice(2).replaceAll('-', '')
      const comma = (minor: number) => text(Math.abs(minor)).replace('.', ',')
      const side = (minor: number) => (minor < 0 ? 'D' : 'C')
      const last = lines.at(-1)
      const balance = (tag: string, day: string, minor: number) =>
        `:${tag}:${side(minor)}${six(day)}SAR${comma(minor)}`
      const file = [
        ':20:STATEMENT',
        ':25:SA0380000000608010167519',
        ':28C:1/1',
        balance('60F', '2026-01-01', opening),
        ...lines.flatMap((line) => [
          `:61:${six(line.bookedOn)}${six(line.bookedOn).slice(2)}${side(line.amount)}${comma(line.amount)}NTRF${line.reference ?? 'NONREF'}`,
          `:86:${line.description}`,
        ]),
        balance('62F', last?.bookedOn ?? '', last?.balance ?? 0),
        '-',
      ].join('\r\n')
      const read = readMt940(file)
      expect('statements' in read && read.statements.length).toBe(1)
      const [statement] = 'statements' in read ? read.statements : []
      expect(seen(statement?.lines ?? [])).toEqual(lines)
      expect(statement).toMatchObject({ opening, closing: last?.balance, proven: true })
    }),
    sorted,
  )
})
