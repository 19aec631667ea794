import { z } from 'zod'
import { pushed } from '#core/collaboration/push.ts'
import type { Language } from '#core/people/identity.ts'
import { reaction, type Work } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { News } from '../notify.ts'
import { openTarget } from './devices.ts'
import { pushSender } from './keys.ts'
import { type Posted, pushService } from './service.ts'
import { pushKinds, pushNews } from './words.ts'

/** News of an hour ago calls nobody any more. */
const freshSeconds = 3600
/** After so many refusals in a row a device is given up. */
const mostDeclined = 5

/** Lets the devices of those who were told hear of it, each by a job of its own. */
export async function pushTo(work: Work, news: News, userIds: readonly string[]): Promise<void> {
  if (!pushed.has(news.kind) || userIds.length === 0) return
  const devices = await work.run<{ id: string }>(
    'select id from push_device where company_id = $1 and user_id = any($2) order by id',
    [work.companyId, [...userIds]],
  )
  const { name, minutes } = news.facts
  for (const { id } of devices)
    work.enqueue('collaboration.push', {
      deviceId: id,
      kind: news.kind,
      aboutId: news.about.id,
      at: work.now.toISOString(),
      ...(name !== undefined && { name }),
      ...(minutes !== undefined && { minutes }),
    })
}

type Row = { sealed: string; language: Language; now: Date }

const record = reaction(
  'collaboration.record_push',
  async (work, { deviceId, posted }: { deviceId: string; posted: Posted }) => {
    const of = [work.companyId, deviceId]
    if (posted === 'gone') {
      await work.run('delete from push_device where company_id = $1 and id = $2', of)
    } else if (posted === 'sent') {
      await work.run(
        'update push_device set sent_at = $3, declined = 0 where company_id = $1 and id = $2',
        [...of, work.now],
      )
    } else {
      await work.run(
        'update push_device set declined = declined + 1 where company_id = $1 and id = $2',
        of,
      )
      await work.run(
        'delete from push_device where company_id = $1 and id = $2 and declined >= $3',
        [...of, mostDeclined],
      )
    }
  },
)

const Payload = z.object({
  deviceId: z.uuid(),
  kind: z.enum(pushKinds),
  aboutId: z.uuid(),
  at: z.iso.datetime(),
  name: z.string().optional(),
  minutes: z.int().optional(),
})

/** Writes to one device. A service that is down is asked again while the news is fresh. */
export const pushJob = job('collaboration.push', Payload, async (session, payload) => {
  const { deviceId, kind, aboutId, at, ...facts } = payload
  const row = await look(session, async ({ run, companyId, now }): Promise<Row | undefined> => {
    const [found] = await run<{ sealed: string; language: Language }>(
      'select sealed, language from push_device where company_id = $1 and id = $2',
      [companyId, deviceId],
    )
    return found && { ...found, now }
  })
  const left = row ? freshSeconds - (row.now.getTime() - Date.parse(at)) / 1000 : 0
  if (!row || left <= 0) return
  const posted = await session.house.plugs.get(pushService).send({
    target: openTarget(session, deviceId, row.sealed),
    sender: pushSender(session.house),
    text: JSON.stringify(pushNews(row.language, kind, aboutId, facts)),
    topic: aboutId.replaceAll('-', ''),
    seconds: Math.ceil(left),
  })
  if (posted === 'later') throw new Error('The push service asks to come back later')
  await record(session, { deviceId, posted })
})
