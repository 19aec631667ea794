import { expect, test } from 'vitest'
import { homePages } from './pages.ts'

const app = homePages(() => new Date('2026-11-22T09:00:00Z'))

// There was no page at /simulators, and nobody could tell how the clock is moved.
test('one page lists what is played and moves the clock, in both languages', async () => {
  for (const [lang, title] of [
    ['ar', 'المحاكيات'],
    ['en', 'Simulators'],
  ]) {
    const answer = await app.request(`/?lang=${lang}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await answer.text()
    expect(text).toContain(title)
    for (const part of ['/phone?lang=', '/mail?lang=', 'data-forward="86400000"', 'data-real'])
      expect(text).toContain(part)
  }
})

test('its own files are there, and nothing else of the machine', async () => {
  expect((await app.request('/assets/home.js')).status).toBe(200)
  expect((await app.request('/assets/home.css')).status).toBe(200)
  expect((await app.request('/assets/pages.ts')).status).toBe(404)
})
