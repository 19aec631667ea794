import { setTimeout as sleep } from 'node:timers/promises'
import { drain } from '#test/crash/verdict.ts'
import { openTown } from '#test/crash/world.ts'
import { forge, mark, nonsense } from './hostile.ts'
import { type Answer, openSender, percentile, sendAll } from './send.ts'
import type { Town } from './town.ts'
import { type Account, type Delivery, deliveryOf, openAccount, type Said } from './vendors.ts'

export type StormSetting = Readonly<{
  /** Things that people said, each of them once. */
  messages: number
  /** How often they are delivered altogether: again, in another order, several at once. */
  deliveries: number
  hostile: number
  people: number
  clients: number
  /** Kills of a node while deliveries arrive. */
  kills: number
  say: (sentence: string) => void
}>

export type Storm = Readonly<{
  acknowledged: number
  /** Messages that stand in the database, those that were said, and those that stand there twice. */
  effects: number
  said: number
  /** Acknowledged to the vendor, and not there. */
  lost: readonly string[]
  /** What stands there and was never said. */
  invented: number
  /** Forgeries that were answered with anything but a refusal, or of which something was kept. */
  accepted: readonly string[]
  /** Signed by the vendor and of no use to anyone: kept, and without an effect. */
  nonsense: number
  /** Deliveries that nobody took in. */
  waiting: number
  threads: number
  /** Threads with more than one piece of open work, or with none where there is work at all. */
  astray: number
  people: number
  unanswered: number
  ack: Readonly<{ calm: number; shaken: number; perSecond: number }>
  failedJobs: readonly string[]
  seconds: number
}>

/** A number from 0 to 1, the same ones each time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

const texts = [
  'متى توصل الطلبية؟',
  'تم التحويل يا غالي',
  'السعر مرتفع شوي',
  'أبغى نسخة من الفاتورة',
]

/** Single deliveries of everything, half of the rest exact repetitions and half several at once. */
function deliveriesOf(said: readonly Said[], many: number, random: () => number): Delivery[] {
  const any = (from: readonly Said[]) => from[Math.floor(random() * from.length)]
  const singles = said.map((each) => deliveryOf([each]))
  const byAccount = Map.groupBy(said, ({ account }) => account)
  const more = Array.from({ length: many - singles.length }, (_, n): Delivery => {
    const first = any(said)
    const again = singles[Math.floor(random() * singles.length)]
    if (!first || !again) throw new Error('Something was said')
    if (n % 2 === 0) return again
    const mine = byAccount.get(first.account) ?? []
    const others = Array.from({ length: 1 + Math.floor(random() * 4) }, () => any(mine) ?? first)
    return deliveryOf([first, ...new Set(others.filter((each) => each !== first))])
  })
  return [...singles, ...more]
}

/** Everyone at a place near their own: a vendor keeps no order, and does not lose all of it either. */
function shuffled<Thing>(things: readonly Thing[], window: number, random: () => number): Thing[] {
  return things
    .map((thing, n) => ({ thing, place: n + random() * window }))
    .sort((a, b) => a.place - b.place)
    .map(({ thing }) => thing)
}

function plan(setting: StormSetting, accounts: readonly Account[], bare: Account) {
  const random = chance(20_261_122)
  const said = Array.from({ length: setting.messages }, (_, n): Said => {
    const person = n % setting.people
    const account = accounts[person % accounts.length]
    if (!account) throw new Error('There are accounts')
    const text = `${texts[n % texts.length]} ${n}`
    return { account, id: `wamid.${n}`, person, text, at: Date.now() - 60_000 + n }
  })
  const good = deliveriesOf(said, setting.deliveries, random)
  const forged = forge(setting.hostile, accounts, bare)
  const odd = nonsense(Math.ceil(setting.hostile / 10), accounts)
  // Spread over each other, then each near its place.
  const mixed = [good, forged, odd].flatMap((all) =>
    all.map((delivery, n) => ({ delivery, place: (n + random()) / all.length })),
  )
  const order = mixed.sort((a, b) => a.place - b.place).map(({ delivery }) => delivery)
  return { said, forged: new Set(forged), odd: odd.length, order: shuffled(order, 500, random) }
}

/** Kills and starts nodes in turn while the deliveries arrive, evenly over them. */
async function killInBetween(
  town: Town,
  kills: number,
  done: () => number,
  shake: (on: boolean) => void,
): Promise<void> {
  for (let n = 0; n < kills; n++) {
    while (done() < (n + 1) / (kills + 1)) await sleep(20)
    const node = town.nodes[n % town.nodes.length]
    shake(true)
    await node?.kill()
    await node?.start()
    shake(false)
  }
}

