import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alikeness, type Known, mentionsIn, type Writer, whoWrites } from './suggest.ts'

const nothing = { phones: [], emails: [], vatNumbers: [], invoiceNumbers: [] }
const phone = '+966505512847'
const customer = (customerId: string, more: Partial<Known> = {}): Known => ({
  ...{
    customerId,
    names: ['مؤسسة النور للتجارة'],
    vatNumber: null,
    invoiceNumbers: [],
    identities: [],
  },
  ...more,
})
const mobile = { kind: 'phone', value: phone }
const writer = (more: Partial<Writer> = {}): Writer => ({
  identities: [],
  mentioned: nothing,
  ...more,
})

test('whoever has the number is named, in one order, though two have it', () => {
  const known = customer('b', { identities: [mobile] })
  const asked = writer({ identities: [{ kind: 'whatsapp', value: phone }] })
  const suggestions = whoWrites(asked, [known, { ...known, customerId: 'a' }, customer('c')])
  expect(suggestions.map(({ customerId }) => customerId)).toEqual(['a', 'b'])
  expect(suggestions[0]?.reasons).toEqual([{ code: 'same_identity', fact: phone }])
})

test('each reason says what it saw, the strongest first in the order', () => {
  const mail = { kind: 'email', value: 'Accounts@Noor.example' }
  const suggestions = whoWrites(
    writer({
      profileName: 'النور للتجارة',
      identities: [{ kind: 'email', value: 'ali@noor.example' }],
      mentioned: {
        phones: [phone],
        emails: [],
        vatNumbers: ['300000000000003'],
        invoiceNumbers: ['INV-2026-000123'],
      },
    }),
    [
      customer('name'),
      customer('mail', { names: ['x'], identities: [mail] }),
      customer('all', {
        names: ['y'],
        vatNumber: '300000000000003',
        invoiceNumbers: ['INV-2026-000123'],
        identities: [mobile],
      }),
      customer('no', { names: ['شركة الصفا'] }),
    ],
  )
  expect(suggestions.map(({ customerId, score }) => [customerId, score])).toEqual([
    ['all', 94],
    ['name', 50],
    ['mail', 40],
  ])
  expect(suggestions[0]?.reasons.map(({ code }) => code)).toEqual([
    'vat_mentioned',
    'invoice_mentioned',
    'phone_mentioned',
  ])
  expect(suggestions[2]?.reasons).toEqual([{ code: 'email_domain', fact: 'noor.example' }])
})

test('a first name alone and a free mailbox point to nobody', () => {
  const known = [
    customer('a', {
      names: ['محمد', 'محمد العتيبي'],
      identities: [{ kind: 'email', value: 'x@gmail.com' }],
    }),
  ]
  const asked = writer({
    profileName: 'محمد',
    identities: [{ kind: 'email', value: 'y@gmail.com' }],
  })
  expect(whoWrites(asked, known)).toEqual([])
  expect(whoWrites({ ...asked, profileName: 'محمد العتيبى' }, known)[0]?.reasons[0]?.code).toBe(
    'same_name',
  )
  expect(
    whoWrites({ ...asked, profileName: 'محمد العتيبي ابو فهد' }, known)[0]?.reasons[0]?.code,
  ).toBe('similar_name')
})

test('a message is read for phones, VAT numbers, invoices and addresses', () => {
  const found = mentionsIn([
    'جوالي ٠٥٠ ٥٥١ ٢٨٤٧ والرقم الضريبي ٣٠٠٠٠٠٠٠٠٠٠٠٠٠٣',
    'الفاتورة رقم ٢٢٠٧ و inv-2026-000123، ارسلوها على Ali@Noor.example',
  ])
  expect(found).toEqual({
    phones: [phone],
    emails: ['ali@noor.example'],
    vatNumbers: ['300000000000003'],
    invoiceNumbers: ['INV-2026-000123', '2207'],
  })
})

const identity = fc.record({
  kind: fc.constantFrom('phone', 'whatsapp', 'email', 'psid'),
  value: fc.constantFrom('1', '2', 'a@b.example'),
})
const people = fc.uniqueArray(
  fc.record({
    customerId: fc.constantFrom('a', 'b', 'c'),
    names: fc.constantFrom(['مؤسسة النور'], ['شركة الصفا والمروة']),
    vatNumber: fc.constantFrom(null, '3'),
    invoiceNumbers: fc.subarray(['7', '8']),
    identities: fc.array(identity, { maxLength: 2 }),
  }),
  { selector: ({ customerId }) => customerId },
)
const writers = fc.record({
  identities: fc.array(identity, { maxLength: 2 }),
  profileName: fc.constantFrom('النور', 'الصفا والمروة'),
  mentioned: fc.record({
    phones: fc.subarray(['1', '2']),
    emails: fc.subarray(['a@b.example']),
    vatNumbers: fc.subarray(['3']),
    invoiceNumbers: fc.subarray(['7']),
  }),
})

test('nobody is named without a reason, and the order in which they are known changes nothing', () => {
  fc.assert(
    fc.property(writers, people, (asked, known) => {
      const suggestions = whoWrites(asked, known)
      for (const { score, reasons } of suggestions)
        expect(score > 0 && score < 100 && reasons.length > 0).toBe(true)
      expect(whoWrites(asked, known.toReversed())).toEqual(suggestions)
    }),
    { numRuns: 500 },
  )
})

test('alike is from 0 to 1, the same both ways, and 1 with itself', () => {
  const name = fc.string({ unit: fc.constantFrom('ا', 'ل', 'ن', 'و', ' ') })
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(alikeness(a, b)).toBe(alikeness(b, a))
      expect(alikeness(a, b)).toBeLessThanOrEqual(1)
      if (a.trim() !== '') expect(alikeness(a, a)).toBe(1)
    }),
  )
})
