import type { z } from 'zod'
import { z as zod } from 'zod'
import type { AuditInput } from '#core/people/api.ts'
import { reaction } from '#platform/command.ts'
import { job } from '#platform/jobs.ts'
import { query } from '#platform/query.ts'

type Row = {
  seq: number
  at: Date
  actor_name: string
  action: string
  about_kind: string
  about_id: string
  before: unknown
  after: unknown
  sealed: boolean
}

/** Who changed what, newest first. */
export const listAudit = query('audit.read', async (look, input: z.output<typeof AuditInput>) => {
  const values = [look.companyId, input.aboutId ?? null, input.action ?? null]
  const matching = `from audit a where a.company_id = $1 and ($2::text is null or a.about_id::text = $2)
    and ($3::text is null or a.action = $3)`
  const before = /^\d{1,15}$/.test(input.cursor ?? '') ? Number(input.cursor) : null
  const rows = await look.run<Row>(
    `select a.seq, a.at, a.actor_name, a.action, a.about_kind, a.about_id, a.before, a.after,
       exists (select 1 from audit_seal s where s.company_id = a.company_id and s.seq = a.seq) as sealed
     ${matching} and ($4::bigint is null or a.seq < $4) order by a.seq desc limit $5`,
    [...values, before, input.limit],
  )
  const [count] = await look.run<{ total: number }>(`select count(*) as total ${matching}`, values)
  return {
    rows: rows.map((row) => ({
      seq: row.seq,
      at: row.at.toISOString(),
      actor: row.actor_name,
      action: row.action,
      aboutKind: row.about_kind,
      aboutId: row.about_id,
      before: row.before ?? null,
      after: row.after ?? null,
      sealed: row.sealed,
    })),
    nextCursor: rows.length === input.limit ? String(rows.at(-1)?.seq) : null,
    total: count?.total ?? 0,
  }
})

/** Walks the chain over the audit log and names the first row that was altered, if any. */
export const verifyAudit = query('audit.read', async (look) => {
  const [row] = await look.run<{ sealed: number; unsealed: number; broken_at: number | null }>(
    'select * from verify_audit()',
    [],
  )
  return {
    sealed: row?.sealed ?? 0,
    unsealed: row?.unsealed ?? 0,
    brokenAt: row?.broken_at ?? null,
  }
})

const seal = reaction('audit.seal', async (work): Promise<number> => {
  const [row] = await work.run<{ sealed: number }>('select seal_audit(2000) as sealed', [])
  return row?.sealed ?? 0
})

/** Adds what happened since the last time to the chain. */
export const sealAudit = job('people.seal_audit', zod.looseObject({}), async (session) => {
  while ((await seal(session, undefined)) === 2000);
})
