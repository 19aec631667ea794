import { beforeAll, expect, test } from 'vitest'
import { contract } from '#core/contract.ts'
import { type ShippedRole, shippedGrants, shippedRoles } from '#core/people/roles.ts'
import { Permission, permissions } from '#core/permission.ts'
import { newToken, tokenHash } from '#platform/secrets.ts'
import { audit as auditWords } from '#web/locales/ar/audit.ts'
import { auditValue, changedFields } from '#web/ui/record/audit-value.ts'
import { digestOf } from './digest.ts'
import { type Operation, operationsOf } from './fuzz/operations.ts'
import { type Company, newId, openHouse } from './house.ts'
import { inputFor, type Known, type Slot, slotsOf } from './matrix/build.ts'
import { fill } from './matrix/fill.ts'
import { guards } from './matrix/guards.ts'
import { idsOf } from './matrix/inventory.ts'
import { kindOf, upserts } from './matrix/kinds.ts'
import { ask, type Caller, cellLeaks, type Leak } from './matrix/matrix.ts'
import { employ, sessionToken } from './matrix/staff.ts'

const house = openHouse()
const canary = 'CANARYQX7'
// They move with every request that was authenticated or refused, and hold nothing of a company.
const except = ['gate.session', 'gate.person']

let operations: Operation[] = []
let other: Company
let own: Known = new Map()
let foreign: Known = new Map()
let spent: string[] = []
const staff = new Map<ShippedRole, Caller>()
let keyCaller: Caller
const anonymous: Caller = { name: 'anonymous', headers: {} }
const say = (text: string) => process.stdout.write(`${text}\n`)

/** A key that may do nothing at all. */
async function emptyKey(): Promise<Caller> {
  const [id, secret] = [newId(), newToken()]
  const { companyId } = house.company
  await house.sql(
    "insert into api_key (company_id, id, name, prefix, grants, created_at) values ($1, $2, 'empty', 'empty', '{}', now())",
    [companyId, id],
  )
  await house.house.pool.query('select gate.link_key($1, $2, $3)', [
    tokenHash(secret),
    companyId,
    id,
  ])
  return { name: 'a key without grants', headers: { authorization: `Bearer ${secret}` } }
}

async function signIn(role: ShippedRole): Promise<Caller> {
  const who = role === 'owner' ? house.company : await employ(house, house.company, role)
  // An agency's own: it may reach what was referred to it, and has to be kept from all else.
  if (role === 'agency')
    await house.sql(
      `insert into agency_member (company_id, member_id, agency_id)
       select $1, $2, id from agency where company_id = $1 order by id limit 1`,
      [house.company.companyId, who.ownerId],
    )
  const token = await sessionToken(house, who)
  return { name: role, headers: { cookie: `wasl_sid=${token}` } }
}

/** Signs everyone in again: some requests end the session that they came with. */
async function refresh(role: ShippedRole): Promise<Caller> {
  const caller = staff.get(role)
  const me = operations.find(({ name }) => name === 'people.me')
  if (caller && me && (await ask(house, caller, me, inputFor(me, own))).status === 200)
    return caller
  const fresh = await signIn(role)
  staff.set(role, fresh)
  return fresh
}

beforeAll(async () => {
  operations = await operationsOf(house)
  other = await house.anotherCompany(`شركة ${canary}`)
  const missed = [
    ...(await fill(house, operations, house.company, 'OURS')),
    ...(await fill(house, operations, other, canary)),
  ]
  for (const role of shippedRoles) staff.set(role, await signIn(role))
  keyCaller = await emptyKey()
  own = await idsOf(house, house.company.companyId, 8)
  foreign = await idsOf(house, other.companyId)
  const kept = new Set([...foreign.values()].flat())
  const every = await idsOf(house, other.companyId, 400)
  spent = [...new Set([...every.values()].flat())].filter((id) => !kept.has(id))
  say(
    `matrix: ${operations.length} operations; the other company has ids in ${foreign.size} tables`,
  )
  expect(missed.map(({ name, status, text }) => `${name} ${status} ${text}`)).toEqual([])
}, 300_000)

