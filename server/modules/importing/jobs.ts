import { z } from 'zod'
import { reaction } from '#platform/command.ts'
import { type Job, job } from '#platform/jobs.ts'
import { look } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { carryOn } from './run.ts'
import { undoChunk } from './undo.ts'

const One = z.object({ companyId: z.uuid(), importId: z.uuid() })

/** The house goes on in the name of whoever started it, as the records shall say. */
async function onBehalf(session: Session, importId: string): Promise<Session> {
  const [row] = await look(session, ({ run, companyId }) =>
    run<{ by: string | null; name: string }>(
      `select coalesce(started_by, created_by) as by,
         coalesce(started_by_name, created_by_name) as name
       from import where company_id = $1 and id = $2`,
      [companyId, importId],
    ),
  )
  if (!row) return session
  return { ...session, actor: { kind: 'system', id: row.by, name: row.name } }
}

const again = reaction(
  'importing.go_on',
  async (work, { task, importId }: { task: string; importId: string }): Promise<void> => {
    work.enqueue(task, { importId }, { key: `importing:${importId}` })
  },
)

export const writeJob = job('importing.write', One, async (session, { importId }) => {
  const left = await carryOn(await onBehalf(session, importId), importId)
  if (left) await again(session, { task: 'importing.write', importId })
})

export const undoJob = job('importing.undo', One, async (session, { importId }) => {
  const left = await undoChunk(await onBehalf(session, importId), { importId })
  if (left > 0) await again(session, { task: 'importing.undo', importId })
})

/** Takes up what a crash left standing: its job is held by a worker that is no more. */
export const resumeJob = job('importing.resume', z.object({ companyId: z.uuid() }), (session) =>
  resume(session, undefined),
)

const resume = reaction('importing.resume', async (work): Promise<void> => {
  const standing = await work.run<{ id: string; state: string }>(
    `select id, state from import where company_id = $1 and state = any('{running,undoing}')
       and progressed_at < $2`,
    [work.companyId, new Date(work.now.getTime() - 60_000)],
  )
  for (const { id, state } of standing) {
    const task = state === 'running' ? 'importing.write' : 'importing.undo'
    work.enqueue(task, { importId: id }, { key: `importing:${id}:again` })
  }
})

/** The jobs of importing. */
export const importingJobs: readonly Job[] = [writeJob, undoJob, resumeJob]
