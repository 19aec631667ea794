import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkTemplate,
  fillTemplate,
  fillTemplateAsHtml,
  maxFilledLength,
  maxTemplateLength,
} from './template.ts'

const allowed = ['name', 'total', 'الاسم']
const values = { name: 'مؤسسة النور', total: '1,200.00 ر.س', الاسم: 'النور' }
const filled = (template: string) => fillTemplate(template, values, allowed)

test('a placeholder may stand in single or double braces, in Latin or Arabic letters', () => {
  expect(filled('السلام عليكم {name}، عليكم {{ total }}. {الاسم}')).toEqual({
    kind: 'filled',
    text: 'السلام عليكم مؤسسة النور، عليكم 1,200.00 ر.س. النور',
  })
})

test('a placeholder that the message does not offer is named with its place', () => {
  expect(checkTemplate('x {iban} {{constructor}}', allowed)).toEqual([
    { code: 'unknown_placeholder', name: 'iban', at: 2 },
    { code: 'unknown_placeholder', name: 'constructor', at: 9 },
  ])
})

test('an open brace, a path or a call is malformed, not guessed at', () => {
  for (const text of ['{name', '{{name}', '{name.length}', '{name()}', '{`x`}', '{}', '{#if name}'])
    expect(checkTemplate(text, allowed).map(({ code }) => code)).toContain('malformed_placeholder')
})

test('a value that is not there is refused rather than printed as undefined', () => {
  expect(fillTemplate('{name}', {}, allowed)).toEqual({
    kind: 'refused',
    problems: [{ code: 'missing_value', name: 'name', at: 0 }],
  })
})

test('what objects inherit is no value, even where a careless list would allow it', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])
    expect(fillTemplate(`{${name}}`, values, [name])).toMatchObject({
      kind: 'refused',
      problems: [{ code: 'missing_value' }],
    })
})

test('a text that an object inherits is not one of the given values', () => {
  const inheriting = Object.create({ name: 'from elsewhere' })
  expect(fillTemplate('{name}', inheriting, allowed).kind).toBe('refused')
})

test('a value that looks like a placeholder stays the text that it is', () => {
  expect(fillTemplate('{name}', { name: '{total}', total: 'x' }, allowed)).toEqual({
    kind: 'filled',
    text: '{total}',
  })
})

test('in HTML neither the template nor a value can bring in markup', () => {
  const attack = '<img src=x onerror="alert(\'1\')">&'
  expect(fillTemplateAsHtml('<b>{name}</b>', { name: attack }, allowed)).toEqual({
    kind: 'filled',
    text: '&lt;b&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&lt;/b&gt;',
  })
})

test('a template or a filled text that is too long is refused with both lengths', () => {
  const long = 'a'.repeat(maxTemplateLength + 1)
  expect(checkTemplate(long, allowed)).toEqual([
    { code: 'too_long', length: long.length, max: maxTemplateLength },
  ])
  expect(checkTemplate(long.slice(1), allowed)).toEqual([])
  expect(fillTemplate('{name}', { name: 'a'.repeat(maxFilledLength + 1) }, allowed)).toMatchObject({
    problems: [{ code: 'too_long', max: maxFilledLength }],
  })
})

const scrap = fc.oneof(
  fc.string(),
  fc.constantFrom('{', '}', '{{', '}}', '{name}', '{{total}}', '{ name }', '${', '`', '\\u007b'),
  fc.constantFrom('__proto__', 'constructor', 'prototype', '.', '[0]', '()', '<script>', '%s', '#'),
)
const templates = fc.array(scrap, { maxLength: 12 }).map((scraps) => scraps.join(''))

test('no template text reaches anything but the given values', () => {
  const marked = { name: 'NAME', total: 'TOTAL' }
  const offered = ['name', 'total', 'constructor', '__proto__']
  fc.assert(
    fc.property(templates, (template) => {
      const result = fillTemplate(template, marked, offered)
      if (result.kind === 'refused') {
        expect(result.problems.length).toBeGreaterThan(0)
        return
      }
      const expected = template
        .replace(/\{\{\s*name\s*\}\}|\{\s*name\s*\}/gu, 'NAME')
        .replace(/\{\{\s*total\s*\}\}|\{\s*total\s*\}/gu, 'TOTAL')
      expect(result.text).toBe(expected)
    }),
    { numRuns: 3000 },
  )
})

test('no template or value leaves a live character in HTML', () => {
  fc.assert(
    fc.property(templates, fc.string(), (template, name) => {
      const result = fillTemplateAsHtml(template, { name, total: name }, ['name', 'total'])
      if (result.kind === 'filled') expect(result.text).not.toMatch(/[<>"']/u)
    }),
    { numRuns: 2000 },
  )
})
