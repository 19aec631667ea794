import { expect } from 'vitest'
import { listAging, listAgingItems, showCustomerAging } from '#modules/ledger/aging-lists.ts'
import { showStatement } from '#modules/ledger/show-statement.ts'
import { showDashboard } from '#modules/reports/dashboard.ts'
import { leftOf, openOf, owedBy, replay } from './books.ts'
import { clock, type Desk } from './desk.ts'
import { judge, remember, type Verdict } from './gate.ts'
import { instalmentsDue, rememberTold } from './instalments.ts'
import { sum, type World } from './world.ts'

/** The books hold every rule of theirs, and say what the notebook says, to the halala. */
export async function checkBooks(desk: Desk, world: World): Promise<void> {
  const { companyId, sql } = desk
  const broken = await sql('select * from check_books($1) where found > 0', [companyId])
  expect(broken).toEqual([])
  const rows = await sql<{ id: string; minor: number; left: number }>(
    `select id, amount::float8 as minor, (amount - sign(amount) * settled)::float8 as "left"
     from journal_line where company_id = $1 and party_id = $2`,
    [companyId, world.customerId],
  )
  const invoices = new Set(world.invoices.map(({ itemId }) => itemId))
  expect({
    owed: sum(rows, ({ left }) => left),
    ...Object.fromEntries(rows.flatMap(({ id, left }) => (invoices.has(id) ? [[id, left]] : []))),
  }).toEqual({
    owed: owedBy(world),
    ...Object.fromEntries([...invoices].map((itemId) => [itemId, leftOf(world, itemId)])),
  })
}

const money = (minor: number) =>
  `${Math.floor(minor / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')}.00`

/**
 * A run: nothing left that the written list forbids, nothing was asked for beyond what may be; and
 * what nothing forbids did leave.
 */
export async function checkRun(desk: Desk, world: World): Promise<Verdict> {
  const verdict = judge(world)
  await desk.run()
  const left = await desk.left(world)
  const expected = verdict.against.length === 0 ? [verdict.amount] : []
  expect({ asked: left.map(({ minor }) => minor), against: verdict.against }).toEqual({
    asked: expected,
    against: verdict.against,
  })
  for (const { text, minor } of left) expect(mostIn(text)).toEqual([money(minor), minor])
  remember(world, verdict)
  return verdict
}

/** The highest figure of a letter. */
function mostIn(text: string): readonly [string, number] {
  const figures = [...text.matchAll(/\d[\d,]*\.\d\d/g)].map(([figure]) => figure)
  const minorOf = (figure: string) => Number(figure.replaceAll(',', '')) * 100
  return figures
    .map((figure) => [figure, minorOf(figure)] as const)
    .reduce((a, b) => (a[1] >= b[1] ? a : b), ['', 0] as const)
}

/** The instalments: what the written list forbids is not asked for, and everything else is, once. */
export async function checkInstalments(desk: Desk, world: World): Promise<readonly string[]> {
  const reasons: string[] = []
  const amounts: number[] = []
  const wanted = instalmentsDue(world).map(({ plan }) => plan)
  for (const plan of wanted) {
    // One that left keeps the next in.
    const each = instalmentsDue(world).find((due) => due.plan === plan)
    if (!each) continue
    reasons.push(...(each.against.length === 0 ? ['sent'] : each.against))
    if (each.against.length > 0) continue
    amounts.push(each.amount)
    rememberTold(world, each)
  }
  const letters = await desk.remindInstalments()
  expect({ reasons, asked: letters.map((text) => mostIn(text)[1]) }).toEqual({
    reasons,
    asked: amounts,
  })
  return reasons
}

/** Today's figure is one figure, wherever it stands. */
export async function checkToday(desk: Desk, world: World): Promise<void> {
  const open = openOf(world)
  const outstanding = sum(open, ({ left }) => left)
  const overdue = sum(
    open.filter(({ dueOn }) => dueOn < world.day),
    ({ left }) => left,
  )
  const board = await showDashboard(desk.session(), {})
  const said = [board.outstanding, board.overdue, board.unapplied].map(({ minor }) => minor)
  expect(said).toEqual([outstanding, overdue, outstanding - owedBy(world)])
  const { rows } = await showCustomerAging(desk.session(), { id: world.customerId })
  const [head] = rows
  expect([head?.total.minor ?? 0, head?.overdue.minor ?? 0]).toEqual([owedBy(world), overdue])
}

const page = { limit: 100, credits: true, sort: 'due', direction: 'asc' } as const

/** A past day: the statement's closing, the aging and the ledger are one figure, and the replay's. */
export async function checkDay(desk: Desk, world: World, asOf: string): Promise<void> {
  const { total, left } = replay(world, asOf, world.tick)
  const { customerId: id } = world
  const { sections } = await showStatement(desk.session(), {
    ...{ id, from: '2020-01-01', to: asOf, kind: 'activity' },
  })
  const [row] = await desk.sql<{ owed: number }>(
    `select coalesce(sum(amount), 0)::float8 as owed from journal_line
     where company_id = $1 and party_id = $2 and posted_on <= $3`,
    [desk.companyId, id, asOf],
  )
  const ledger = row?.owed
  const closing = sum(sections, (section) => section.closing.minor)
  expect({ asOf, ledger, closing }).toEqual({ asOf, ledger: total, closing: total })
  await checkAging(desk, world, { asOf }, { total, left })
}

/** What was known after a step stays answerable: nothing that was written later is seen. */
export async function checkKnown(
  desk: Desk,
  world: World,
  then: Readonly<{ tick: number; day: string; minute: number }>,
  asOf: string,
): Promise<void> {
  // Between this step and the next.
  const knownOn = new Date(clock({ ...world, ...then, minute: then.minute + 2 })).toISOString()
  await checkAging(desk, world, { asOf, knownOn }, replay(world, asOf, then.tick))
}

async function checkAging(
  desk: Desk,
  world: World,
  viewpoint: Readonly<{ asOf: string; knownOn?: string }>,
  { total, left }: ReturnType<typeof replay>,
): Promise<void> {
  const { sums } = await listAging(desk.session(), {
    ...{ limit: 50, sort: 'overdue', direction: 'desc', ...viewpoint },
  })
  const { rows } = await listAgingItems(desk.session(), { ...page, ...viewpoint })
  const owing = rows.filter(({ balance }) => balance.minor > 0)
  const invoices = owing.filter(({ id }) => world.invoices.some(({ itemId }) => itemId === id))
  const late = ({ id }: { id: string }) => {
    const dueOn = world.invoices.find(({ itemId }) => itemId === id)?.dueOn ?? ''
    return (Date.parse(viewpoint.asOf) - Date.parse(dueOn)) / 86_400_000
  }
  expect({
    ...viewpoint,
    total: sum(sums, (each) => each.total.minor),
    left: Object.fromEntries(invoices.map(({ id, balance }) => [id, balance.minor])),
    late: invoices.map(({ daysLate }) => daysLate),
  }).toEqual({
    ...viewpoint,
    total,
    left: Object.fromEntries([...left].filter(([, minor]) => minor > 0)),
    late: invoices.map(late),
  })
}
