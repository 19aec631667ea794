import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPage, openBrowser } from './browser.ts'
import { type Language, pictured } from './pages-look.ts'
import { openings } from './pages-openings.ts'
import { placesOf, servedPlaces } from './pages-places.ts'
import { type Ask, askOf, type Seeded, seed } from './pages-seed.ts'
import { openAll, routesOf, startWalk, visit, type Walk, walkTo } from './pages-walk.ts'
import { type Product, startProduct } from './product.ts'

let product: Product
let browser: Browser
let close = async () => {}
let stop = async () => {}
let owner: Page
let ask: Ask
let made: Seeded

beforeAll(async () => {
  const starting = startProduct(['--demo', '--small'])
  ;({ browser, close } = await openBrowser())
  product = await starting
  stop = product.stop
  owner = await newPage(browser)
  ask = askOf(owner.context(), product.url)
  await ask('POST', '/sessions', { email: 'demo@wasl.example', password: 'a year in riyadh' })
  made = await seed(ask, product.url)
})
afterAll(async () => {
  await close()
  await stop()
})

const speak = (language: Language) =>
  ask('PUT', '/me/preferences', {
    language,
    digits: 'latn',
    calendar: 'gregory',
    theme: 'system',
  })

/** The same walk on a desk and on a phone, at once. */
async function both<Answer>(lang: Language, go: (walk: Walk) => Promise<Answer>) {
  const start = (width: number) =>
    startWalk(browser, { url: product.url, lang, width, state: owner })
  const walks = [await start(1440), await start(390)]
  const answers = await Promise.all(walks.map(go))
  await Promise.all(walks.map(({ page }) => page.context().close()))
  return answers
}

test('every route of the product is on the way', async () => {
  const walk = await startWalk(browser, { url: product.url, lang: 'ar', width: 1440, state: owner })
  const visited = Object.keys(placesOf(made))
  expect(visited.toSorted()).toEqual((await routesOf(walk.page)).toSorted())
  await walk.page.context().close()
})

describe.each(['ar', 'en'] as const)('in %s', (lang) => {
  test('every page fits, speaks one language and can be read by everyone', async () => {
    await speak(lang)
    const faults = await both(lang, async (walk) => {
      const dark = pictured || (lang === 'ar' && walk.width > 600)
      const places = Object.values(placesOf(made)).flat()
      const walked = await walkTo(walk, places, dark)
      return { ...walked, ...(await visit(walk, servedPlaces(made, lang), dark)) }
    })
    expect({ wide: faults[0], phone: faults[1] }).toEqual({ wide: {}, phone: {} })
  }, 600_000)

  test('so does everything that opens over a page', async () => {
    await speak(lang)
    const faults = await both(lang, (walk) => openAll(walk, openings(made), pictured))
    expect({ wide: faults[0], phone: faults[1] }).toEqual({ wide: {}, phone: {} })
  }, 600_000)
})
