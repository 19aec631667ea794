import type { Browser, Page } from 'playwright-core'
import { newPage } from './browser.ts'
import { findings, keep, type Language, type Listener, listenTo, stumbles } from './pages-look.ts'
import type { Opening } from './pages-openings.ts'
import type { Place } from './pages-places.ts'

/** Where a walk goes and how it looks at things. */
export type Walk = Readonly<{
  url: string
  lang: Language
  width: number
  page: Page
  listener: Listener
}>

/** What was not good, by the name of the place. */
type Faults = Record<string, string[]>

/** A page signed in by these cookies, ready to walk. */
export async function startWalk(
  browser: Browser,
  options: Readonly<{ url: string; lang: Language; width: number; state: Page }>,
): Promise<Walk> {
  const { url, lang, width, state } = options
  const page = await newPage(browser, { lang, width })
  await page.context().addCookies(await state.context().cookies())
  // A pay page speaks the customer's language until its visitor chooses one.
  await page.addInitScript("sessionStorage.setItem('wasl.pay.language', 'chosen')")
  const listener = listenTo(page)
  await page.goto(`${url}/`)
  await listener.quiet()
  return { url, lang, width, page, listener }
}

/** Every route that the product's own router knows. */
export const routesOf = (page: Page): Promise<string[]> =>
  page.evaluate('Object.keys(globalThis.__TSR_ROUTER__.routesByPath)')

/** As a click on a link goes, without loading the house anew; or as the link of a mail does. */
async function step({ page, url, listener }: Walk, { at, outside }: Place): Promise<void> {
  if (outside) await page.goto(`${url}${at}`)
  else await page.evaluate(`globalThis.__TSR_ROUTER__.history.push(${JSON.stringify(at)})`)
  await listener.quiet()
}

/** The system turns dark or light, and the page has followed. */
async function shade({ page }: Walk, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  const other = colorScheme === 'dark' ? 'light' : 'dark'
  await page
    .locator(`html:not([data-mantine-color-scheme=${other}])`)
    .waitFor({ state: 'attached' })
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  )
}

/** Looks at what is open now: words, size and reading aid, in light, and in dark where asked. */
export async function inspect(walk: Walk, name: string, dark: boolean): Promise<string[]> {
  const { page, lang, width } = walk
  const size = width < 600 ? 'phone' : 'wide'
  const found = [...(await findings(page, lang)), ...(await stumbles(page))]
  await keep(page, lang, size, 'light', name)
  if (dark) {
    await shade(walk, 'dark')
    found.push(...(await stumbles(page, ['color-contrast'])).map((each) => `dark: ${each}`))
    await keep(page, lang, size, 'dark', name)
    await shade(walk, 'light')
  }
  return [...found, ...walk.listener.heard()]
}

/** Walks to each place in turn, and tells what was not good there. */
export async function walkTo(walk: Walk, places: readonly Place[], dark: boolean): Promise<Faults> {
  const faults: Faults = {}
  const { page } = walk
  for (const place of places) {
    const { name, setUpNeeded, status } = place
    if (setUpNeeded)
      await page.route('**/api/v1/setup', (route) => route.fulfill({ json: { needed: true } }))
    await step(walk, place)
    const found = (await inspect(walk, name, dark)).filter(
      (each) => status === undefined || !each.includes(`status of ${status} `),
    )
    if (setUpNeeded) await page.unroute('**/api/v1/setup')
    if (found.length > 0) faults[name] = found
  }
  return faults
}

/** The same for pages that the server draws itself. */
export async function visit(walk: Walk, places: readonly Place[], dark: boolean): Promise<Faults> {
  const faults: Faults = {}
  for (const { at, name } of places) {
    await walk.page.goto(`${walk.url}${at}`)
    const found = await inspect(walk, name, dark)
    if (found.length > 0) faults[name] = found
  }
  return faults
}

/** Opens one thing after the other over its page, and tells what was not good about it. */
export async function openAll(
  walk: Walk,
  openings: readonly Opening[],
  dark: boolean,
): Promise<Faults> {
  const { page, width } = walk
  const faults: Faults = {}
  for (const { at, name, open, desk } of openings) {
    if (desk && width < 600) continue
    // The same page again would keep what was open before.
    await step(walk, { at: '/more', name })
    await step(walk, { at, name })
    await open(page)
    await walk.listener.quiet()
    const found = await inspect(walk, name, dark)
    if (found.length > 0) faults[name] = found
    await page.keyboard.press('Escape')
    await page.locator('[role=dialog], [role=menu]').first().waitFor({ state: 'hidden' })
  }
  return faults
}
