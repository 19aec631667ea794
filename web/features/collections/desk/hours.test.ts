import { expect, test } from 'vitest'
import { minutesOn } from './hours.ts'

const now = { today: '2026-11-23', minute: 649 }

test('of today no hour is offered that is over', () => {
  expect(minutesOn('2026-11-23', 780, now)).toEqual([720, 780, 840, 960, 1080])
  expect(minutesOn('2026-11-23', null, { ...now, minute: 1090 })).toEqual([])
})

test('another day has the round hours, and the one that was proposed for it alone', () => {
  expect(minutesOn('2026-11-24', null, now)).toEqual([600, 720, 840, 960, 1080])
  expect(minutesOn('2026-11-24', 630, now)).toEqual([600, 630, 720, 840, 960, 1080])
  expect(minutesOn(null, null, now)).toHaveLength(5)
})
