import { expect, test } from 'vitest'
import { fillOffer, templateText } from './template-offer.ts'

const parts = {
  header: { format: 'text', text: 'فاتورة {{1}}' },
  body: 'مرحبًا {{1}}، بقي {{2}}.',
  footer: 'شكرًا',
  buttons: [
    { kind: 'url', text: 'ادفع', url: 'https://x.sa/pay/{{1}}' },
    { kind: 'quick_reply', text: 'سددت' },
  ],
}
const named = { name: 'reminder', language: 'ar' }

test('the places of a template are counted through its header, its body and its buttons', () => {
  const text = templateText(parts)
  expect(text.variables.map((each) => `${each.in} ${each.name}`)).toEqual([
    'header 1',
    'body 1',
    'body 2',
    'button 1',
  ])
  expect(fillOffer(named, text, ['INV-1', 'سعد', '100 ر.س', 'abc'])).toEqual({
    ...named,
    kind: 'template',
    header: { text: 'INV-1' },
    body: [{ text: 'سعد' }, { text: '100 ر.س' }],
    buttons: [{ index: 0, kind: 'url', text: 'abc' }],
  })
})

test('a template with a place left empty is not filled at all', () => {
  expect(fillOffer(named, templateText(parts), ['INV-1', ' ', '100 ر.س', 'abc'])).toBeUndefined()
})

test('a place that has a name keeps it', () => {
  const text = templateText({ body: 'مرحبًا {{customer}}', buttons: [] })
  expect(fillOffer(named, text, ['سعد'])?.body).toEqual([{ name: 'customer', text: 'سعد' }])
})

test('a file in the header is asked for, and is no place of words', () => {
  const text = templateText({ header: { format: 'document' }, body: 'مرفق', buttons: [] })
  expect(text).toMatchObject({ header: null, headerMedia: 'document', variables: [] })
})
