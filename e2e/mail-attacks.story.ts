import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Attack,
  attacks,
  bare,
  mailFrameHeaders,
  mailSandbox,
  shown,
} from '#test/mail-attacks.ts'
import { screenshot } from './browser.ts'
import { type MailHouse, openMailHouse, type Surroundings } from './mail-room.ts'

let house: MailHouse
beforeAll(async () => {
  house = await openMailHouse()
})
afterAll(() => house.close())

type Walls = Surroundings & Readonly<{ document: (attack: Attack) => string }>
const guarded: Surroundings = { around: '/guarded', sandbox: mailSandbox }

const all = () => attacks(house.target)

/** What each attack brought about behind these walls; those that did nothing are left out. */
async function attempt(walls: Walls, tried = all()): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  let here = await house.room(walls)
  for (const attack of tried) {
    const document = walls.document(attack)
    // A link that is left leads where it says: to press it is the reader's own wish.
    const heard = await here.show(document, !/ href="/.test(document)).catch(() => ['crash'])
    if (heard.length === 0) continue
    found[attack.name] = heard
    if (heard.includes('crash')) {
      await here.page.context().close()
      here = await house.room(walls)
    } else await here.begin()
  }
  await here.page.context().close()
  return found
}

test('the collection is large, and no two attacks are the same', () => {
  const bodies = all().map(({ kind, body }) => `${kind} ${body}`)
  expect(bodies.length).toBeGreaterThanOrEqual(220)
  expect(new Set(bodies).size).toBe(bodies.length)
})

test('in the product no attack runs, loads, sends or opens anything', async () => {
  const walls: Walls = { ...guarded, document: (one) => shown(one) }
  expect(await attempt(walls)).toEqual({})
}, 300_000)

test('the cleaning alone would hold, without frame and policy', async () => {
  const withoutPolicy = (one: Attack) =>
    shown(one).replace(/<meta http-equiv="Content-Sec[^>]*>/, '')
  expect(await attempt({ around: '/open', sandbox: null, document: withoutPolicy })).toEqual({})
}, 300_000)

test('the frame alone would let no script run, without the cleaning', async () => {
  const found = await attempt({ ...guarded, document: bare })
  const scripts = Object.entries(found).filter(([, heard]) => heard.includes('script'))
  expect(scripts).toEqual([])
}, 300_000)

test('without all of them they do what they are made for', async () => {
  const surest = all().filter(({ name }) => /^(scripts|handlers|loading):/.test(name))
  const found = await attempt({ around: '/open', sandbox: null, document: bare }, surest)
  const count = (what: RegExp) =>
    Object.values(found).filter((heard) => heard.some((one) => what.test(one))).length
  expect(count(/^script/)).toBeGreaterThan(60)
  expect(count(/^(request|connection)/)).toBeGreaterThan(60)
}, 300_000)

/** Runs in the browser: what Chromium itself finds in a document that no mail may have. */
const findStrangers = `(html) => {
  const bad = []
  // What a browser makes of what a browser made of it: a mail may not change its meaning on the way.
  const first = new DOMParser().parseFromString(html, 'text/html')
  const again = new DOMParser().parseFromString(first.body.innerHTML, 'text/html')
  const forbidden = /^(script|style|iframe|object|embed|form|input|button|link|meta|base|template|textarea|select|svg|math|video|audio)$/i
  const names = /^on|^(srcset|formaction|background|poster|ping|id|name|class|http-equiv|is|slot)$/
  for (const element of [...first.body.querySelectorAll('*'), ...again.body.querySelectorAll('*')]) {
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') bad.push(element.outerHTML)
    if (forbidden.test(element.tagName)) bad.push(element.tagName)
    for (const { name, value } of element.attributes) {
      if (names.test(name)) bad.push(name)
      if (name === 'href' && !/^(https?|mailto|tel):/.test(value)) bad.push(value)
      if (name === 'src' && !/^data:image\\/(png|gif|jpe?g|webp);base64,/.test(value)) bad.push(value)
      if (name === 'style' && /url|expression|@|position|\\\\/i.test(value)) bad.push(value)
    }
  }
  return bad
}`
const strangers = (page: Page, document: string): Promise<string[]> =>
  page.evaluate(`(${findStrangers})(${JSON.stringify(document)})`)

test('what is left of each attack holds nothing but words, tables and links that say where they lead', async () => {
  const { page } = await house.room(guarded)
  const found: Record<string, string[]> = {}
  for (const attack of all()) {
    const bad = await strangers(page, shown(attack))
    if (bad.length > 0) found[attack.name] = bad
  }
  expect(found).toEqual({})
  expect(await strangers(page, '<p onclick=x style="background:url(x)">')).toHaveLength(4)
  await page.context().close()
}, 120_000)

const invoice = `<div dir="rtl" style="font-family:Tahoma;color:#123456"><h2>فاتورة رقم 1042</h2>
<p>السلام عليكم، <b>تم السداد</b> اليوم. رابط الإيصال: <a href="https://bank.example/r/1">الإيصال</a></p>
<table border="1" style="border-collapse:collapse;width:100%"><tr><th>البند</th><th>المبلغ</th></tr>
<tr><td>صيانة</td><td dir="ltr">1,150.00 SAR</td></tr></table>
<blockquote style="border-right:3px solid #ccc;padding-right:8px">كتبتم: نرجو السداد</blockquote>
<img src="{{tls}}/logo.png" alt="شعار الشركة" width="120" height="40"></div>`

test('a good mail stays legible: its words, its table, right to left', async () => {
  const { page, show } = await house.room(guarded)
  const mail: Attack = { name: 'good', kind: 'html', body: invoice }
  expect(await show(shown(mail), false)).toEqual([])
  await screenshot(page, 'mail-good')
  const frame = page.frameLocator('iframe')
  const words = await frame.locator('body').innerText()
  for (const word of [
    'فاتورة رقم 1042',
    'تم السداد',
    'صيانة',
    '1,150.00 SAR',
    'كتبتم',
    'شعار الشركة',
  ])
    expect(words).toContain(word)
  expect(words).toContain('(bank.example)')
  const right = await frame.locator('h2').boundingBox()
  const [first, second] = await frame.locator('td').all()
  const [a, b] = [await first?.boundingBox(), await second?.boundingBox()]
  expect(right?.width).toBeGreaterThan(300)
  expect(a?.x).toBeGreaterThan(b?.x ?? 0)
  await page.context().close()
})

test('pictures from elsewhere come when they are asked for, and only then', async () => {
  const { page } = await house.room(guarded)
  const mail: Attack = {
    name: 'pictures',
    kind: 'html',
    body: invoice.replace('{{tls}}', `https://${house.target}`),
  }
  const requests = async (showImages: boolean) => {
    house.serve(shown(mail, showImages), mailFrameHeaders(showImages))
    const before = house.connections()
    await page.locator('iframe').evaluate(
      (frame) =>
        new Promise<void>((resolve) => {
          frame.addEventListener('load', () => resolve(), { once: true })
          frame.setAttribute('src', '/mail')
        }),
    )
    return house.connections() > before
  }
  expect(await requests(false)).toBe(false)
  expect(await requests(true)).toBe(true)
  await page.context().close()
})
