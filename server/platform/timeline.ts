import { permissions } from '#core/permission.ts'
import type { Work } from './command.ts'
import type { Look } from './query.ts'
import { may } from './session.ts'

/** One thing that happened, as it was told. */
export type Happening = Readonly<{
  seq: number
  name: string
  facts: Record<string, unknown>
  actor: string
  actorKind: string
  at: string
  aboutKind: string
  aboutId: string
}>

export type TimelineOf = Readonly<
  ({ customerIds: readonly string[] } | { aboutId: string }) & {
    cursor?: string | undefined
    limit: number
  }
>

type EventRecord = {
  seq: number
  name: string
  facts: Record<string, unknown>
  actor_name: string
  actor_kind: string
  at: Date
  about_kind: string
  about_id: string
}

/**
 * What happened to these customers, or to one thing, newest first: of each module only what the
 * reader may read, for an event tells the figures of what it is about.
 */
export async function eventsAbout(
  from: Pick<Work | Look, 'run' | 'companyId' | 'session'>,
  asked: TimelineOf,
): Promise<{ rows: Happening[]; nextCursor: string | null }> {
  const readable = permissions
    .filter((permission) => permission.endsWith('.read') && may(from.session, permission))
    .map((permission) => permission.slice(0, -'.read'.length))
  const before = /^\d{1,15}$/.test(asked.cursor ?? '') ? Number(asked.cursor) : null
  const about = 'aboutId' in asked ? 'about_id = $2::uuid' : 'customer_id = any($2::uuid[])'
  const rows = await from.run<EventRecord>(
    `select seq, name, facts, actor_name, actor_kind, at, about_kind, about_id from event
     where company_id = $1 and ${about} and split_part(name, '.', 1) = any($3::text[])
       and ($4::bigint is null or seq < $4)
     order by seq desc limit $5`,
    [
      from.companyId,
      'aboutId' in asked ? asked.aboutId : [...asked.customerIds],
      readable,
      before,
      asked.limit,
    ],
  )
  return {
    rows: rows.map((row) => ({
      seq: row.seq,
      name: row.name,
      facts: row.facts,
      actor: row.actor_name,
      actorKind: row.actor_kind,
      at: row.at.toISOString(),
      aboutKind: row.about_kind,
      aboutId: row.about_id,
    })),
    nextCursor: rows.length === asked.limit ? String(rows.at(-1)?.seq) : null,
  }
}
