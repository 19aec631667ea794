import { expect, test } from 'vitest'
import { deviceOf } from './device.ts'

test('a browser is named as people name it', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
  expect(deviceOf(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/131.0.0.0`)).toEqual({
    browser: 'Edge',
    system: 'Windows',
  })
  expect(deviceOf(`Mozilla/5.0 (Linux; Android 15; Pixel 9) ${chrome}`)).toEqual({
    browser: 'Chrome',
    system: 'Android',
  })
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
  expect(deviceOf(phone)).toEqual({ browser: 'Safari', system: 'iPhone' })
})

test('a program that is no browser keeps its own words', () => {
  expect(deviceOf('curl/7.88.1')).toBeUndefined()
})
