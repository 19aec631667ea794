import { describe, expect, test } from 'vitest'
import { mailFrame, mailSandbox } from './mail-frame.ts'
import { safeMailHtml, textOfHtml } from './safe-html.ts'

const safe = (html: string) => safeMailHtml(html).html

describe('a link', () => {
  test('says where it leads, unless its words do', () => {
    expect(safe('<a href="https://bank.example/r?id=1">الإيصال</a>')).toMatch(
      /^<a href="https:\/\/bank\.example\/r\?id=1" rel="noopener noreferrer nofollow" target="_blank" title="https:\/\/bank\.example\/r\?id=1">الإيصال<\/a> <bdi[^>]*>\(bank\.example\)<\/bdi>$/,
    )
    expect(safe('<a href="https://bank.example/r">https://bank.example/r</a>')).not.toContain(
      '(bank',
    )
  })

  test.each([
    ['<a href="https://evil.example">https://bank.example</a>', '(evil.example)'],
    ['<a href="https://bank.example@evil.example/">https://bank.example</a>', '(evil.example)'],
    ['<a href="https://evil.example">evil.example.bank.example</a>', '(evil.example)'],
    ['<a href="https://bаnk.example/">https://bаnk.example/</a>', '(xn--'],
    ['<a href="mailto:sara@example.com">اكتب لنا</a>', '(sara@example.com)'],
  ])('of %s shows %s', (html, shown) => {
    expect(safe(html)).toContain(shown)
  })

  test.each([
    'javascript:x',
    '/logout',
    '#a',
    'data:text/html,x',
    'ftp://x/y',
    '',
    'https://',
    'http://[',
  ])('to «%s» is no link', (href) => {
    expect(safe(`<a href="${href}">x</a>`)).toBe('<span>x</span>')
  })
})

describe('a picture', () => {
  const far = '<img src="https://x.example/a.png" alt="شعار" width="90">'
  test('from elsewhere is its words until it is asked for', () => {
    const { html, blockedImages } = safeMailHtml(far)
    expect([blockedImages, html.includes('x.example'), html.includes('▢ شعار')]).toEqual([
      1,
      false,
      true,
    ])
    const asked = safeMailHtml(far, { showImages: true })
    expect(asked.html).toMatch(/^<img [^>]*src="https:\/\/x\.example\/a\.png"/)
    expect(asked.html).toContain('referrerpolicy="no-referrer"')
    expect(asked.blockedImages).toBe(0)
  })

  test('without a safe line is not shown even then', () => {
    expect(
      safeMailHtml('<img src="http://x.example/a.png">', { showImages: true }).html,
    ).not.toContain('<img')
  })

  test('that nobody could see is not counted', () => {
    expect(safeMailHtml('<img src="https://x.example/p" width=1 height=1>')).toEqual({
      html: '<span></span>',
      blockedImages: 0,
    })
  })

  test('of the mail itself is shown from where it is held', () => {
    const cids = new Map([['logo@x', 'data:image/png;base64,AAAA']])
    expect(safeMailHtml('<img src="cid:logo%40x">', { cids }).html).toContain(
      'src="data:image/png;base64,AAAA"',
    )
    expect(safeMailHtml('<img src="cid:other">', { cids }).html).not.toContain('<img')
  })
})

test('tables, colours and direction stay', () => {
  const html =
    '<table dir="rtl" width="100%" style="border-collapse:collapse"><tbody><tr><td align="right" style="color:#123456;padding:4px 8px;border:1px solid rgb(1, 2, 3)">مبلغ</td></tr></tbody></table>'
  expect(safe(html)).toBe(
    html.replaceAll(': ', ':').replace('padding:4px 8px;border', 'padding:4px 8px;border'),
  )
})

test('what would be shown backwards is shown as it is written', () => {
  expect(safe('<p title="\u202ea">\u202eabc\u202d</p>')).not.toMatch(/<p[^>]*>[^<]*[\u202d\u202e]/)
})

test('a mail of a hundred thousand open tags is soon made safe, and is not deep', () => {
  const html = safe(`${'<div><b>'.repeat(100_000)}كلام`)
  expect(html).toContain('كلام')
  expect(html.split('<div>').length).toBeLessThan(110)
  expect(textOfHtml(`${'<div><b>'.repeat(100_000)}كلام`)).toBe('كلام')
})

test('the words of a mail without plain text come line by line', () => {
  expect(
    textOfHtml(
      '<style>p{}</style><p>السلام&nbsp;عليكم</p><div>تم <b>السداد</b><br>شكرًا &lt;سارة&gt; &amp; &quot;نورة&quot;</div><script>x</script>',
    ),
  ).toBe('السلام عليكم\nتم السداد\nشكرًا <سارة> & "نورة"')
})

test('the frame lets nothing in, and pictures only when they are asked for', () => {
  const page = mailFrame('<p>x</p>', { language: 'ar' })
  expect(page).toContain(`content="default-src 'none'; img-src data:; style-src 'unsafe-inline'`)
  expect(mailFrame('', { language: 'en', showImages: true })).toContain('img-src data: https:;')
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<p>'))
  expect(mailSandbox).not.toMatch(/allow-(scripts|same-origin|forms|top-navigation)/)
})
