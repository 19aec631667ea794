import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convert } from '#core/money.ts'
import { halalas } from '#test/money.ts'
import { type Carried, exchange } from './exchange.ts'

const usd = (minor: number) => ({ minor, currency: 'USD' as const })

test('a dollar that is worth more when it is paid is a gain, and less a loss', () => {
  const item: Carried = { balance: usd(100_00), base: halalas(375_00) }
  const dearer = exchange(item, { balance: usd(100_00), base: halalas(380_00) }, usd(100_00))
  expect(dearer).toEqual({
    item: { balance: usd(0), base: halalas(0) },
    payment: { balance: usd(0), base: halalas(0) },
    realised: halalas(5_00),
  })
  const cheaper = exchange(item, { balance: usd(50_00), base: halalas(185_00) }, usd(50_00))
  expect(cheaper.realised).toEqual(halalas(-2_50))
  expect(cheaper.item).toEqual({ balance: usd(50_00), base: halalas(187_50) })
})

test('more than the balance cannot be settled, nor in another currency', () => {
  const line: Carried = { balance: usd(100), base: halalas(375) }
  expect(() => exchange(line, line, usd(101))).toThrow('within the balance')
  expect(() => exchange(line, line, usd(0))).toThrow('more than nothing')
  expect(() => exchange(line, line, halalas(100))).toThrow('in the currency of the line')
})

test('whatever the parts and the rates, a settled item is carried at exactly nothing', () => {
  const rate = fc
    .integer({ min: 1, max: 1_000_000_000_000 })
    .map(
      (millionths) =>
        `${Math.floor(millionths / 1e6)}.${String(millionths % 1e6).padStart(6, '0')}`,
    )
  const part = fc.record({ amount: fc.integer({ min: 1, max: 100_000 }), rate })
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), rate, (parts, invoiceRate) => {
      const whole = usd(parts.reduce((sum, one) => sum + one.amount, 0))
      const booked = convert(whole, invoiceRate, 'SAR')
      let item: Carried = { balance: whole, base: booked }
      let realised = 0
      let paid = 0
      for (const one of parts) {
        const amount = usd(one.amount)
        const base = convert(amount, one.rate, 'SAR')
        const step = exchange(item, { balance: amount, base }, amount)
        expect(step.payment).toEqual({ balance: usd(0), base: halalas(0) })
        expect(step.item.base.minor).toBeGreaterThanOrEqual(0)
        item = step.item
        realised += step.realised.minor
        paid += base.minor
      }
      expect(item).toEqual({ balance: usd(0), base: halalas(0) })
      expect(realised).toBe(paid - booked.minor)
    }),
  )
})

test('one payment over many items leaves nothing of itself behind', () => {
  const parts = fc.array(
    fc.record({
      balance: fc.integer({ min: 1, max: 1e6 }),
      base: fc.integer({ min: 0, max: 1e7 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 1e8 }), (items, base) => {
      let payment: Carried = {
        balance: usd(items.reduce((sum, one) => sum + one.balance, 0)),
        base: halalas(base),
      }
      let realised = 0
      for (const one of items) {
        const amount = usd(one.balance)
        const step = exchange({ balance: amount, base: halalas(one.base) }, payment, amount)
        payment = step.payment
        realised += step.realised.minor
      }
      expect(payment).toEqual({ balance: usd(0), base: halalas(0) })
      expect(realised).toBe(base - items.reduce((sum, one) => sum + one.base, 0))
    }),
  )
})

test('in the currency of the books nothing is ever gained or lost', () => {
  const amount = fc.integer({ min: 1, max: 1e9 })
  fc.assert(
    fc.property(amount, amount, amount, (owed, paid, wanted) => {
      const own = (minor: number): Carried => ({ balance: halalas(minor), base: halalas(minor) })
      const part = halalas(Math.min(owed, paid, wanted))
      expect(exchange(own(owed), own(paid), part).realised).toEqual(halalas(0))
    }),
  )
})
