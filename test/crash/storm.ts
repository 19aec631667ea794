import { setTimeout as sleep } from 'node:timers/promises'
import { type Load, startLoad } from './load.ts'
import type { Node } from './processes.ts'
import { judge, type Verdict } from './verdict.ts'
import { addDebtors, call, openWorld, type World } from './world.ts'

/** Where an app is killed from within, and at which passage. */
export const crashPoints: readonly string[] = [
  'command.before_commit#40',
  'command.after_commit#40',
  'message.before_send#2',
  'message.after_send#2',
]

export type StormSetting = Readonly<{
  customers: number
  invoicesEach: number
  clients: number
  databaseKills: number
  /** Kills of a node from outside, at moments of chance. */
  nodeKills: number
  crashAt: readonly string[]
  say: (sentence: string) => void
}>

export type Storm = Verdict &
  Readonly<{
    databaseKills: number
    nodeKills: number
    crashes: readonly string[]
    /** From the database's return to the first answer of a node that was not restarted. */
    recoveredMs: readonly number[]
    /** The last words of nodes that ended because their database did. */
    fellOver: readonly string[]
    unanswered: number
    refused: readonly string[]
    seconds: number
  }>

async function firstAnswer(world: World, node: Node): Promise<number> {
  const began = performance.now()
  const [cookie = ''] = world.cookies
  while (performance.now() - began < 30_000 && !node.ended()) {
    const reply = await call(node, cookie, 'GET', '/me')
    if (reply?.status === 200 || reply?.status === 429) return Math.round(performance.now() - began)
    await sleep(50)
  }
  return Infinity
}

/** Switches reminders on in the middle of the load, so that the run of them is what gets killed. */
async function switchOn(world: World): Promise<void> {
  const [cookie = ''] = world.cookies
  for (const node of world.nodes)
    if (
      (await call(node, cookie, 'PUT', '/reminder-settings/switch', { on: true }))?.status === 200
    )
      return
  throw new Error('reminders could not be switched on')
}

/** Starts a node that ends itself at a named point, waits until it did, and starts it again whole. */
async function crashAndReturn(world: World, load: Load, point: string): Promise<boolean> {
  const [other, node] = world.nodes
  if (!node || !other) throw new Error('there are two nodes')
  await node.kill()
  // It may pass the point while it starts.
  await node.start(point).catch(() => undefined)
  // What is sent is sent by whoever takes the job: so that it is this one, the other is away.
  const sending = point.startsWith('message.')
  if (sending) {
    load.paused = true
    await other.kill()
    await addDebtors(world, 8, 1).catch(() => undefined)
  }
  const until = performance.now() + 45_000
  while (!node.ended() && performance.now() < until) await sleep(50)
  const crashed = node.ended()
  await node.kill()
  await node.start()
  if (sending) await other.start()
  load.paused = false
  return crashed
}

/** Load on two nodes while the database and the nodes are killed; then the verdict. */
export async function storm(setting: StormSetting): Promise<Storm> {
  const began = performance.now()
  const world = await openWorld(setting)
  setting.say(`two nodes and ${world.customers.length} customers are up`)
  try {
    const load = startLoad(world)
    const recoveredMs: number[] = []
    const fellOver: string[] = []
    const crashes: string[] = []
    const [first, second] = world.nodes
    if (!first || !second) throw new Error('there are two nodes')
    await sleep(1000)
    await switchOn(world)
    for (const point of setting.crashAt) {
      const crashed = await crashAndReturn(world, load, point)
      if (crashed) crashes.push(point)
      setting.say(`${point}: ${crashed ? 'crashed and came back' : 'was never passed'}`)
    }
    for (let n = 0; n < Math.max(setting.databaseKills, setting.nodeKills); n++) {
      await addDebtors(world, 3, 1)
      await sleep(500 + Math.random() * 2500)
      if (n < setting.nodeKills) {
        const node = n % 2 ? first : second
        await node.kill()
        await node.start()
      }
      if (n < setting.databaseKills) {
        const { downMs } = await world.database.killAndRestart()
        recoveredMs.push(await firstAnswer(world, first))
        for (const node of world.nodes.filter((each) => each.ended())) {
          fellOver.push(node.lastWords())
          await node.start()
        }
        setting.say(
          `database kill ${n + 1}: down ${Math.round(downMs)} ms, answers after ${recoveredMs.at(-1)} ms, ${load.acknowledged.length} acknowledged`,
        )
      }
    }
    for (const node of world.nodes) if (node.ended()) await node.start()
    await sleep(1000)
    await load.stop()
    const verdict = await judge(world, load.acknowledged)
    return {
      ...verdict,
      databaseKills: setting.databaseKills,
      nodeKills: setting.nodeKills,
      crashes,
      recoveredMs,
      fellOver,
      unanswered: load.unanswered,
      refused: [...new Set(load.refused)].slice(0, 5),
      seconds: Math.round((performance.now() - began) / 1000),
    }
  } finally {
    await world.close()
  }
}
