import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OpenItem } from '#core/ledger/open-item.ts'
import { halalas } from '#test/money.ts'
import type { Arrived, Known } from './known.ts'
import { indexOf, isSure, points, propose } from './match.ts'

const item = (id: string, number: string, minor: number, dueOn = '2026-09-01'): OpenItem => ({
  ...{ id, number, dueOn },
  balance: halalas(minor),
})
const line = (change: Partial<Arrived> = {}): Arrived => ({
  amount: 115_000,
  currency: 'SAR',
  bookedOn: '2026-11-20',
  description: 'حوالة فورية واردة',
  reference: null,
  counterparty: null,
  iban: null,
  ...change,
})
const known = (change: Partial<Known> = {}): Known => ({
  debtors: [
    {
      id: 'noor',
      number: 'C-0001',
      name: 'مؤسسة النور للتجارة',
      nameEn: 'Al Noor Trading Est.',
      items: [
        item('n1', 'INV-2026-0001', 115_000),
        item('n2', 'INV-2026-0002', 80_000, '2026-10-01'),
        item('n3', 'INV-2026-0003', 35_000, '2026-10-05'),
      ],
    },
    {
      id: 'rawafd',
      number: 'C-0002',
      name: 'شركة روافد الخليج',
      nameEn: null,
      items: [item('r1', 'INV-2026-0009', 40_000)],
    },
  ],
  notices: [],
  payments: [],
  cheques: [],
  advances: [],
  ibans: new Map(),
  rules: [],
  ...change,
})
const first = (arrived: Arrived, what: Known = known()) => propose(arrived, indexOf(what))[0]

test('an invoice number in the description is found however it is written, and is what is settled', () => {
  for (const written of ['INV-2026-0002', 'inv 2026/0002', 'سداد INV٢٠٢٦-٠٠٠٢ شكرا'])
    expect(first(line({ description: written, amount: 80_000 }))).toMatchObject({
      customerId: 'noor',
      shares: [{ itemId: 'n2', amount: halalas(80_000) }],
      why: ['invoice_number', 'amount_one'],
    })
})

test('a number of an invoice in another currency says whose the money is, and settles nothing of it', () => {
  const abroad = {
    ...item('n4', 'INV-2026-0044', 7000),
    balance: { minor: 7000, currency: 'AED' as const },
  }
  const [debtor] = known().debtors
  const what = known({ debtors: debtor ? [{ ...debtor, items: [abroad] }] : [] })
  expect(first(line({ description: 'INV-2026-0044' }), what)).toMatchObject({
    customerId: 'noor',
    shares: [],
    why: ['invoice_number'],
  })
})

test('a longer number is another number', () => {
  expect(first(line({ description: 'INV-2026-00021', amount: 1 }))).toBeUndefined()
})

test('a name is found in Arabic and in Latin, without its legal form', () => {
  for (const description of ['حوالة من النور للتجارة جدة', 'SARIE AL NOOR TRADING JEDDAH'])
    expect(first(line({ description, amount: 500 }))?.why).toEqual(['name'])
})

// «نور الخليج الحديثة للتجارة» came as «نور الخليج» and nothing was proposed.
test('a name that the bank cut short speaks for its customer, more softly', () => {
  const [debtor] = known().debtors
  const long = debtor ? [{ ...debtor, name: 'نور الخليج الحديثة للتجارة', nameEn: null }] : []
  const what = known({ debtors: long })
  const said = (description: string) => first(line({ description, amount: 500 }), what)?.why
  expect(said('حوالة واردة نور الخليج')).toEqual(['name_part'])
  expect(said('حوالة واردة نور')).toBeUndefined()
  expect(said('الحديثة للتجارة')).toBeUndefined()
  expect(said('نور الخليج الحديثة للتجارة')).toEqual(['name'])
})

