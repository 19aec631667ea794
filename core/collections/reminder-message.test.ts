import { expect, test } from 'vitest'
import { type ReminderFacts, withItemList } from './reminder-message.ts'

const facts: ReminderFacts = {
  language: 'ar',
  name: 'مؤسسة النور',
  company: 'شركة الأفق',
  link: 'https://wasl.example/p/1',
  currency: 'SAR',
  today: '2026-11-22',
  deadline: '2026-11-29',
  collector: 'ريم',
  manager: 'نورة',
  phone: '',
  items: [
    { number: 'INV-1', dueOn: '2026-01-09', balance: { minor: 414_504, currency: 'SAR' } },
    { number: 'INV-2', dueOn: '2026-12-09', balance: { minor: 71_300, currency: 'SAR' } },
  ],
}

/** `dir="auto"` and most mail programs go by the first strong character, isolated or not. */
const firstStrong = (line: string): string | undefined => /[\p{L}\u200F]/u.exec(line)?.[0]

test('a line of the list reads from the right, although its invoice number is Latin', () => {
  const [, ...lines] = withItemList('نص', facts).split(/\n+/)
  expect(lines).toHaveLength(2)
  for (const line of lines) expect(firstStrong(line)).toBe('\u200F')
  expect(lines[0]).toContain('INV-1')
})
