import type { Label } from '#core/inbox/conversation.ts'
import type { SaveLabel } from '#core/inbox/settings.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { From } from './scope.ts'

type Row = Label & { conversations: number }

const rowsOf = (from: Pick<From, 'run' | 'companyId'>): Promise<Row[]> =>
  from.run<Row>(
    `select k.id, k.name, k.colour, (select count(*) from conversation_label l
       where l.company_id = k.company_id and l.label_id = k.id) as conversations
     from conversation_label_kind k where k.company_id = $1 order by k.name, k.id`,
    [from.companyId],
  )

/** The labels of the company, by name. */
export const listLabels = query('inbox.read', async (from, _: object) => ({
  rows: await rowsOf(from),
}))

async function labelOf(work: Work, id: string): Promise<Row | undefined> {
  return (await rowsOf(work)).find((row) => row.id === id)
}

/** Makes a label or changes one. @throws inbox.name_taken */
export const saveLabel = command(
  'inbox.manage',
  async (work, input: SaveLabel): Promise<Row> => {
    const before = await labelOf(work, input.id)
    const taken = await work.run(
      'select 1 from conversation_label_kind where company_id = $1 and name = $2 and id <> $3',
      [work.companyId, input.name, input.id],
    )
    if (taken.length > 0) throw new Refusal('inbox.name_taken', { name: input.name })
    await work.run(
      `insert into conversation_label_kind (company_id, id, name, colour) values ($1, $2, $3, $4)
       on conflict (company_id, id) do update set name = excluded.name, colour = excluded.colour`,
      [work.companyId, input.id, input.name, input.colour],
    )
    work.audit('inbox.label_saved', {
      kind: 'conversation_label',
      id: input.id,
      before: before ?? null,
      after: input,
    })
    return { ...input, conversations: before?.conversations ?? 0 }
  },
  { name: 'inbox.save_label' },
)

/** Takes a label away, from every conversation too. @throws inbox.label_not_found */
export const removeLabel = command(
  'inbox.manage',
  async (work, { id }: { id: string }) => {
    const before = await labelOf(work, id)
    if (!before) throw new Refusal('inbox.label_not_found', { id })
    await work.run('delete from conversation_label where company_id = $1 and label_id = $2', [
      work.companyId,
      id,
    ])
    await work.run('delete from conversation_label_kind where company_id = $1 and id = $2', [
      work.companyId,
      id,
    ])
    work.audit('inbox.label_removed', { kind: 'conversation_label', id, before, after: null })
    return { done: true as const }
  },
  { name: 'inbox.remove_label' },
)