test('a few invoices that come to the amount are taken together', () => {
  const found = first(
    line({ description: 'النور للتجارة', amount: 115_000 - 35_000 + 35_000 + 80_000 }),
  )
  expect(found).toMatchObject({
    why: ['name', 'amount_few'],
    shares: [{ itemId: 'n1' }, { itemId: 'n2' }],
  })
})

test('an open notice of the amount and the day speaks for its customer, its reference louder', () => {
  const notice = {
    ...{ id: 'q', customerId: 'rawafd', amount: 115_000, currency: 'SAR' as const },
    ...{ paidOn: '2026-11-19', reference: 'FT998877', depositId: null },
  }
  const found = first(line({ description: 'transfer FT998877' }), known({ notices: [notice] }))
  expect(found).toMatchObject({
    customerId: 'rawafd',
    noticeId: 'q',
    why: ['notice', 'notice_reference'],
    score: points.notice + points.notice_reference,
  })
  for (const other of [{ paidOn: '2026-11-01' }, { amount: 115_001 }])
    expect(first(line(), known({ notices: [{ ...notice, ...other }] }))?.noticeId).toBeNull()
})

test('an account known from before and words that were learned speak for their customer', () => {
  const found = first(
    line({ iban: 'SA1', description: 'ABC HOLDING transfer', amount: 7 }),
    known({
      ibans: new Map([['SA1', 'rawafd']]),
      rules: [{ words: 'abc holding', customerId: 'rawafd' }],
    }),
  )
  expect(found).toMatchObject({ customerId: 'rawafd', why: ['iban', 'rule'], score: 85 })
})

test('an advance that was asked for is found by its number, or by what is due of it', () => {
  const advance = {
    ...{ id: 'd', customerId: 'rawafd', number: 'DP-2026-000001' },
    ...{ due: 500_000, currency: 'SAR' as const },
  }
  const what = known({ advances: [advance] })
  const part = first(line({ description: 'SARIE DP-2026-000001', amount: 200_000 }), what)
  expect(part).toMatchObject({ depositId: 'd', shares: [], why: ['advance_number'] })
  const whole = line({ description: 'حوالة من روافد الخليج', amount: 500_000 })
  expect(propose(whole, indexOf(what))).toMatchObject([
    { depositId: 'd', why: ['advance_due', 'name'] },
    { depositId: null, why: ['name'] },
  ])
  for (const change of [{ amount: 500_001 }, { currency: 'USD' as const }])
    expect(propose(line({ amount: 500_000, ...change }), indexOf(what))).toEqual([])
})

test('what is due of an advance names nobody: such a line is never ticked by itself', () => {
  const advance = {
    ...{ id: 'd', customerId: 'rawafd', number: 'DP-2026-000001' },
    ...{ due: 500_000, currency: 'SAR' as const },
  }
  const what = indexOf(known({ advances: [advance] }))
  expect(isSure(propose(line({ amount: 500_000 }), what), false)).toBe(false)
  const named = line({ amount: 500_000, description: 'DP-2026-000001' })
  expect(isSure(propose(named, what), false)).toBe(true)
})

test('money that is in the books already is linked and not booked', () => {
  const payment = {
    ...{ id: 'p', number: 'RCT-1', customerId: 'noor', amount: 115_000, currency: 'SAR' as const },
    ...{ paidOn: '2026-11-20', reference: 'FT112233' },
  }
  const found = first(line({ reference: 'FT112233' }), known({ payments: [payment] }))
  expect(found).toMatchObject({ paymentId: 'p', shares: [], score: 90 })
})

test('the amount alone is never sure, and two that are alike are neither', () => {
  const alone = propose(line(), indexOf(known()))
  expect(alone[0]?.why).toEqual(['amount_one'])
  expect(isSure(alone, false)).toBe(false)
  const sure = propose(line({ description: 'INV-2026-0001' }), indexOf(known()))
  expect(isSure(sure, false)).toBe(true)
  expect(isSure([...sure, ...sure], false)).toBe(false)
})

