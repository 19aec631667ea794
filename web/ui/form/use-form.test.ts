import { expect, test } from 'vitest'
import { z } from 'zod'
import { problemsOf } from './problems.ts'
import { getAt, setAt, withoutEmpty, withoutPrefix } from './use-form.ts'

test('a value deep inside is read and changed without touching the rest', () => {
  const values = { name: 'نجد', lines: [{ price: '1' }, { price: '2' }] }
  const changed = setAt(values, 'lines.1.price', '3')
  expect(getAt(changed, 'lines.1.price')).toBe('3')
  expect(getAt(changed, 'lines.0.price')).toBe('1')
  expect(values.lines[1]?.price).toBe('2')
  expect(setAt({}, 'address.city', 'جدة')).toEqual({ address: { city: 'جدة' } })
})

test('an empty text is absent on the wire, while nothing and zero stay', () => {
  expect(withoutEmpty({ a: '', b: null, c: 0, d: { e: '' } })).toEqual({ b: null, c: 0, d: {} })
})

test('a missing field is told apart from a wrong one', () => {
  const schema = z.object({ name: z.string().min(1), email: z.email() })
  const parsed = schema.safeParse({ email: 'x' }, { reportInput: true })
  expect(
    parsed.error && problemsOf(parsed.error.issues).map(({ path, code }) => [path, code]),
  ).toEqual([
    ['name', 'required'],
    ['email', 'invalid_format'],
  ])
})

test('the server names a field from the top, the form from where it stands', () => {
  const problem = { path: 'owner.email', code: 'invalid_format', facts: {} }
  expect(withoutPrefix(problem, 'owner').path).toBe('email')
  expect(withoutPrefix(problem, 'own').path).toBe('owner.email')
  expect(withoutPrefix(problem, undefined).path).toBe('owner.email')
})
