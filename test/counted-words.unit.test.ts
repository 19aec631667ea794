import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { say } from '#core/words.ts'
import { figures } from '#web/locales/ar/figures.ts'
import { importing } from '#web/locales/ar/importing.ts'
import { reports } from '#web/locales/ar/reports.ts'

const folder = new URL('../web/locales/ar/', import.meta.url)

/** Every Arabic message there is, with where it stands. */
async function allMessages(): Promise<[string, string][]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const found: [string, string][] = []
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const words: Record<string, unknown> = await import(new URL(file, folder).href)
    for (const group of Object.values(words))
      if (group !== null && typeof group === 'object')
        for (const [key, value] of Object.entries(group))
          if (typeof value === 'string') found.push([`${file} ${key}`, value])
  }
  return found
}

const afterPreposition =
  /(?:^|[\s«(])و?(?:من|على|إلى|عن|في|مع|بعد|قبل|خلال|منذ|لـ|بـ) ?\{\w+, plural,(?:[^{}]|\{[^{}]*\})*?two \{([^{}]*)\}/g

// «من فاتورتان»: after a preposition two are «ـين».
test('no two of anything stand in the nominative after a preposition', async () => {
  const messages = await allMessages()
  expect(messages.length).toBeGreaterThan(2000)
  const wrong = messages.flatMap(([where, text]) =>
    [...text.matchAll(afterPreposition)].flatMap(([, two = '']) =>
      /^\S*ان(?:\s|$)/.test(two) ? [`${where}: ${two}`] : [],
    ),
  )
  expect(wrong).toEqual([])
})

test('two invoices and two days take the form that their sentence asks for', () => {
  const ar = (text: string, values: Record<string, string | number>) =>
    say({ text }, 'text', values, 'ar')
  expect(ar(figures.from_invoices, { invoices: 2, company: 'في موعده' })).toMatch(
    /^من فاتورتين في عام/,
  )
  expect(ar(figures.usual_late, { days: 2 })).toBe('بعد يومين من الاستحقاق')
  expect(ar(figures.usual_early, { days: 2 })).toBe('قبل الاستحقاق بيومين')
  expect(ar(figures.why_usually_late, { days: 2 })).toBe('يتأخر عادة يومين')
  expect(ar(reports.days_late_before, { days: 2 })).toBe('كان يومين قبل ثلاثة أشهر')
  expect(ar(importing.run, { count: 2 })).toBe('استورد صفين')
  expect(ar(importing.undo_yes, { count: 2 })).toBe('تراجع عن صفين')
})
