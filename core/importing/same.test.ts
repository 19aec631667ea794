import { expect, test } from 'vitest'
import { type Candidate, findSame, nameKey } from './same.ts'

const one = (key: string, name: string, phone?: string, vatNumber?: string): Candidate => {
  const phones = phone ? [phone] : []
  return { key, code: key, name, phones, vatNumber: vatNumber ?? null, customerId: null }
}
const groups = (...all: Candidate[]) =>
  findSame(all).map(({ members, certain }) => [certain, ...members.map(({ key }) => key)])

test('spellings of one name meet; another name does not', () => {
  expect(nameKey('مؤسسة أحمـــد الراجحان')).toBe(nameKey('موسسه احمد الراجحان '))
  expect(nameKey('عبد الله بن سعد')).toBe(nameKey('عبدالله بن سعد'))
  expect(nameKey('Salt & Pepper')).toBe(nameKey('salt and pepper'))
  expect(nameKey('مؤسسة خالد')).not.toBe(nameKey('مؤسسة خالد وأولاده'))
})

test('a shared VAT number, phone or name is a suggestion', () => {
  expect(groups(one('a', 'سالم', '+966500000001'), one('b', 'سالم', '+966500000001'))).toEqual([
    [true, 'a', 'b'],
  ])
  expect(groups(one('a', 'سالم'), one('b', 'ساره'))).toEqual([])
})

test('two VAT numbers are never certainly one, not even through a third who has none', () => {
  const [first, second] = ['300000000000003', '300000000000013']
  expect(groups(one('a', 'نور', undefined, first), one('b', 'نور', undefined, second))).toEqual([
    [false, 'a', 'b'],
  ])
  const through = groups(
    one('a', 'نور', undefined, first),
    one('b', 'نور'),
    one('c', 'نور', undefined, second),
  )
  expect(through.filter(([certain]) => certain)).toEqual([[true, 'a', 'b']])
})

test('«شركة» and «مؤسسة» of one name are a question, and so is one name on two phones', () => {
  expect(groups(one('a', 'شركة نجد'), one('b', 'مؤسسة نجد'))).toEqual([[false, 'a', 'b']])
  expect(groups(one('a', 'سالم', '+966500000001'), one('b', 'سالم', '+966500000002'))).toEqual([
    [false, 'a', 'b'],
  ])
})
