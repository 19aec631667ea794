import { expect, test } from 'vitest'
import { standingTexts } from './channel-template.ts'
import { smsSize } from './segments.ts'
import { placesOfText, shortPlaces, shortText } from './short-texts.ts'

const texts = standingTexts.filter((key) => key !== 'free')

test('a short text speaks of nothing that its text in full does not know', () => {
  for (const text of texts)
    for (const language of ['ar', 'en'] as const)
      for (const place of shortPlaces(text, language))
        expect(placesOfText(text), `${text} ${place}`).toContain(place)
})

test('with usual values it takes at most three segments in Arabic and two in English', () => {
  const values = {
    ...{ company: 'شركة روافد', total: '\u206713,466.50 ر.س\u2069', dueDay: 'الخميس 8 أكتوبر' },
    ...{ link: 'https://wasl.example/pay/Zx81kQ0aPq3vTn7LmB2cYw', deadline: 'الأحد 29 نوفمبر' },
    ...{ phone: '\u2066+966 50 551 2847\u2069', amount: '7,452.00 ر.س', number: 'INV-2026-0326' },
    ...{ remaining: '6,014.50 ر.س', until: '22 نوفمبر 2026', balance: '13,466.50 ر.س' },
  }
  for (const text of texts) {
    const said = shortText(text, 'ar', values) ?? ''
    expect(said).not.toMatch(/[\u2066-\u2069]/)
    expect(smsSize(said).segments, said).toBeLessThanOrEqual(3)
    const latin = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        value.replace(/[\u0600-\u06ff]+/g, 'Rawafid'),
      ]),
    )
    const english = smsSize(shortText(text, 'en', latin) ?? '')
    expect(english.encoding).toBe('gsm7')
    expect(english.segments).toBeLessThanOrEqual(2)
  }
})
