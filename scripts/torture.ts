import { crashPoints, storm } from '../test/crash/storm.ts'

/** The long form: twenty kills of the database, fifty of the nodes, every named point. */
const seen = await storm({
  customers: 400,
  invoicesEach: 2,
  clients: 8,
  databaseKills: 20,
  nodeKills: 50,
  crashAt: crashPoints,
  say: (sentence) => console.log(`· ${sentence}`),
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
process.exitCode = good ? 0 : 1
