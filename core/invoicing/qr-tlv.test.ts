import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type InvoiceQr, invoiceQr, QrFieldTooLong, qrBytes } from '#core/invoicing/qr-tlv.ts'

/** A reader of our own, by the layout and not by the writer. */
function read(code: string): Map<number, string> {
  const bytes = Buffer.from(code, 'base64')
  const fields = new Map<number, string>()
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt8(at + 1)
    fields.set(bytes.readUInt8(at), bytes.subarray(at + 2, at + 2 + length).toString('utf8'))
    at += 2 + length
  }
  return fields
}

const invoice: InvoiceQr = {
  sellerName: 'مؤسسة الأفق الرقمي للتقنية',
  vatNumber: '310122393500003',
  issuedAt: '2026-11-21T10:05:00',
  total: '1150.00',
  vat: '150.00',
}

test('the code says seller, VAT number, time, total and VAT, in that order', () => {
  expect([...read(invoiceQr(invoice))]).toEqual([
    [1, 'مؤسسة الأفق الرقمي للتقنية'],
    [2, '310122393500003'],
    [3, '2026-11-21T10:05:00'],
    [4, '1150.00'],
    [5, '150.00'],
  ])
})

test('a known invoice gives the bytes that the rule asks for', () => {
  const code = invoiceQr({ sellerName: 'AB', vatNumber: '3', issuedAt: 'T', total: '1', vat: '0' })
  expect(Buffer.from(code, 'base64').toString('hex')).toBe('010241420201330301540401310501' + '30')
  expect(code).toBe(Buffer.from(code, 'base64').toString('base64'))
})

test('whatever the fields hold, a reader gets them back', () => {
  const field = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .filter((value) => Buffer.byteLength(value) <= 255)
  fc.assert(
    fc.property(fc.tuple(field, field, field, field, field), (values) => {
      const [sellerName, vatNumber, issuedAt, total, vat] = values
      const code = invoiceQr({ sellerName, vatNumber, issuedAt, total, vat })
      expect([...read(code).values()]).toEqual(values)
      expect(code).toBe(Buffer.from(code, 'base64').toString('base64'))
    }),
  )
})

test('a name is measured in bytes, two for an Arabic letter', () => {
  expect(qrBytes('وصل')).toBe(6)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(qrBytes(value)).toBe(Buffer.byteLength(value))
    }),
  )
})

test('a name of 255 bytes fits, and one letter more is refused by its field and size', () => {
  const longest = `${'م'.repeat(127)}a`
  expect(read(invoiceQr({ ...invoice, sellerName: longest })).get(1)).toBe(longest)

  const refused = () => invoiceQr({ ...invoice, sellerName: 'م'.repeat(128) })
  expect(refused).toThrow(QrFieldTooLong)
  expect(refused).toThrow(expect.objectContaining({ field: 'sellerName', bytes: 256 }))
})
