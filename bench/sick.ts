import { setTimeout as sleep } from 'node:timers/promises'
import { beginThread, sendChat, tryAccount } from '#modules/messaging/index.ts'
import { command } from '#platform/command.ts'
import { openPool } from '#platform/db.ts'
import { systemSession } from '#platform/jobs.ts'
import type { Session } from '#platform/session.ts'
import { startWorker } from '#platform/worker.ts'
import { socketLogins } from '#server/database.ts'
import { breakNetwork, type Vendor } from '#test/faults/network.ts'
import type { Figure } from './figures.ts'
import { type BenchHouse, newId } from './house.ts'
import { interleaved, percentile } from './measure.ts'

const healthy: readonly Vendor[] = ['taqnyat', 'msegat', 'twilio']
const people = 40
const messagesEach = 40
/** Slow enough for the queue to keep up when all is well: what is measured is the way, not a jam. */
const pauseMs = 20

type Line = Readonly<{ session: Session; threads: readonly string[] }>

/** An account at a played vendor, and people who may be written to. */
async function openLine(at: BenchHouse, provider: Vendor): Promise<Line> {
  const session = systemSession(at.house, at.companyId)
  const accountId = newId()
  await tryAccount(session, { id: accountId, provider })
  const begin = command('messaging.send', async (work, address: string) => {
    return (await beginThread(work, { accountId, address }))?.id ?? ''
  })
  const threads: string[] = []
  for (let n = 0; n < people; n++) threads.push(await begin(session, `+9665${10_000_000 + n}`))
  return { session, threads }
}

const say = command(
  'messaging.send',
  async (work, { threadId, text }: Readonly<{ threadId: string; text: string }>) => {
    await sendChat(work, {
      id: newId(),
      threadId,
      said: { kind: 'text', text },
      byHuman: true,
      category: 'chat',
      language: 'ar',
    })
  },
)

/**
 * From asking for a message to its arrival at the vendor, for accounts that are well: in rounds by
 * turns, with a third vendor that takes requests and never answers, and without.
 */
export async function besideTheSick(at: BenchHouse): Promise<Figure[]> {
  const asked = new Map<string, number>()
  const arrived = new Map<string, number>()
  let cure = () => {}
  let hanging: Promise<void> | undefined
  breakNetwork(at, (said) => {
    const mark = /m\d+x/.exec(said)?.[0]
    if (mark) arrived.set(mark, performance.now())
    const until = said.includes('sick') ? hanging : undefined
    return until && (async (pass) => until.then(pass))
  })
  const sick = await openLine(at, 'unifonic')
  const well = await Promise.all(healthy.map((vendor) => openLine(at, vendor)))
  const pool = openPool(socketLogins(at.place, 'wasl').worker, {
    max: 12,
    onError: () => undefined,
  })
  const worker = await startWorker(at.house, pool, async () => undefined)
  const standing = async (): Promise<number> => {
    const [row] = (
      await at.owner.query<{ left: number }>(
        `select count(*)::int as left from message where company_id = $1 and state in ('queued', 'sending')`,
        [at.companyId],
      )
    ).rows
    return row?.left ?? 0
  }
  let marks = 0
  const round = async (withSick: boolean): Promise<number> => {
    if (withSick) {
      hanging = new Promise((resolve) => {
        cure = resolve
      })
      for (const threadId of sick.threads) await say(sick.session, { threadId, text: 'sick' })
    }
    const mine: string[] = []
    for (let n = 0; n < messagesEach; n++)
      for (const { session, threads } of well) {
        marks += 1
        const mark = `m${marks}x`
        mine.push(mark)
        asked.set(mark, performance.now())
        await say(session, { threadId: threads[n % people] ?? '', text: mark })
        await sleep(pauseMs)
      }
    while (mine.some((mark) => !arrived.has(mark))) await sleep(20)
    cure()
    hanging = undefined
    while ((await standing()) > 0) await sleep(20)
    return percentile(
      mine.map((mark) => (arrived.get(mark) ?? 0) - (asked.get(mark) ?? 0)),
      0.95,
    )
  }
  try {
    const seen = await interleaved(
      () => round(true),
      () => round(false),
    )
    const rows = healthy.length * messagesEach
    const ratio = seen.value / seen.raw
    return [
      {
        name: 'a message leaves beside a sick vendor, p95',
        ...seen,
        unit: 'ms',
        limit: 1_000,
        rows,
      },
      {
        name: 'beside a sick vendor against a calm day',
        value: ratio,
        best: ratio,
        unit: '×',
        limit: 1.5,
        raw: null,
        rows,
      },
    ]
  } finally {
    cure()
    await worker.stop()
    await pool.end()
  }
}
