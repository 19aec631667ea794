import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assign, type Candidate, type Need, takeAway } from './assign.ts'

const agent = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{ id, departments: ['support'], skills: { technical: 2 }, presence: 'online', onShift: true },
  ...{ capacity: 3, load: 0, lastTurn: 0 },
  ...more,
})
const need: Need = {
  typeId: 'technical',
  departmentId: 'support',
  ownerId: null,
  lastAgentId: null,
}
const reasons = (result: ReturnType<typeof assign>) =>
  Object.fromEntries(result.others.map(({ id, because }) => [id, because]))

test('the best of the department who has room gets it, and each other is told why not', () => {
  const result = assign(need, [
    agent('amal', { load: 1 }),
    agent('badr', { skills: { technical: 3 }, load: 3 }),
    agent('dina', { presence: 'away' }),
    agent('essa', { departments: ['sales'] }),
    agent('fahad', { onShift: false }),
    agent('ghada', { lastTurn: 7 }),
    agent('hani', { lastTurn: 4 }),
    agent('iman', { skills: {} }),
    agent('jaber', { presence: 'busy' }),
  ])
  expect(result.chosen).toMatchObject({ id: 'hani', because: 'their_turn' })
  expect(reasons(result)).toEqual({
    ...{ amal: 'more_loaded', badr: 'full', dina: 'away', essa: 'other_department' },
    ...{ fahad: 'off_shift', ghada: 'had_a_turn_later', iman: 'less_skilled', jaber: 'busy' },
  })
})

test('whoever spoke last comes first, then the owner, and only if they are there', () => {
  const [owner, last] = [
    agent('owner', { departments: ['sales'], skills: {} }),
    agent('last', { load: 2 }),
  ]
  const asked = { ...need, ownerId: 'owner', lastAgentId: 'last' }
  const chosen = (them: readonly Candidate[]) => assign(asked, them).chosen
  expect(chosen([owner, last, agent('x')])).toMatchObject({ id: 'last', because: 'spoke_last' })
  expect(chosen([owner, { ...last, presence: 'away' }, agent('x')])).toMatchObject({
    id: 'owner',
    because: 'owner',
  })
  expect(chosen([{ ...owner, onShift: false }, { ...last, load: 3 }, agent('x')])).toMatchObject({
    id: 'x',
  })
})

test('a type that asks for a skill goes to those who have it well enough, and to nobody else', () => {
  const asked: Need = { ...need, skill: { typeId: 'contracts', level: 2 } }
  const result = assign(asked, [
    agent('amal', { skills: { technical: 3 } }),
    agent('badr', { skills: { contracts: 2 }, load: 2 }),
    agent('dina', { skills: { contracts: 1 } }),
    agent('essa', { skills: { contracts: 3 }, departments: ['sales'] }),
  ])
  expect(result.chosen).toMatchObject({ id: 'badr', because: 'only_one' })
  expect(reasons(result)).toEqual({
    ...{ amal: 'unskilled', dina: 'unskilled', essa: 'other_department' },
  })
  const none = assign(asked, [agent('amal'), agent('dina', { presence: 'away' })])
  expect(none).toMatchObject({ chosen: null, nobody: 'nobody_skilled' })
  expect(reasons(none)).toEqual({ amal: 'unskilled', dina: 'away' })
  const busy = assign(asked, [agent('badr', { skills: { contracts: 2 }, load: 3 })])
  expect(busy.nobody).toBe('nobody_free')
  const last = { ...asked, lastAgentId: 'amal' }
  expect(assign(last, [agent('amal')]).chosen).toMatchObject({ id: 'amal', because: 'spoke_last' })
})

test('a half-full desk is fuller than a third-full one, however many conversations that is', () => {
  const result = assign(need, [
    agent('small', { capacity: 2, load: 1 }),
    agent('large', { capacity: 6, load: 2 }),
  ])
  expect(result.chosen).toMatchObject({ id: 'large', because: 'least_loaded' })
})

test('nobody gets it when nobody can, and it says why', () => {
  expect(assign(need, []).nobody).toBe('nobody_there')
  expect(assign(need, [agent('a', { departments: [] })]).nobody).toBe('nobody_in_department')
  expect(assign(need, [agent('a', { load: 3 })])).toMatchObject({
    chosen: null,
    nobody: 'nobody_free',
  })
  expect(reasons(assign({ ...need, except: 'a' }, [agent('a')]))).toEqual({ a: 'had_it' })
})