test('every route of the contract is served and described', () => {
  const promised = Object.entries(contract).flatMap(([capability, routes]) =>
    Object.keys(routes).map((route) => `${capability}.${route}`),
  )
  expect(operations.map(({ name }) => name).sort()).toEqual(promised.sort())
})

test('every route has its guard, and it is the one that was decided', async () => {
  const found: Record<string, string> = {}
  for (const operation of operations) {
    const input = inputFor(operation, own)
    const byNobody = await ask(house, anonymous, operation, input)
    const byKey = await ask(house, keyCaller, operation, input)
    found[operation.name] =
      byNobody.status !== 401 || byNobody.code !== 'access.unauthenticated'
        ? 'open'
        : byKey.code === 'access.forbidden'
          ? (byKey.permission ?? 'nameless')
          : 'signed in'
  }
  const held = new Set<string>(permissions)
  const strange = Object.values(found).filter(
    (guard) => !['open', 'signed in'].includes(guard) && !held.has(guard),
  )
  expect(strange).toEqual([])
  expect(found).toEqual(guards)
}, 300_000)

test('every role may exactly what its permissions say, on every route', async () => {
  const wrong: string[] = []
  const silent: string[] = []
  let allowed = 0
  let denied = 0
  for (const role of shippedRoles) {
    const grants = shippedGrants(role)
    for (const operation of operations) {
      const guard = guards[operation.name] ?? 'open'
      const caller = await refresh(role)
      const answer = await ask(house, caller, operation, inputFor(operation, own))
      const forbidden = answer.code === 'access.forbidden' && answer.permission === guard
      const expected = guard in { open: 1, 'signed in': 1 } || guard in grants
      if (expected) allowed += 1
      else denied += 1
      const cell = `${role} ${operation.name}: ${answer.status} ${answer.code ?? ''}`
      if (expected === forbidden || answer.status >= 500) wrong.push(cell)
      if (expected && answer.status === 400) silent.push(`${cell} ${answer.text.slice(-250)}`)
    }
  }
  say(`matrix: ${allowed} cells allowed, ${denied} denied`)
  expect(wrong).toEqual([])
  expect(silent).toEqual([])
}, 600_000)

/**
 * Ids of the other company that would fit the place; for the owner, of every other kind too. Where
 * the caller chooses an id for what it makes, each is used once: afterwards it is ours as well.
 */
function fitting(operation: Operation, name: string, caller: Caller): string[] {
  const kind = kindOf(operation, name)
  const exact = foreign.get(kind) ?? []
  if (name === 'id' && upserts.has(operation.name))
    return [...spent.splice(0, 1), ...(caller.name === 'owner' ? exact.slice(2) : [])]
  if (kind === '') return spent.splice(0, 1)
  const all = [...foreign.values()].map(([id = '']) => id)
  if (caller.name === 'owner') return [...new Set([...exact.slice(0, 2), ...all])]
  return exact.length > 0 ? exact.slice(0, 2) : all.slice(0, 3)
}

/** What makes a record under an id of the caller's choice comes last: the id is taken from then on. */
const rank = ({ method, parameters }: Operation): number => {
  if (method === 'GET') return 0
  if (method === 'DELETE') return 1
  const named = parameters.some((each) => each.in === 'path')
  return method === 'PUT' ? 4 : named ? 2 : 3
}

const digestOfOurs = () =>
  digestOf(house.sql, { companyId: house.company.companyId, except: noise })

async function everyone(): Promise<Caller[]> {
  const callers = [anonymous, keyCaller]
  for (const role of shippedRoles) callers.push(await refresh(role))
  return callers
}

type Tally = { cells: number; asked: number; leaks: Leak[] }

