import { expect, test } from 'vitest'
import type { LineInput } from './document.ts'
import { formFor, type Postable, problemsOf } from './posting.ts'
import { totals } from './totals.ts'

const line = (change: Partial<LineInput> = {}): LineInput => ({
  description: 'كرسي مكتبي',
  quantity: '2',
  unitPrice: '100',
  vat: { category: 'S', rateBasisPoints: 1500 },
  ...change,
})

function postable(change: Partial<Postable> = {}, lines: LineInput[] = [line()]): Postable {
  return {
    form: 'standard',
    currency: 'SAR',
    rate: undefined,
    issuedOn: '2026-11-22',
    lines,
    totals: totals({ currency: 'SAR', pricesIncludeVat: false, lines }),
    seller: { name: 'روافد الخليج', vatNumber: '310122393500003' },
    buyer: { vatNumber: '301456789100003' },
    baseCurrency: 'SAR',
    today: '2026-11-22',
    ...change,
  }
}
const codes = (document: Postable) => problemsOf(document).map(({ code }) => code)

test('a sound invoice has no problem', () => {
  expect(codes(postable())).toEqual([])
})

test('the form follows the VAT number of the buyer', () => {
  expect(formFor({ vatNumber: '301456789100003' })).toBe('standard')
  expect(formFor({ vatNumber: null })).toBe('simplified')
})

test.each<[string, Postable, string]>([
  ['tomorrow', postable({ issuedOn: '2026-11-23' }), 'invoicing.issued_in_the_future'],
  ['a foreign currency without a rate', postable({ currency: 'USD' }), 'invoicing.rate_missing'],
  ['a rate nobody needs', postable({ rate: '3.75' }), 'invoicing.rate_needless'],
  [
    'a discount above its line',
    postable({}, [line({ discount: { kind: 'amount', minor: 200_01 } })]),
    'invoicing.discount_exceeds_net',
  ],
  [
    'a zero rate nobody explains',
    postable({}, [line({ vat: { category: 'Z', rateBasisPoints: 0 } })]),
    'invoicing.reason_missing',
  ],
  [
    'two reasons in one category',
    postable({}, [
      line({ vat: { category: 'Z', rateBasisPoints: 0, reason: 'VATEX-SA-32' } }),
      line({ vat: { category: 'Z', rateBasisPoints: 0, reason: 'VATEX-SA-35' } }),
    ]),
    'invoicing.reasons_differ',
  ],
  ['nothing to pay', postable({}, [line({ unitPrice: '0' })]), 'invoicing.nothing_to_pay'],
  [
    'VAT of a seller without a number',
    postable({ seller: { name: 'روافد', vatNumber: null } }),
    'invoicing.vat_without_number',
  ],
  [
    'a standard form without the buyer’s number',
    postable({ buyer: { vatNumber: null } }),
    'invoicing.buyer_vat_missing',
  ],
  [
    'a name that the code cannot hold',
    postable({ seller: { name: 'ش'.repeat(130), vatNumber: '310122393500003' } }),
    'invoicing.seller_name_too_long',
  ],
])('refuses %s', (_what, document, code) => {
  expect(codes(document)).toEqual([code])
})

test('an export needs no VAT number of its buyer', () => {
  const exported = [line({ vat: { category: 'Z', rateBasisPoints: 0, reason: 'VATEX-SA-32' } })]
  expect(codes(postable({ buyer: { vatNumber: null } }, exported))).toEqual([])
})