type Row = { provider_id: string; times: number }

async function judge(town: Town, answers: readonly Answer[], planned: ReturnType<typeof plan>) {
  const { owner, worker } = town.database
  await drain(town, 120_000)
  const { rows } = await owner.query<Row>(
    `select provider_id, count(*)::int as times from message
     where company_id = $1 and direction = 'in' group by 1`,
    [town.companyId],
  )
  const there = new Map(rows.map((row) => [row.provider_id, row.times]))
  const good = answers.filter(({ delivery }) => delivery.messages.length > 0)
  const acked = good.filter(({ status }) => status === 200)
  const lost = acked.flatMap(({ delivery }) =>
    delivery.messages.flatMap(({ id }) => (there.has(id) ? [] : [id])),
  )
  const known = new Set(planned.said.map(({ id }) => id))
  const [kept] = (
    await owner.query<{ forged: number; waiting: number; threads: number; astray: number }>(
      `select (select count(*)::int from delivery where company_id = $1
           and position($2::bytea in body) > 0) as forged,
         (select count(*)::int from delivery where company_id = $1 and taken_at is null) as waiting,
         (select count(*)::int from thread where company_id = $1) as threads,
         (select count(*)::int from (select t.id from thread t left join conversation c
            on c.company_id = t.company_id and c.thread_id = t.id where t.company_id = $1
            and exists (select 1 from conversation where company_id = $1)
            group by t.id having count(c.id) <> 1) odd) as astray`,
      [town.companyId, Buffer.from(mark)],
    )
  ).rows
  const accepted = answers.filter(
    ({ delivery, status }) =>
      planned.forged.has(delivery) && ![401, 404, 413, 429].includes(status),
  )
  const failed = await worker.query<{ what: string }>(
    `select t.identifier || ': ' || j.last_error as what from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where j.last_error is not null limit 5`,
  )
  return {
    acknowledged: acked.length,
    effects: [...there.values()].reduce((sum, times) => sum + times, 0),
    said: planned.said.length,
    lost: [...new Set(lost)],
    invented: [...there.keys()].filter((id) => !known.has(id)).length,
    accepted: [
      ...accepted.map(({ status }) => `answered ${status}`),
      ...Array.from({ length: kept?.forged ?? 0 }, () => 'kept'),
    ],
    nonsense: planned.odd,
    waiting: kept?.waiting ?? -1,
    threads: kept?.threads ?? 0,
    astray: kept?.astray ?? -1,
    unanswered: good.length - acked.length,
    failedJobs: failed.rows.map(({ what }) => what),
  }
}

/** Vendors tell two nodes everything several times, among forgeries, while the nodes are killed. */
export async function storm(setting: StormSetting): Promise<Storm> {
  const town = await openTown(1)
  try {
    const accounts = [
      await openAccount(town, 'whatsapp_cloud'),
      await openAccount(town, 'messenger'),
      await openAccount(town, 'instagram'),
    ]
    const planned = plan(setting, accounts, await openAccount(town, 'messenger', ''))
    setting.say(`two nodes are up, ${planned.order.length} deliveries are on their way`)
    let shaken = false
    const sender = openSender(town.nodes, () => shaken)
    const answers: Answer[] = []
    const began = performance.now()
    await Promise.all([
      sendAll(sender, planned.order, setting.clients, (answer) => answers.push(answer)),
      killInBetween(
        town,
        setting.kills,
        () => answers.length / planned.order.length,
        (on) => {
          shaken = on
          setting.say(`${answers.length} answered: a node ${on ? 'is killed' : 'is back'}`)
        },
      ),
    ])
    const seconds = (performance.now() - began) / 1000
    sender.close()
    setting.say(`all are answered after ${seconds.toFixed(0)} s`)
    const acked = answers.filter(({ status }) => status === 200)
    const p99 = (of: readonly Answer[]) =>
      Math.round(
        percentile(
          of.map(({ ms }) => ms),
          0.99,
        ),
      )
    return {
      ...(await judge(town, answers, planned)),
      people: setting.people,
      ack: {
        calm: p99(acked.filter((each) => !each.shaken)),
        shaken: p99(acked.filter((each) => each.shaken)),
        perSecond: Math.round(answers.length / seconds),
      },
      seconds: Math.round(seconds),
    }
  } finally {
    await town.close()
  }
}
