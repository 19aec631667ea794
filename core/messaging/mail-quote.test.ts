import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitQuoted } from './mail-quote.ts'

const said = (text: string) => splitQuoted(text).said

describe('the new words of a mail', () => {
  test.each([
    ['marks of quotation', 'تم السداد\n\n> كتب فريق الدعم:\n> الفاتورة مستحقة'],
    [
      'English program',
      'تم السداد\n\nOn Sun, Nov 22, 2026 at 9:00 AM Wasl <a@b.c> wrote:\n\n> x\n> y',
    ],
    [
      'English program, folded',
      'تم السداد\n\nOn Sun, Nov 22, 2026 at 9:00 AM A Very Long Name\n<a@b.c> wrote:\n> x',
    ],
    [
      'Gmail in Arabic',
      'تم السداد\n\nفي الأحد، ٢٢ نوفمبر ٢٠٢٦ في ٩:٠٠ ص تمت كتابة ما يلي بواسطة \u202aوصل\u202c\u200f <\u202aa@b.c\u202c\u200f>:\n\n> x',
    ],
    ['Apple in Arabic', 'تم السداد\n\nفي ٢٢ نوفمبر ٢٠٢٦، الساعة ٩:٠٠ ص، كتب وصل <a@b.c>:\n\n> x'],
    ['writer before day', 'تم السداد\n\nكتب فريق التحصيل <a@b.c> في ٢٢ نوفمبر ٢٠٢٦:\n> x'],
    ['writer alone', 'تم السداد\n\nكتب فريق الدعم:\nالفاتورة مستحقة'],
    [
      'Outlook in English',
      'تم السداد\n\nFrom: Wasl <a@b.c>\nSent: Sunday\nTo: Sara\nSubject: Invoice\n\nold words',
    ],
    [
      'Outlook in Arabic',
      'تم السداد\n\n________________________________\nمن: وصل <a@b.c>\nتم الإرسال: الأحد\nإلى: سارة\nالموضوع: فاتورة\n\nكلام قديم',
    ],
    ['Outlook of old', 'تم السداد\n\n-----Original Message-----\nFrom: x\n\nold'],
    ['Outlook of old in Arabic', 'تم السداد\n\n-----الرسالة الأصلية-----\nمن: x\n\nقديم'],
    ['lines of Windows', 'تم السداد\r\n\r\n> a\r\n> b\r\n'],
  ])('are found before what it repeats: %s', (_name, text) => {
    const split = splitQuoted(text)
    expect(split.said).toBe('تم السداد')
    expect(split.quoted).not.toBe('')
  })

  test('are found below what it repeats too', () => {
    const text = 'On Sunday the 22nd X wrote:\n> متى السداد؟\n\nغدًا إن شاء الله'
    expect(splitQuoted(text)).toEqual({
      said: 'غدًا إن شاء الله',
      quoted: 'On Sunday the 22nd X wrote:\n> متى السداد؟',
    })
  })

  test('stay with what they answer line by line', () => {
    const text = '> متى السداد؟\nغدًا\n> كم المبلغ؟\nألف'
    expect(splitQuoted(text)).toEqual({ said: text, quoted: '' })
  })

  test('are all of it where a mail only passes another one on', () => {
    const text = '---------- Forwarded message ---------\nFrom: x\nDate: y\nSubject: z\n\nwords'
    expect(splitQuoted(text).said).toBe(text)
  })

  test.each([
    'On Sunday I will pay.',
    'في انتظار ردكم.',
    'من: الرياض إلى جدة',
    'كتبت لكم أمس ولم تردوا: أرجو الرد.',
    'From: here on all is well',
    'a > b\nand more',
    '',
  ])('are not taken for a quotation: «%s»', (text) => {
    expect(splitQuoted(text)).toEqual({ said: text, quoted: '' })
  })
})

test('no line is lost and none is made, whatever a mail looks like', () => {
  const line = fc.oneof(
    fc.constantFrom(
      ...[
        '> x',
        '>',
        'On a b c d wrote:',
        'كتب فلان:',
        'From: a',
        'Sent: b',
        'To: c',
        '',
        'من: x',
        'إلى: y',
      ],
      ...['الموضوع: z', '-----Original Message-----', '____________________', 'كلام', 'words'],
    ),
    fc.string(),
  )
  const words = (text: string) =>
    text
      .split(/\s+/)
      .filter((word) => word !== '')
      .toSorted()
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const text = lines.join('\n')
      const split = splitQuoted(text)
      expect(words(`${split.said}\n${split.quoted}`)).toEqual(words(text))
      if (text.trim() !== '') expect(split.said).not.toBe('')
    }),
    { numRuns: 1000 },
  )
})

test('ten thousand lines that look like the beginning of a quotation are soon read', () => {
  expect(said('On the way\n'.repeat(10_000)).length).toBeGreaterThan(100_000)
})