/** One place, every caller. Who was refused, or only read, must have changed nothing of ours. */
async function tryPlace(operation: Operation, slot: Slot, callers: Caller[], tally: Tally) {
  const name = slot.steps.findLast((step) => step !== '0') ?? ''
  const refused: Caller[] = []
  const attempt = async (caller: Caller) => {
    const ids = fitting(operation, name, caller)
    const cell = { operation, slot, caller, known: own, foreign: ids }
    const result = await cellLeaks(house, cell, canary)
    tally.asked += result.asked
    tally.leaks.push(...result.leaks)
    if (!result.accepted || operation.method === 'GET') refused.push(caller)
  }
  let before = await digestOfOurs()
  for (const caller of callers) await attempt(caller)
  tally.cells += callers.length
  if (refused.length < callers.length) {
    // Someone was right to change something: ask the others once more, alone.
    const others = refused.splice(0)
    before = await digestOfOurs()
    for (const caller of others) await attempt(caller)
  }
  const after = await digestOfOurs()
  // That someone took a list away is written down, whoever it was.
  const told = operation.method === 'GET' ? ['public.audit', 'public.audit_seal'] : []
  const changed = Object.keys(after).filter((each) => after[each] !== before[each])
  for (const table of changed.filter((each) => !told.includes(each)))
    tally.leaks.push({
      cell: `${operation.name} ${slot.in}.${slot.steps.join('.')}`,
      what: 'refused or only read, and yet wrote',
      detail: table,
    })
}

test('no id of another company opens, tells or changes anything, wherever it is put', async () => {
  const tally: Tally = { cells: 0, asked: 0, leaks: [] }
  const before = await digestOf(house.sql, { companyId: other.companyId, except })
  for (const operation of operations.toSorted((one, two) => rank(one) - rank(two))) {
    const callers = await everyone()
    const found = tally.leaks.length
    for (const slot of slotsOf(operation)) await tryPlace(operation, slot, callers, tally)
    for (const leak of tally.leaks.slice(found, found + 3)) say(`leak: ${JSON.stringify(leak)}`)
    const now = await digestOf(house.sql, { companyId: other.companyId, except })
    for (const table of Object.keys(now).filter((each) => now[each] !== before[each]))
      tally.leaks.push({ cell: operation.name, what: 'changed the other company', detail: table })
    Object.assign(before, now)
  }
  say(`matrix: ${tally.cells} cells, ${tally.asked} requests, ${tally.leaks.length} leaks`)
  expect(tally.leaks.map(({ cell, what, detail }) => `${cell}: ${what}: ${detail}`)).toEqual([])
}, 900_000)

/** When a key or session was last seen is noted whatever it asked for. */
const noise = [...except, 'public.api_key']

type Shown = Readonly<{ name: string; text?: string }>

/** Every name that the log shows for this change, those inside of a field too, and each text beside its name. */
function shownIn(before: unknown, after: unknown): Shown[] {
  const within = (value: unknown, name: string): Shown[] => {
    const of = auditValue(value, name)
    if (of.is === 'list') return of.items.flatMap((item) => within(item, name))
    if (of.is === 'text') return [{ name, text: of.text }]
    return of.is === 'fields' ? shownIn(null, of.fields) : []
  }
  return changedFields(before, after).flatMap(({ name, old, next }) => [
    { name },
    ...within(old, name),
    ...within(next, name),
  ])
}

const isPermission = (name: string): boolean => Permission.safeParse(name).success
const hasWords = (key: string): boolean => Object.hasOwn(auditWords, key)
/** What looks like one of our words because the matrix typed it. */
const typed = new Set(['name agency', 'list abc'])

test('every field that the log of changes shows has words, and so has every value of ours', async () => {
  const rows = await house.sql<{ action: string; before: unknown; after: unknown }>(
    'select action, before, after from audit where company_id = $1',
    [house.company.companyId],
  )
  const shown = rows.flatMap(({ action, before, after }) =>
    shownIn(before, after).map((each) => ({ ...each, action })),
  )
  expect(shown.length).toBeGreaterThan(500)
  const fields = shown.filter(({ name }) => !hasWords(`field_${name}`) && !isPermission(name))
  expect([...new Set(fields.map(({ name, action }) => `${name} (${action})`))].sort()).toEqual([])
  const values = shown.flatMap(({ name, text = '', action }) =>
    /^[a-z][a-z_]*$/.test(text) && !typed.has(`${name} ${text}`) ? [{ name, text, action }] : [],
  )
  expect(values.length).toBeGreaterThan(100)
  const silent = values.filter(
    ({ name, text }) => !hasWords(`is_${name}.${text}`) && !hasWords(`is_${text}`),
  )
  const said = silent.map(({ name, text, action }) => `${text} as ${name} (${action})`)
  expect([...new Set(said)].sort()).toEqual([])
})
