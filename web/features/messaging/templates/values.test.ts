import { expect, test } from 'vitest'
import type { ChannelTemplate } from '#core/messaging/templates-api.ts'
import { wrongWith } from '#core/messaging/written-template.ts'
import { placesIn, type TemplateValues, valuesOf, writtenOf } from './values.ts'

const first: TemplateValues = {
  name: 'due_reminder',
  language: 'ar',
  category: 'utility',
  standsFor: 'due',
  headerFormat: 'none',
  body: 'السلام عليكم {{name}}، بقي {{total}} من حسابكم، ونسعد بخدمتكم.',
  buttons: [
    { key: 'a', kind: 'url', text: 'السداد', url: 'https://wasl.example/pay/{{1}}', phone: '' },
    { key: 'b', kind: 'quick_reply', text: 'سددت', url: '', phone: '' },
  ],
  places: {},
}

test('places whose names the house knows need neither an example nor a meaning to be written', () => {
  expect(placesIn(first).map(({ part, means }) => [part, means])).toEqual([
    ['body', 'name'],
    ['body', 'total'],
    ['button', 'link_end'],
    ['reply', 'paid'],
  ])
  expect(wrongWith(writtenOf(first))).toEqual([])
})

test('a place without a known name says that its example is missing, until one is written', () => {
  const own = { ...first, body: 'السلام عليكم، رقم الشحنة {{shipment}} في الطريق.' }
  expect(wrongWith(writtenOf(own))).toEqual(['examples_missing'])
  const said = { ...own, places: { 'body-shipment': { example: 'SA-77' } } }
  expect(wrongWith(writtenOf(said))).toEqual([])
  expect(placesIn(said)[0]).toMatchObject({ example: 'SA-77', means: null })
})

test('a header of a file without its file would be refused', () => {
  expect(wrongWith(writtenOf({ ...first, headerFormat: 'document' }))).toEqual(['header_file'])
})

test('a template that stands comes through the form as it was', () => {
  const written = writtenOf({
    ...first,
    footer: 'شركة روافد',
    headerFormat: 'text',
    headerText: 'تذكير',
  })
  const row: ChannelTemplate = {
    ...{ id: 'x', accountId: 'y', state: 'draft', quality: null, reason: null, headerFile: null },
    ...{ name: written.name, language: 'ar', category: 'utility', standsFor: 'due' },
    parts: {
      header: { format: 'text', text: 'تذكير' },
      body: written.body,
      footer: 'شركة روافد',
      buttons: [
        { kind: 'url', text: 'السداد', url: 'https://wasl.example/pay/{{1}}' },
        { kind: 'quick_reply', text: 'سددت' },
      ],
    },
    variables: written.variables,
    ...{ changedAt: '2026-11-22T09:00:00Z', syncedAt: null },
  }
  expect(writtenOf(valuesOf(row, () => 'k'))).toEqual(written)
})
