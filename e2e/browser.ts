import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium as driver, type Page } from 'playwright-core'

const root = path.join(import.meta.dirname, '..')

/** The browser of a run, and the end of it: its processes and its unpacked files. */
export type OpenBrowser = Readonly<{ browser: Browser; close: () => Promise<void> }>

/**
 * Starts the Chromium that came with the packages. Its own flags switch web security off, so that
 * a test of our content policy would prove nothing: it gets ours.
 */
export async function openBrowser(): Promise<OpenBrowser> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'wasl-browser-'))
  const { executable, libraries } = await unpack(home)
  fs.writeFileSync(path.join(home, 'fonts.conf'), fontsOf(home))
  const browser = await driver.launch({
    executablePath: executable,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'],
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: home,
      TMPDIR: home,
      FONTCONFIG_FILE: path.join(home, 'fonts.conf'),
      ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }),
    },
  })
  return {
    browser,
    close: async () => {
      await browser.close()
      fs.rmSync(home, { recursive: true, force: true })
    },
  }
}

/**
 * The package unpacks to the temporary directory, readable by its user only, and asks the
 * environment where that is: a process of its own gets a directory of its own. Where the system
 * lacks a library, those that the package brings for a bare machine stand in.
 */
async function unpack(home: string): Promise<{ executable: string; libraries?: string }> {
  const bare = path.join(root, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br')
  const program = `
    import chromium, { inflate } from '@sparticuz/chromium'
    await inflate(${JSON.stringify(bare)})
    process.stdout.write(await chromium.executablePath())`
  const { stdout: executable } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { cwd: root, env: { TMPDIR: home, HOME: home } },
  )
  const links = spawnSync('ldd', [executable], { encoding: 'utf8' })
  if (links.status === 0 && !links.stdout.includes('not found')) return { executable }
  return { executable, libraries: path.join(home, 'al2023/lib') }
}

/**
 * The package's own list of fonts names a place that is not ours, and without any font a text has
 * no height. The one from the product's packages knows Arabic.
 */
function fontsOf(home: string): string {
  const arabic = path.join(root, 'node_modules/@expo-google-fonts/ibm-plex-sans-arabic')
  const places = [path.join(home, 'fonts'), arabic, '/usr/share/fonts']
  const listed = places.map((place) => `<dir>${place}</dir>`).join('')
  return `<?xml version="1.0"?><fontconfig>${listed}<cachedir>${home}/font-cache</cachedir></fontconfig>`
}

export type View = Readonly<{
  lang?: 'ar' | 'en'
  width?: number
  theme?: 'light' | 'dark'
}>

/** A page of its own, with cookies of its own, as a person in Riyadh would open it. */
export async function newPage(browser: Browser, view: View = {}): Promise<Page> {
  const { lang = 'ar', width = 1280, theme = 'light' } = view
  const phone = width < 600
  const context = await browser.newContext({
    locale: lang === 'ar' ? 'ar-SA' : 'en-GB',
    timezoneId: 'Asia/Riyadh',
    colorScheme: theme,
    reducedMotion: 'reduce',
    viewport: { width, height: phone ? 844 : 900 },
    hasTouch: phone,
    isMobile: phone,
  })
  return context.newPage()
}

export type AxeFinding = Readonly<{ rule: string; impact: string; help: string; where: string[] }>

/** What a person with a screen reader or weak sight would stumble on: serious and critical only; by these rules, or by all. */
export async function axe(page: Page, rules?: readonly string[]): Promise<AxeFinding[]> {
  // Evaluated, not added as a script: our content policy would rightly refuse that.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axeForArabic())
  const only = rules === undefined ? '' : `runOnly: ${JSON.stringify(rules)},`
  const found: AxeFinding[] =
    await page.evaluate(`axe.run(document, { ${only} resultTypes: ['violations'] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, help, nodes }) =>
        ({ rule: id, impact, help, where: nodes.map(({ target, any }) => {
          const { fgColor, bgColor } = any[0]?.data ?? {}
          return target.join(' ') + (fgColor ? ' (' + fgColor + ' on ' + bgColor + ')' : '')
        }) })))`)
  return found
}

/**
 * axe-core 4.14 takes joined letters for icons of a ligature font, and leaves all Arabic text out
 * of its contrast rule: measured, grey on white passed in Arabic and failed in English.
 */
function axeForArabic(): string {
  const source = fs.readFileSync(path.join(root, 'node_modules/axe-core/axe.js'), 'utf8')
  const head = 'function _isIconLigature(textVNode) {'
  if (!source.includes(head)) throw new Error('axe-core has changed: it must not skip Arabic again')
  return source.replace(head, `${head} return false;`)
}

/** Keeps a picture of the whole page under .tmp/screens and hands back its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const file = path.join(root, '.tmp/screens', `${name}.png`)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled' })
  return file
}

/** Keeps a picture of the page, on which nothing serious may stand in anybody's way. */
export async function nothingSerious(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  assert.deepEqual(await axe(page), [], name)
}
