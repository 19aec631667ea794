import { setTimeout as sleep } from 'node:timers/promises'
import { drain } from '#test/crash/verdict.ts'
import { openTown } from '#test/crash/world.ts'
import { type Answer, openSender, percentile, sendAll } from './send.ts'
import type { Town } from './town.ts'
import { deliveryOf, openAccount, type Said } from './vendors.ts'

export type BurstSetting = Readonly<{
  customers: number
  messagesEach: number
  clients: number
  say: (sentence: string) => void
}>

export type Burst = Readonly<{
  said: number
  lost: number
  threads: number
  /** Threads that have not exactly one piece of work, where there is such work at all. */
  astray: number
  customers: number
  /** From the acknowledgement until an open screen was told, in milliseconds. */
  told: Readonly<{ p50: number; p99: number; most: number; never: number }>
  ack: Readonly<{ p99: number; perSecond: number }>
  /** Until the queue was empty, after the last acknowledgement. */
  drainedMs: number
}>

type Screen = Readonly<{
  /** When the screen was told of an event, by its number; and when it was told to ask anew. */
  toldAt: ReadonlyMap<number, number>
  hellos: readonly number[]
  close: () => void
}>

/** An open screen, that only writes down when it was told what. */
async function openScreen({ nodes: [node], cookies: [cookie = ''] }: Town): Promise<Screen> {
  const toldAt = new Map<number, number>()
  const hellos: number[] = []
  const ending = new AbortController()
  const reply = await fetch(`${node?.address}/api/v1/stream`, {
    headers: { cookie: `wasl_sid=${cookie}` },
    signal: ending.signal,
  })
  if (reply.status !== 200 || !reply.body) throw new Error(`no stream: ${reply.status}`)
  const body = reply.body
  const read = async () => {
    let rest = ''
    for await (const part of body.pipeThrough(new TextDecoderStream())) {
      const at = performance.now()
      const pieces = `${rest}${part}`.split('\n\n')
      rest = pieces.pop() ?? ''
      for (const piece of pieces) {
        const seq = /^id: (\d+)$/m.exec(piece)?.[1]
        if (seq !== undefined) toldAt.set(Number(seq), at)
        else if (/^event: hello$/m.test(piece)) hellos.push(at)
      }
    }
  }
  read().catch(() => undefined)
  return { toldAt, hellos, close: () => ending.abort() }
}

const words = ['السلام عليكم', 'عندي سؤال عن الفاتورة', 'متى الاستلام؟', 'تم التحويل', 'شكرا لكم']

/** Everyone writes at once, each in the order of their own words. */
async function sayAll(town: Town, setting: BurstSetting): Promise<Said[]> {
  const accounts = [
    await openAccount(town, 'whatsapp_cloud'),
    await openAccount(town, 'messenger'),
    await openAccount(town, 'instagram'),
  ]
  const { customers, messagesEach } = setting
  return Array.from({ length: customers * messagesEach }, (_, n): Said => {
    const [person, turn] = [n % customers, Math.floor(n / customers)]
    const account = accounts[person % accounts.length]
    if (!account) throw new Error('There are accounts')
    const text = `${words[turn % words.length]} ${turn}`
    return { account, id: `burst.${person}.${turn}`, person, text, at: Date.now() - 30_000 + n }
  })
}

type Told = { seq: number; provider_id: string }

/** How long the screen waited for each message, from the acknowledgement of its delivery. */
async function waits(town: Town, screen: Screen, answers: readonly Answer[]): Promise<number[]> {
  const { rows } = await town.database.owner.query<Told>(
    `select e.seq, m.provider_id from event e
     cross join jsonb_array_elements_text(e.facts -> 'messageIds') as said(id)
     join message m on m.company_id = e.company_id and m.id = said.id::uuid
     where e.company_id = $1 and e.name = 'messaging.messages_received'`,
    [town.companyId],
  )
  const seqOf = new Map(rows.map(({ provider_id: id, seq }) => [id, seq]))
  return answers.flatMap(({ delivery, at }) =>
    delivery.messages.map(({ id }) => {
      const told = screen.toldAt.get(seqOf.get(id) ?? -1)
      // A screen that could not follow asks for everything anew.
      const until = told ?? screen.hellos.find((hello) => hello > at) ?? Number.POSITIVE_INFINITY
      return Math.max(0, until - at)
    }),
  )
}

async function judge(town: Town, said: readonly Said[]) {
  const { rows } = await town.database.owner.query<{
    kept: number
    threads: number
    astray: number
  }>(
    `select (select count(*)::int from message where company_id = $1 and direction = 'in'
         and provider_id = any($2)) as kept,
       (select count(*)::int from thread where company_id = $1) as threads,
       (select count(*)::int from (select t.id from thread t left join conversation c
          on c.company_id = t.company_id and c.thread_id = t.id where t.company_id = $1
          and exists (select 1 from conversation where company_id = $1)
          group by t.id having count(c.id) <> 1) odd) as astray`,
    [town.companyId, said.map(({ id }) => id)],
  )
  const [{ kept, threads, astray } = { kept: 0, threads: 0, astray: 0 }] = rows
  return { said: said.length, lost: said.length - kept, threads, astray }
}

/** Many customers write many short messages at once, while somebody looks at the screen. */
export async function burst(setting: BurstSetting): Promise<Burst> {
  const town = await openTown(1)
  try {
    const said = await sayAll(town, setting)
    const screen = await openScreen(town)
    setting.say(`${said.length} messages of ${setting.customers} customers are on their way`)
    const sender = openSender(town.nodes, () => false)
    const answers: Answer[] = []
    const began = performance.now()
    await sendAll(
      sender,
      said.map((each) => deliveryOf([each])),
      setting.clients,
      (answer) => answers.push(answer),
    )
    const seconds = (performance.now() - began) / 1000
    sender.close()
    setting.say(`all are acknowledged after ${seconds.toFixed(0)} s`)
    const { drainedMs } = await drain(town, 300_000)
    await sleep(1_000)
    const waited = await waits(town, screen, answers)
    screen.close()
    const finite = waited.filter(Number.isFinite)
    return {
      ...(await judge(town, said)),
      customers: setting.customers,
      told: {
        p50: Math.round(percentile(finite, 0.5)),
        p99: Math.round(percentile(waited, 0.99)),
        most: Math.round(Math.max(...finite)),
        never: waited.length - finite.length,
      },
      ack: {
        p99: Math.round(
          percentile(
            answers.map(({ ms }) => ms),
            0.99,
          ),
        ),
        perSecond: Math.round(answers.length / seconds),
      },
      drainedMs,
    }
  } finally {
    await town.close()
  }
}
