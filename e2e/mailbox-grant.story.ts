import { once } from 'node:events'
import type { Server } from 'node:http'
import path from 'node:path'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Env } from '#platform/http.ts'
import { perform } from '#platform/jobs.ts'
import { composeHttp } from '#server/main.ts'
import { openHouse } from '#test/house.ts'
import { authorityUrl, openMailProvider } from '#test/mail-authority.ts'
import { ensureWeb } from '../scripts/build-web.ts'
import { newPage, nothingSerious, openBrowser } from './browser.ts'
import { type Ask, askOf, newId } from './pages-seed.ts'
import { passwords } from './small-company.ts'

/** A provider is known by its name over https: its page is played in the browser, its tokens in the house. */
const the = openHouse()
const mailbox = 'billing@rawafid.example'
const id = newId()
let provider: Awaited<ReturnType<typeof openMailProvider>>
let server: Server
let browser: Browser
let close = async () => {}
let url = ''
let page: Page
let ask: Ask

beforeAll(async () => {
  await ensureWeb()
  provider = await openMailProvider({ id: 'wasl-app', secret: 'sirr-al-tatbiq' })
  provider.answerIn(the.house)
  let app: Hono<Env> | undefined
  server = serve({
    fetch: (request, env) => app?.fetch(request, env) ?? new Response(null, { status: 503 }),
    ...{ port: 0, hostname: '127.0.0.1' },
  }) as Server
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const webFolder = path.join(import.meta.dirname, '../dist/web')
  app = composeHttp({ ...the.house, publicUrl: url }, the.realtime, { webFolder, limitFactor: 100 })
  ;({ browser, close } = await openBrowser())
  page = await newPage(browser, { lang: 'ar', width: 1440 })
  ask = askOf(page.context(), url)
  await ask('POST', '/sessions', { email: the.company.email, password: passwords })
  await page.context().route(`${authorityUrl}/authorize**`, async (route) => {
    const asked = new URL(route.request().url())
    const back = new URL(asked.searchParams.get('redirect_uri') ?? '')
    const agreed = provider.agree(asked.href, mailbox)
    for (const [name, word] of Object.entries(agreed)) back.searchParams.set(name, word)
    const contentType = 'text/html; charset=utf-8'
    await route.fulfill({
      contentType,
      body: `<a href="${back.href.replaceAll('&', '&amp;')}">Agree</a>`,
    })
  })
})
afterAll(async () => {
  await close()
  server.close()
  server.closeAllConnections()
  await provider.close()
})

const here = () => `${url}/settings/channels/${id}`
/** Beside the name may stand that it can be left out. */
const field = (name: string) =>
  page.getByLabel(new RegExp(`^${name.replaceAll(/[()]/g, '\\$&')}`)).first()
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

/** Looked at as a person at a desk and one with a phone in hand would. */
async function looksRight(name: string) {
  await nothingSerious(page, name)
  await page.setViewportSize({ width: 390, height: 844 })
  await nothingSerious(page, `${name}-phone`)
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** To the provider, where the owner of the mailbox agrees, and back to the account. */
async function agree(button: string) {
  await press(button)
  await page.getByRole('link', { name: 'Agree' }).click()
  await page.waitForURL(here())
  await page.getByText('يدخل وصل إلى هذا الصندوق بإذن صاحبه، ويجدّد رمزه من نفسه.').waitFor()
}

test('a mailbox of any provider is entered by a grant, and mail leaves by it', async () => {
  await page.goto(`${here()}?vendor=smtp`)
  await page.getByLabel('طريقة الدخول إلى الصندوق').first().click()
  await page.getByRole('option', { name: 'مزوّد آخر (OAuth 2)' }).click()
  // Where the provider is told to send people back is where they are sent back.
  await page.getByText(`${url}/settings/channels/granted`, { exact: true }).waitFor()
  const typed = {
    'معرّف التطبيق (Client ID)': 'wasl-app',
    'سر التطبيق (Client secret)': 'sirr-al-tatbiq',
    'عنوان الموافقة': `${authorityUrl}/authorize`,
    'عنوان الرموز': `${authorityUrl}/token`,
    'النطاق (Scope)': 'mail.read mail.send',
    'خادم SMTP': '127.0.0.1',
    المنفذ: String(provider.smtp.port),
    'اسم المستخدم': mailbox,
    'عنوان المرسل': mailbox,
  }
  for (const [name, word] of Object.entries(typed)) await field(name).fill(word)
  await looksRight('grant-form')
  await press('احفظ الحساب')
  await page.waitForURL(here())
  await page.getByText('لم يوافق صاحب الصندوق بعد.').first().waitFor()
  await agree('اذهب إلى المزوّد ووافق')
  await press('أرسل رسالة تجربة')
  await page.getByText('يعمل', { exact: true }).first().waitFor()
  expect(provider.smtp.inbox().list()).toHaveLength(1)
  await looksRight('grant-given')
})

test('the owner of the mailbox takes it back: the account says so and what to do, and that mends it', async () => {
  provider.takeBack()
  const { companyId } = the.company
  the.setNow(new Date(Date.now() + 2 * 3_600_000).toISOString())
  await perform(the.house, 'messaging.check_accounts', { companyId })
  await page.goto(here())
  await page.getByText(/^أُلغي الإذن أو انتهى/).waitFor()
  await page.getByText('لا يعمل', { exact: true }).first().waitFor()
  expect(await page.getByText('أُذن منذ').count()).toBe(0)
  await looksRight('grant-gone')
  await agree('وافق من جديد')
})
