import { crashPoints, storm } from '../test/crash/storm.ts'
import { burst } from '../test/storm/burst.ts'
import { storm as hookStorm } from '../test/storm/storm.ts'

const say = (sentence: string) => console.log(`· ${sentence}`)

/** Vendors tell everything four times, among forgeries, while nodes are killed. */
async function deliveries(): Promise<boolean> {
  const seen = await hookStorm({
    messages: 5000,
    deliveries: 20_000,
    hostile: 4000,
    people: 500,
    clients: 32,
    kills: 2,
    say,
  })
  const { ack, accepted, lost } = seen
  console.log(`
deliveries        ${seen.acknowledged} acknowledged, lost ${lost.length}, not taken in ${seen.waiting}
messages          ${seen.effects} of ${seen.said}, ${seen.invented} never said
threads           ${seen.threads} of ${seen.people} people, ${seen.astray} with other than one piece of work
forgeries         4000, accepted ${accepted.length}; of no use though signed ${seen.nonsense}, without effect
acknowledged in   ${ack.calm} ms at p99, ${ack.shaken} ms around a kill, at ${ack.perSecond} a second
took              ${seen.seconds} s`)
  const wrong = seen.invented + seen.waiting + seen.astray + seen.unanswered
  const whole = seen.effects === seen.said && seen.threads === seen.people
  return whole && wrong + lost.length + accepted.length + seen.failedJobs.length === 0
}

/** Everyone writes at once, while somebody looks at the screen. */
async function rush(): Promise<boolean> {
  const seen = await burst({ customers: 500, messagesEach: 20, clients: 32, say })
  const { told, ack } = seen
  console.log(`
burst             ${seen.said} messages of ${seen.customers} customers, lost ${seen.lost}
threads           ${seen.threads}, ${seen.astray} with other than one piece of work
on the screen     ${told.p50} ms after the acknowledgement at p50, ${told.p99} at p99, ${told.most} at most, never ${told.never}
acknowledged in   ${ack.p99} ms at p99, at ${ack.perSecond} a second; the queue was empty ${seen.drainedMs} ms later`)
  return seen.lost + seen.astray + told.never === 0 && seen.threads === seen.customers
}

const heard = (await deliveries()) && (await rush())

/** The long form: twenty kills of the database, fifty of the nodes, every named point. */
const seen = await storm({
  customers: 400,
  invoicesEach: 2,
  clients: 8,
  databaseKills: 20,
  nodeKills: 50,
  crashAt: crashPoints,
  say,
})
const good =
  seen.lost.length + seen.unsound.length + seen.gaps.length + seen.twice.length === 0 &&
  seen.refused.length + seen.unanswered + seen.heldByTheDead + seen.fellOver.length === 0
const worst = Math.max(...seen.recoveredMs)
console.log(`
acknowledged      ${seen.acknowledged}, lost ${seen.lost.length}
kills             database ${seen.databaseKills}, nodes ${seen.nodeKills}, at named points ${seen.crashes.length} of ${crashPoints.length}
books             ${seen.unsound.length === 0 ? 'sound' : seen.unsound.join('; ')}
gaps in numbers   ${seen.gaps.length}
reminders         ${seen.reminders} sent, ${seen.twice.length} twice, ${seen.unknown} unknown (never repeated)
serves again      after ${worst} ms at worst, ${seen.fellOver.length} nodes fell over with their database
queue             empty after ${seen.drainedMs} ms, ${seen.heldByTheDead} jobs held by killed nodes
clients           ${seen.unanswered} unanswered, ${seen.refused.length} kinds of refusals
took              ${seen.seconds} s`)
for (const line of [
  ...seen.fellOver,
  ...seen.lost,
  ...seen.twice,
  ...seen.refused,
  ...seen.failedJobs,
].slice(0, 20))
  console.log(`  ${line}`)
process.exitCode = good && heard ? 0 : 1