test.each([
  ['they answered already', { waiting: false, waitedMinutes: 99, absentMinutes: 99 }, {}, null],
  ['they are there and in time', { waiting: true, waitedMinutes: 14, absentMinutes: 0 }, {}, null],
  ['it waited too long', { waiting: true, waitedMinutes: 15, absentMinutes: 0 }, {}, 'timed_out'],
  [
    'they have been away too long',
    { waiting: true, waitedMinutes: 10, absentMinutes: 10 },
    { presence: 'away' },
    'absent',
  ],
  [
    'their shift has ended',
    { waiting: true, waitedMinutes: 1, absentMinutes: 10 },
    { onShift: false },
    'absent',
  ],
  [
    'busy is there',
    { waiting: true, waitedMinutes: 1, absentMinutes: 10 },
    { presence: 'busy' },
    null,
  ],
] as const)('%s', (_, held, more, outcome) => {
  const patience = { answerMinutes: 15, absenceMinutes: 10 }
  expect(takeAway({ ...held, assignee: agent('a', more) }, patience)).toBe(outcome)
  expect(takeAway({ ...held, assignee: undefined }, patience)).toBe('gone')
  const never = { answerMinutes: null, absenceMinutes: null }
  expect(takeAway({ ...held, assignee: agent('a', more) }, never)).toBeNull()
})

const anyone = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    departments: fc.subarray(['support', 'sales']),
    skills: fc.constantFrom({}, { technical: 1 }, { technical: 3 }),
    presence: fc.constantFrom(
      'online' as const,
      'online' as const,
      'busy' as const,
      'away' as const,
      'off' as const,
    ),
    onShift: fc.boolean(),
    capacity: fc.integer({ min: 0, max: 4 }),
    load: fc.integer({ min: 0, max: 5 }),
    lastTurn: fc.integer({ min: 0, max: 9 }),
  }),
  { selector: ({ id }) => id, maxLength: 5 },
)
const someone = fc.constantFrom(null, 'a', 'b', 'z')
const needs = fc.record({
  typeId: fc.constantFrom(null, 'technical'),
  departmentId: fc.constantFrom(null, 'support'),
  ownerId: someone,
  lastAgentId: someone,
})

test('never over capacity, never the absent; everybody is spoken of once; the order of asking is nothing', () => {
  fc.assert(
    fc.property(needs, anyone, (asked, people) => {
      const result = assign(asked, people)
      const chosen = people.find(({ id }) => id === result.chosen?.id)
      if (chosen) {
        expect(chosen).toMatchObject({ presence: 'online', onShift: true })
        expect(chosen.load).toBeLessThan(chosen.capacity)
      }
      const spokenOf = [...result.others, ...(result.chosen ? [result.chosen] : [])].map(
        ({ id }) => id,
      )
      expect(spokenOf.toSorted()).toEqual(people.map(({ id }) => id).toSorted())
      expect((result.chosen === null) === (result.nobody !== null)).toBe(true)
      expect(assign(asked, people.toReversed()).chosen).toEqual(result.chosen)
    }),
    { numRuns: 500 },
  )
})

test('nobody is left out while somebody free of the department could have had it', () => {
  fc.assert(
    fc.property(needs, anyone, (asked, people) => {
      const free = people.some(
        (each) =>
          each.presence === 'online' &&
          each.onShift &&
          each.load < each.capacity &&
          (asked.departmentId === null || each.departments.includes(asked.departmentId)),
      )
      if (free) expect(assign(asked, people).chosen).not.toBeNull()
    }),
  )
})

test('equals share many conversations evenly, whether these end at once or never, and nobody starves', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 1, max: 80 }),
      fc.boolean(),
      (many, rounds, end) => {
        let team = Array.from({ length: many }, (_, n) => agent(`agent-${n}`, { capacity: 100 }))
        const given = new Map<string, number>()
        for (let turn = 1; turn <= rounds; turn += 1) {
          const id = assign(need, team).chosen?.id ?? ''
          given.set(id, (given.get(id) ?? 0) + 1)
          team = team.map((each) =>
            each.id === id ? { ...each, lastTurn: turn, load: each.load + (end ? 0 : 1) } : each,
          )
        }
        const counts = team.map(({ id }) => given.get(id) ?? 0)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      },
    ),
  )
})