test('money that may stand in the books as something else is not booked by itself, but linked it is', () => {
  const named = line({ description: 'INV-2026-0001', reference: 'FT112233' })
  const sure = propose(named, indexOf(known()))
  expect([isSure(sure, false), isSure(sure, true)]).toEqual([true, false])
  const payment = {
    ...{ id: 'p', number: 'RCT-1', customerId: 'noor', amount: 115_000, currency: 'SAR' as const },
    ...{ paidOn: '2026-11-20', reference: 'FT112233' },
  }
  const linked = propose(named, indexOf(known({ payments: [payment] })))
  expect(linked[0]?.paymentId).toBe('p')
  expect(isSure(linked, true)).toBe(true)
})

const said = (change: object = {}) => ({
  ...{ id: 'q', customerId: 'noor', amount: 115_000, currency: 'SAR' as const },
  ...{ paidOn: '2026-11-19', reference: 'FT998877', depositId: null, ...change },
})

test('who only says that they sent an amount is never sure to have sent it', () => {
  const told = known({ notices: [said({ reference: null })] })
  const proposals = propose(line(), indexOf(told))
  expect(proposals[0]).toMatchObject({ noticeId: 'q', why: ['notice', 'amount_one'] })
  expect(isSure(proposals, false)).toBe(false)
  const named = propose(line({ reference: 'FT998877' }), indexOf(known({ notices: [said()] })))
  expect(isSure(named, false)).toBe(true)
})

test('money that may be in the books already is not sure to be booked again', () => {
  const arrived = line({ description: 'FT998877' })
  const payment = { ...said({ id: 'p', paidOn: '2026-11-18', reference: null }), number: 'RCT-1' }
  // So many others of the same amount that the payment stands behind them.
  const crowd = Array.from({ length: 8 }, (_, at) => ({
    ...{ id: `a${at}`, number: `C-9${at}`, name: `شركة ${at}`, nameEn: null },
    items: [item(`x${at}`, `INV-2025-${at}`, 115_000)],
  }))
  const what = known({ notices: [said()], debtors: [...known().debtors, ...crowd] })
  expect(isSure(propose(arrived, indexOf(what)), false)).toBe(true)
  const proposals = propose(arrived, indexOf({ ...what, payments: [payment] }))
  expect(proposals[0]?.noticeId).toBe('q')
  expect(proposals.some(({ paymentId }) => paymentId === 'p')).toBe(true)
  expect(isSure(proposals, false)).toBe(false)
})

test('money that went out is nobody’s payment', () => {
  expect(propose(line({ amount: -115_000 }), indexOf(known()))).toEqual([])
})

test('a score is the sum of its reasons, and no share is above its invoice or the money', () => {
  const text = fc.constantFrom(
    'INV-2026-0001',
    'C-0002',
    'النور للتجارة',
    'روافد الخليج',
    'رسوم',
    'INV-2026-0009',
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300_000 }),
      fc.array(text, { maxLength: 4 }),
      (amount, words) => {
        const what = known()
        const arrived = line({ amount, description: words.join(' ') })
        const proposals = propose(arrived, indexOf(what))
        expect(propose(arrived, indexOf(what))).toEqual(proposals)
        const balances = new Map(
          what.debtors.flatMap(({ items }) => items.map(({ id, balance }) => [id, balance.minor])),
        )
        for (const { why, score, shares } of proposals) {
          expect(score).toBe(why.reduce((sum, each) => sum + points[each], 0))
          expect(new Set(why).size).toBe(why.length)
          const given = shares.reduce((sum, share) => sum + share.amount.minor, 0)
          expect(given).toBeLessThanOrEqual(amount)
          for (const { itemId, amount: share } of shares)
            expect(share.minor).toBeLessThanOrEqual(balances.get(itemId) ?? 0)
        }
      },
    ),
  )
})
