import { expect, test } from 'vitest'
import { halalas } from '#test/money.ts'
import { InvoiceState, type StateFacts, settlementOf, stateOf, timingOf } from './state.ts'

const invoice: StateFacts = {
  document: 'posted',
  amount: halalas(1000),
  settled: halalas(0),
  dueOn: '2026-11-21',
}

test('an invoice is unpaid, partly paid or paid, and so is a credit note used up', () => {
  expect(settlementOf(halalas(100), halalas(0))).toBe('unpaid')
  expect(settlementOf(halalas(100), halalas(1))).toBe('partly')
  expect(settlementOf(halalas(100), halalas(100))).toBe('paid')
  expect(settlementOf(halalas(-100), halalas(-40))).toBe('partly')
  expect(settlementOf(halalas(0), halalas(0))).toBe('paid')
})

test('no more is settled than there is', () => {
  expect(() => settlementOf(halalas(100), halalas(101))).toThrow('no more is settled')
  expect(() => settlementOf(halalas(100), halalas(-1))).toThrow('no more is settled')
  expect(() => settlementOf(halalas(-100), halalas(1))).toThrow('no more is settled')
})

test('nothing is late on its due date, and everything is on the day after', () => {
  expect(timingOf('2026-11-21', '2026-11-18')).toEqual({ kind: 'not_due', days: 3 })
  expect(timingOf('2026-11-21', '2026-11-21')).toEqual({ kind: 'due_today' })
  expect(timingOf('2026-11-21', '2026-11-22')).toEqual({
    kind: 'overdue',
    days: 1,
    bucket: 'days_1_30',
  })
  expect(timingOf('2026-11-21', '2027-02-20')).toEqual({
    kind: 'overdue',
    days: 91,
    bucket: 'days_over_90',
  })
})

test('the three sides of a state are told together', () => {
  const state = stateOf({ ...invoice, settled: halalas(400) }, '2026-12-22')
  expect(state).toEqual({
    document: 'posted',
    settlement: 'partly',
    timing: { kind: 'overdue', days: 31, bucket: 'days_31_60' },
  })
  expect(InvoiceState.parse(state)).toEqual(state)
})

test('a draft, a void and a paid invoice are never overdue', () => {
  const late = '2027-11-21'
  expect(stateOf({ ...invoice, document: 'draft' }, late).timing).toBeNull()
  expect(stateOf({ ...invoice, document: 'void' }, late).timing).toBeNull()
  expect(stateOf({ ...invoice, settled: halalas(1000) }, late).timing).toBeNull()
})
